#include "tests/support/random_objects.h"

#include <array>
#include <random>
#include <string>
#include <utility>

namespace support {
namespace {

using translator::Json;
using Texts = std::vector<const char*>;

// A key and what people write behind it.
struct Choice {
  const char* key;
  Texts values;
};

const std::vector<Choice> kIngressChoices = {
    {"scheme", {"internal", "internet-facing", "internet-facing", "Internal", ""}},
    {"group.name", {"edge", "back"}},
    {"group.order", {"10", "-5"}},
    {"target-type", {"ip", "instance"}},
    {"load-balancer-name", {"shop"}},
    {"tags", {"a=b"}},
    {"subnets", {"subnet-0a1b"}},
    {"load-balancer-attributes",
     {"idle_timeout.timeout_seconds=90", "idle_timeout", "access_logs.s3.enabled=true", "a=b",
      "routing.http2.enabled=false"}},
    {"target-group-attributes",
     {"deregistration_delay.timeout_seconds=5",
      "stickiness.enabled=true,stickiness.type=app_cookie", "slow_start.duration_seconds=30", "=",
      "stickiness.enabled=true,stickiness.lb_cookie.duration_seconds=999999"}},
    {"healthcheck-path", {"/", "/up?x=\"1\""}},
    {"healthcheck-port", {"traffic-port", "8080", "http", "99999", "0"}},
    {"healthcheck-protocol", {"HTTP", "HTTPS", "TCP"}},
    {"healthcheck-interval-seconds", {"5", "1000", "-1", "x", "1"}},
    {"healthcheck-timeout-seconds", {"2", "120", "99999999999999999999"}},
    {"healthy-threshold-count", {"2", "0", "11"}},
    {"unhealthy-threshold-count", {"10", ""}},
    {"success-codes", {"200", "200-299", "301,302", "0-", "200,,x"}},
    {"dry-run-plan", {"{}"}},
    {"minimum-load-balancer-capacity", {"CapacityUnits=1"}},
    // protections, and keys that no rule translates
    {"inbound-cidrs", {"10.0.0.0/8"}},
    {"wafv2-acl-arn", {"arn:aws:wafv2:us-east-1:1:regional/webacl/x/1", "none"}},
    {"auth-type", {"oidc", "none"}},
    {"certificate-arn", {"arn:aws:acm:us-east-1:1:certificate/1"}},
    {"listen-ports",
     {"[{\"HTTPS\":443}]", "[{\"HTTP\":80},{\"HTTPS\":443}]", "[{\"HTTP\":80,\"HTTPS\":443}]",
      "[{\"HTTP\":80}]", "[{\"HTTP\":8080}]", "[{\"HTTP\":443}]", "[]", "[{\"HTTPS\":\"443\"}]",
      "[{\"HTTPS\":443", "[{\"https\":443}]"}},
    {"ssl-redirect", {"443", "443", "8443", "x", ""}},
    {"ssl-policy", {"ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-2-2021-06"}},
    {"create-acm-cert", {"true", "false", "yes"}},
    {"security-groups", {"sg-1"}},
    {"actions.web", {"{\"type\":\"fixed-response\"}"}},
    // routing
    {"conditions.web",
     {R"([{"field":"host-header","hostHeaderConfig":{"values":["B.example.com"]}}])",
      R"([{"field":"host-header","hostHeaderConfig":{"values":["*.b.example.com","*"]}}])",
      R"([{"Field":"path-pattern","PathPatternConfig":{"Values":["/img/*","/a*"]}}])",
      R"([{"field":"source-ip","sourceIpConfig":{"values":["10.0.0.0/8"]}}])", "[]", "[",
      R"([{"field":"path-pattern","pathPatternConfig":{"values":["/*.php"]}}])"}},
    {"conditions.split",
     {R"([{"field":"path-pattern","pathPatternConfig":{"values":["/split/*"]}}])",
      R"([{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"a","values":["b"]}}])"}},
    {"transforms.api",
     {R"([{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"a","replace":"b"}]}}])",
      "[]", "{}"}},
    {"use-regex-path-match", {"true", "false", "yes"}},
    {"backend-protocol", {"HTTPS"}},
    {"shield-advanced-protection", {"true"}},
    {"never-heard-of", {"1"}},
};

const std::vector<Choice> kServiceChoices = {
    {"aws-load-balancer-type", {"nlb", "nlb-ip", "external", "external", "clb"}},
    {"aws-load-balancer-nlb-target-type", {"ip", "instance", "pod"}},
    {"aws-load-balancer-scheme", {"internal", "internet-facing", "internet-facing", "public"}},
    {"aws-load-balancer-internal", {"true", "false", "0.0.0.0/0", "", "False", "yes"}},
    {"aws-load-balancer-name", {"tcp"}},
    {"aws-load-balancer-subnets", {"subnet-1"}},
    {"aws-load-balancer-healthcheck-port", {"8080"}},
    {"aws-load-balancer-connection-idle-timeout", {"300"}},
    {"aws-load-balancer-cross-zone-load-balancing-enabled", {"true"}},
    {"aws-load-balancer-proxy-protocol", {"*"}},
    {"aws-load-balancer-ssl-cert", {"arn:aws:acm:us-east-1:1:certificate/1"}},
    {"aws-load-balancer-ssl-ports", {"443"}},
    {"aws-load-balancer-security-groups", {"sg-1"}},
    {"aws-load-balancer-eip-allocations", {"eipalloc-1"}},
    {"aws-load-balancer-target-group-attributes", {"proxy_protocol_v2.enabled=true", "a=b"}},
    {"aws-load-balancer-never-heard-of", {"x"}},
    {"actions.TCP-80", {"{}"}},
    {"load-balancer-source-ranges", {"10.0.0.0/8", "10.0.0.1", "2001:db8::/32,10.0.0.0/8"}},
};

const std::vector<Choice> kOtherAnnotations = {
    {"eks2gke.io/verdict", {"translated"}},
    {"eks2gke.io/original", {"{}", "no json"}},
    {"example.com/plain", {"x", ""}},
    {"cloud.google.com/neg", {"{\"ingress\": true}", "{\"exposed_ports\":{\"80\":{}}}", "no"}},
    {"cloud.google.com/backend-config", {"{\"default\":\"mine\"}", "{\"ports\":[]}"}},
    {"external-dns.alpha.kubernetes.io/aws-weight", {"5"}},
    {"example.com/role", {"arn:aws:iam::1:role/x"}},
    {"velero.io/restore-status", {"false"}},
};

const Texts kActions = {
    R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80}]}})",
    R"({"Type":"forward","ForwardConfig":{"TargetGroups":[{"ServiceName":"api","ServicePort":"80"}]}})",
    R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80,"weight":0},{"serviceName":"api","servicePort":"http","weight":9}]}})",
    R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80,"weight":1},{"serviceName":"api","servicePort":80,"weight":9}]}})",
    R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80},{"serviceName":"api","servicePort":80}]}})",
    R"({"type":"forward","targetGroupARN":"arn:aws:x"})",
    R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":"404"}})",
    R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":"404"}})",
    R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":"403"}})",
    R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":404}})",
    R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":"404","messageBody":"x"}})",
    R"({"Type":"redirect","RedirectConfig":{"Protocol":"HTTPS","Port":"443","StatusCode":"HTTP_301"}})",
    R"({"Type":"redirect","RedirectConfig":{"Host":"x.example.com","StatusCode":"HTTP_301"}})",
    "{"};
const Texts kRuleHosts = {"a.example.com", "b.example.com",   "*.example.com",
                          "a.example.com", "*.b.example.com", ""};
// With the letter of their type: Exact, Prefix or ImplementationSpecific.
const Texts kPaths = {"E/a",   "E/a/b",   "P/",  "P/a",     "P/a/",  "P/a/b",
                      "I/",    "I/*",     "I/a", "I/a",     "I/a/*", "I",
                      "I/a/b", "I/a/b/*", "I/*", "I/img/*", "I/a*",  "I/*/b"};

const Texts kFinalizers = {"ingress.k8s.aws/resources",
                           "group.ingress.k8s.aws/edge",
                           "service.k8s.aws/resources",
                           "service.kubernetes.io/load-balancer-cleanup",
                           "networking.k8s.aws/resources",
                           "example.com/keep",
                           "foregroundDeletion"};
const Texts kHosts = {"internal-a-1.us-east-1.elb.amazonaws.com", "a-1.us-east-1.elb.amazonaws.com",
                      "k8s-x.elb.us-east-1.amazonaws.com", "lb.example.com"};
const Texts kServices = {"web", "api", "split"};

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}

  // mt19937 is the same everywhere, std's distributions are not.
  std::size_t below(std::size_t count) { return engine_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  const char* of(const Texts& texts) { return texts[below(texts.size())]; }

 private:
  std::mt19937 engine_;
};

class World {
 public:
  explicit World(std::uint32_t seed, bool with_aws) : dice_(seed), aws_(with_aws) {}

  RandomBackup make() {
    if (dice_.one_in(2)) {
      for (const char* name : {"default", "kube-node-lease", "kube-public", "kube-system"}) {
        add({{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}});
      }
    }
    add_classes();
    for (const char* name : {"web", "api"}) {
      add_item(service(name));
    }
    const std::size_t ingresses = 1 + dice_.below(3);
    for (std::size_t i = 0; i < ingresses; ++i) {
      add_item(ingress("ingress-" + std::to_string(i)));
    }
    add_item(pod());
    return std::move(backup_);
  }

 private:
  void add(const Json& object) { backup_.surroundings.add(object); }
  void add_item(Json object) {
    add(object);
    backup_.items.push_back(std::move(object));
  }

  void add_classes() {
    Json alb = {{"apiVersion", "networking.k8s.io/v1"},
                {"kind", "IngressClass"},
                {"metadata", {{"name", "alb"}}},
                {"spec", {{"controller", aws_ ? "ingress.k8s.aws/alb" : "example.com/metal"}}}};
    if (aws_ && dice_.one_in(6)) {
      alb["spec"]["controller"] = "eks.amazonaws.com/alb";
    }
    if (dice_.one_in(3)) {
      alb["spec"]["parameters"] = {{"name", "params"}};
    }
    if (!dice_.one_in(4) && aws_) {
      add(alb);
    }
    add({{"apiVersion", "networking.k8s.io/v1"},
         {"kind", "IngressClass"},
         {"metadata", {{"name", "nginx"}}},
         {"spec", {{"controller", "k8s.io/ingress-nginx"}}}});
    if (aws_ && !dice_.one_in(3)) {
      add(class_params());
    }
  }

  Json class_params() {
    Json spec = Json::object();
    if (dice_.one_in(2)) {
      spec["scheme"] = dice_.of({"internal", "internet-facing", "internet-facing", "public"});
    }
    if (dice_.one_in(4)) {
      spec["inboundCIDRs"] = {"10.0.0.0/8"};
    }
    if (dice_.one_in(4)) {
      spec["certificateArn"] = {"arn:aws:acm:us-east-1:1:certificate/2"};
    }
    if (dice_.one_in(4)) {
      spec["sslRedirectPort"] = "443";
    }
    if (dice_.one_in(4)) {
      spec["wafv2AclArn"] = dice_.of({"", "arn:aws:wafv2:x"});
    }
    if (dice_.one_in(4)) {
      spec["group"] = {{"name", "edge"}};
    }
    if (dice_.one_in(4)) {
      spec["tags"] = Json::array({{{"key", "a"}, {"value", "b"}}});
    }
    return {{"apiVersion", "elbv2.k8s.aws/v1beta1"},
            {"kind", "IngressClassParams"},
            {"metadata", {{"name", "params"}}},
            {"spec", spec}};
  }

  void add_choices(Json& annotations, const std::vector<Choice>& choices, const std::string& prefix,
                   std::size_t most) {
    for (std::size_t count = dice_.below(most + 1); count > 0; --count) {
      const Choice& choice = choices[dice_.below(choices.size())];
      annotations[prefix + choice.key] = dice_.of(choice.values);
    }
  }

  Json metadata(const std::string& name, Json annotations) {
    Json all = {{"name", name}, {"namespace", dice_.one_in(6) ? "other" : "shop"}};
    if (dice_.one_in(3)) {
      add_other(annotations);
    }
    if (!annotations.empty() || dice_.one_in(4)) {
      all["annotations"] = std::move(annotations);
    } else if (dice_.one_in(4)) {
      all["annotations"] = nullptr;
    }
    if (dice_.one_in(2)) {
      Json finalizers = Json::array();
      for (std::size_t count = dice_.below(3); count > 0; --count) {
        finalizers.push_back(aws_ ? dice_.of(kFinalizers) : "example.com/keep");
      }
      all["finalizers"] = std::move(finalizers);
    }
    if (dice_.one_in(4)) {
      all["managedFields"] = Json::array({{{"manager", "kubectl"}}});
    }
    if (dice_.one_in(4)) {
      add_last_applied(all);
    }
    return all;
  }

  void add_other(Json& annotations) {
    const Choice& choice = kOtherAnnotations[dice_.below(aws_ ? kOtherAnnotations.size() : 5)];
    annotations[choice.key] = dice_.of(choice.values);
  }

  void add_last_applied(Json& all) {
    if (!all["annotations"].is_object()) {
      all["annotations"] = Json::object();
    }
    const Json old_object = {{"metadata", {{"annotations", all["annotations"]}}},
                             {"spec", {{"type", "LoadBalancer"}}}};
    all["annotations"]["kubectl.kubernetes.io/last-applied-configuration"] =
        dice_.one_in(5) ? "{" : old_object.dump() + (dice_.one_in(2) ? "\n" : "");
  }

  Json status() {
    Json entries = Json::array();
    if (dice_.one_in(2)) {
      entries.push_back({{"hostname", aws_ ? dice_.of(kHosts) : "lb.example.com"}});
    }
    return {{"loadBalancer", {{"ingress", std::move(entries)}}}};
  }

  Json backend() {
    const std::string name = dice_.of(kServices);
    Json port = {{"number", dice_.one_in(4) ? 443 : 80}};
    if (name == "split") {
      port = {{"name", "use-annotation"}};
    } else if (dice_.one_in(4)) {
      port = {{"name", "http"}};
    }
    return {{"service", {{"name", name}, {"port", std::move(port)}}}};
  }

  Json path() {
    const std::string text = dice_.of(kPaths);
    Json path = {{"path", text.substr(1)},
                 {"pathType", text[0] == 'E'   ? "Exact"
                              : text[0] == 'P' ? "Prefix"
                                               : "ImplementationSpecific"},
                 {"backend", backend()}};
    if (text.size() == 1) {
      path.erase("path");
    }
    return path;
  }

  Json rules() {
    Json rules = Json::array();
    for (std::size_t count = 1 + dice_.below(3); count > 0; --count) {
      Json rule = Json::object();
      const std::string host = dice_.of(kRuleHosts);
      if (!host.empty()) {
        rule["host"] = host;
      }
      Json paths = Json::array();
      for (std::size_t more = dice_.below(4); more > 0; --more) {
        paths.push_back(path());
      }
      if (!paths.empty()) {
        rule["http"]["paths"] = std::move(paths);
      }
      rules.push_back(std::move(rule));
    }
    return rules;
  }

  Json ingress(const std::string& name) {
    Json annotations = Json::object();
    if (aws_) {
      add_choices(annotations, kIngressChoices, "alb.ingress.kubernetes.io/", 4);
      if (dice_.one_in(2)) {
        annotations["alb.ingress.kubernetes.io/scheme"] = "internet-facing";
      }
    }
    Json spec = Json::object();
    if (dice_.one_in(2)) {
      spec["ingressClassName"] = aws_ ? dice_.of({"alb", "alb", "nginx", "gone"}) : "nginx";
    } else if (!dice_.one_in(4)) {
      annotations["kubernetes.io/ingress.class"] =
          aws_ ? dice_.of({"alb", "alb", "alb", "nginx", "gce", "custom", ""})
               : dice_.of({"nginx", "gce", "gce-internal", ""});
    }
    if (!dice_.one_in(5)) {
      spec["defaultBackend"] = backend();
    }
    if (dice_.one_in(2)) {
      spec["rules"] = rules();
    }
    if (aws_ && !dice_.one_in(4)) {
      annotations["alb.ingress.kubernetes.io/actions.split"] = dice_.of(kActions);
    }
    return {{"apiVersion", "networking.k8s.io/v1"},
            {"kind", "Ingress"},
            {"metadata", metadata(name, std::move(annotations))},
            {"spec", std::move(spec)},
            {"status", status()}};
  }

  Json service(const std::string& name) {
    Json annotations = Json::object();
    if (aws_ && dice_.one_in(2)) {
      add_choices(annotations, kServiceChoices, "service.beta.kubernetes.io/", 4);
    } else if (aws_ && dice_.one_in(2)) {
      add_choices(annotations, kIngressChoices, "alb.ingress.kubernetes.io/", 2);
    }
    if (dice_.one_in(6)) {
      annotations[dice_.of(
          {"networking.gke.io/load-balancer-type", "cloud.google.com/load-balancer-type"})] =
          dice_.of({"Internal", "internal", "External"});
    }
    Json port = {{"name", "http"}, {"port", 80}, {"targetPort", 8080}, {"nodePort", 30080}};
    Json spec = {{"type", dice_.of({"LoadBalancer", "LoadBalancer", "ClusterIP", "NodePort"})},
                 {"ports", Json::array({std::move(port)})}};
    add_balancer_fields(spec);
    return {{"apiVersion", "v1"},
            {"kind", "Service"},
            {"metadata", metadata(name, std::move(annotations))},
            {"spec", std::move(spec)},
            {"status", status()}};
  }

  void add_balancer_fields(Json& spec) {
    if (dice_.one_in(3)) {
      spec["loadBalancerClass"] =
          aws_ ? dice_.of({"service.k8s.aws/nlb", "eks.amazonaws.com/nlb", "example.com/x",
                           "networking.gke.io/l4-regional-external"})
               : "networking.gke.io/l4-regional-internal";
    }
    if (dice_.one_in(4)) {
      spec["loadBalancerSourceRanges"] = {dice_.of({"10.0.0.0/8", "::/0", "10.0.0.0"})};
    }
    if (dice_.one_in(4)) {
      spec["ipFamilies"] = {"IPv4", "IPv6"};
    }
    if (dice_.one_in(3)) {
      spec["externalTrafficPolicy"] = "Local";
      spec["healthCheckNodePort"] = 30999;
      spec["allocateLoadBalancerNodePorts"] = true;
      spec["externalIPs"] = {"192.0.2.1"};
    }
  }

  Json pod() {
    Json spec = {{"containers", Json::array({{{"name", "web"}, {"image", "web:1"}}})}};
    if (aws_ && dice_.one_in(2)) {
      spec["readinessGates"] = Json::array(
          {{{"conditionType", dice_.of({"target-health.elbv2.k8s.aws/x", "example.com/ready"})}}});
      spec["containers"][0]["image"] = "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1";
    }
    return {{"apiVersion", "v1"},
            {"kind", "Pod"},
            {"metadata", metadata("web-0", Json::object())},
            {"spec", std::move(spec)}};
  }

  Dice dice_;
  bool aws_;
  RandomBackup backup_;
};

}  // namespace

RandomBackup random_backup(std::uint32_t seed) { return World(seed, true).make(); }

RandomBackup random_backup_without_aws(std::uint32_t seed) { return World(seed, false).make(); }

}  // namespace support
