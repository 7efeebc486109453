#include "tests/support/random_objects.h"

#include <string>
#include <utility>

#include "tests/support/certificates.h"
#include "tests/support/random_keys.h"
#include "tests/support/random_settings.h"

namespace support {
namespace {

using translator::Json;
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
const Texts kTlsSecrets = {kGoodTls, kGoodTls, kExpiredTls, kOtherHostTls, kBrokenTls, "tls-gone"};

constexpr std::int64_t kNow = 1'800'000'000;
constexpr std::int64_t kYear = 31'536'000;

// Made once: a key takes a while.
const std::vector<Json>& tls_secrets() {
  static const std::vector<Json> kAll = [] {
    const std::vector<std::string> hosts = {"a.example.com", "b.example.com", "*.example.com",
                                            "*.b.example.com"};
    std::vector<Json> all = {
        tls_secret(kGoodTls, {hosts, kNow - kYear, kNow + kYear}),
        tls_secret(kExpiredTls, {hosts, kNow - 2 * kYear, kNow - kYear}),
        tls_secret(kOtherHostTls, {{"other.example.org"}, kNow - kYear, kNow + kYear})};
    Json broken = all.front();
    broken["metadata"]["name"] = kBrokenTls;
    broken["data"]["tls.crt"] = "bm8gY2VydGlmaWNhdGU=";  // "no certificate"
    all.push_back(std::move(broken));
    return all;
  }();
  return kAll;
}

class World {
 public:
  explicit World(std::uint32_t seed, bool with_aws) : dice_(seed), aws_(with_aws) {}

  RandomBackup make() {
    if (dice_.one_in(2)) {
      for (const char* name : {"default", "kube-node-lease", "kube-public", "kube-system"}) {
        add({{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}});
      }
    }
    backup_.surroundings.set_now(kNow);
    for (const Json& secret : tls_secrets()) {
      add(secret);
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
    backup_.settings = random_settings(backup_.items, dice_);
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
    if (dice_.one_in(6)) {
      alb["metadata"]["annotations"] = {{"ingressclass.kubernetes.io/is-default-class", "true"}};
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
    const Choice& choice = other_annotations()[dice_.below(aws_ ? other_annotations().size() : 5)];
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

  Json tls() {
    Json tls = Json::array();
    for (std::size_t count = 1 + dice_.below(2); count > 0; --count) {
      Json entry = {{"secretName", dice_.of(kTlsSecrets)}};
      if (dice_.one_in(2)) {
        entry["hosts"] = {dice_.of({"a.example.com", "*.example.com", "b.example.com"})};
      }
      tls.push_back(std::move(entry));
    }
    return tls;
  }

  Json ingress(const std::string& name) {
    Json annotations = Json::object();
    if (aws_) {
      add_choices(annotations, ingress_choices(), "alb.ingress.kubernetes.io/", 4);
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
    if (dice_.one_in(4)) {
      spec["tls"] = tls();
    }
    if (aws_ && !dice_.one_in(4)) {
      annotations["alb.ingress.kubernetes.io/actions.split"] = dice_.of(action_values());
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
      add_choices(annotations, service_choices(), "service.beta.kubernetes.io/", 4);
    } else if (aws_ && dice_.one_in(2)) {
      add_choices(annotations, ingress_choices(), "alb.ingress.kubernetes.io/", 2);
    }
    if (dice_.one_in(6)) {
      annotations[dice_.of(
          {"networking.gke.io/load-balancer-type", "cloud.google.com/load-balancer-type"})] =
          dice_.of({"Internal", "internal", "External"});
    }
    if (dice_.one_in(12)) {
      annotations["cloud.google.com/app-protocols"] =
          dice_.of({"{", "[]", R"({"http":"HTTP2"})", R"({"http":{"a":1}})"});
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
