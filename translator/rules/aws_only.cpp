// Objects that mean nothing on GKE and do harm when they are restored.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/aws_names.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr Resource aws(std::string_view group, std::string_view kind, std::string_view plural) {
  return {group, kind, plural, Action::aws_only};
}

// AWS's own kinds. A CRD that is skipped has its instances here: without the CRD each of them would
// be an error of the restore.
constexpr std::array kAwsKinds = {
    aws("aga.k8s.aws", "GlobalAccelerator", "globalaccelerators"),
    aws("application-networking.k8s.aws", "AccessLogPolicy", "accesslogpolicies"),
    aws("application-networking.k8s.aws", "IAMAuthPolicy", "iamauthpolicies"),
    aws("application-networking.k8s.aws", "ServiceExport", "serviceexports"),
    aws("application-networking.k8s.aws", "ServiceImport", "serviceimports"),
    aws("application-networking.k8s.aws", "ServiceNetwork", "servicenetworks"),
    aws("application-networking.k8s.aws", "TargetGroupPolicy", "targetgrouppolicies"),
    aws("application-networking.k8s.aws", "VpcAssociationPolicy", "vpcassociationpolicies"),
    aws("crd.k8s.amazonaws.com", "ENIConfig", "eniconfigs"),
    aws("eks.amazonaws.com", "IngressClassParams", "ingressclassparams"),
    aws("eks.amazonaws.com", "NodeClass", "nodeclasses"),
    aws("eks.amazonaws.com", "TargetGroupBinding", "targetgroupbindings"),
    aws("elbv2.k8s.aws", "ALBTargetControlConfig", "albtargetcontrolconfigs"),
    aws("elbv2.k8s.aws", "IngressClassParams", "ingressclassparams"),
    aws("elbv2.k8s.aws", "TargetGroupBinding", "targetgroupbindings"),
    aws("gateway.k8s.aws", "ListenerRuleConfiguration", "listenerruleconfigurations"),
    aws("gateway.k8s.aws", "LoadBalancerConfiguration", "loadbalancerconfigurations"),
    aws("gateway.k8s.aws", "TargetGroupConfiguration", "targetgroupconfigurations"),
    aws("karpenter.k8s.aws", "EC2NodeClass", "ec2nodeclasses"),
    aws("networking.k8s.aws", "ApplicationNetworkPolicy", "applicationnetworkpolicies"),
    aws("networking.k8s.aws", "ClusterNetworkPolicy", "clusternetworkpolicies"),
    aws("networking.k8s.aws", "ClusterPolicyEndpoint", "clusterpolicyendpoints"),
    aws("networking.k8s.aws", "PolicyEndpoint", "policyendpoints"),
    aws("vpcresources.k8s.aws", "CNINode", "cninodes"),
    aws("vpcresources.k8s.aws", "SecurityGroupPolicy", "securitygrouppolicies"),
};

constexpr std::array<std::string_view, 2> kIngressControllers = {"eks.amazonaws.com/alb",
                                                                 "ingress.k8s.aws/alb"};

// What a person wanted with these kinds is lost with them.
struct Intent {
  std::string_view kind;
  std::string_view lost;
  std::string_view next_step;
};
constexpr std::array kIntents = {
    Intent{"ApplicationNetworkPolicy", "it restricted traffic between pods",
           "Write a NetworkPolicy that says the same."},
    Intent{"ClusterNetworkPolicy", "it restricted traffic between pods",
           "Write NetworkPolicies that say the same."},
    Intent{"GlobalAccelerator", "it gave fixed addresses to load balancers",
           "Reserve addresses in the Google project and move DNS to them."},
    Intent{"IAMAuthPolicy", "it decided who may call a service",
           "Restrict the callers by other means before traffic arrives."},
    Intent{"SecurityGroupPolicy", "it gave pods a firewall of their own",
           "Write a NetworkPolicy that says the same."},
};

Outcome skipped(Verdict verdict, Finding finding,
                Site site = {__builtin_FILE(), __builtin_LINE()}) {
  Outcome outcome;
  outcome.findings.push_back(say(verdict, std::move(finding), site));
  outcome.skip = true;
  return outcome;
}

bool is_made_by_controller(const Json& binding) {
  const Json* labels = find(binding, Pointer("/metadata/labels"));
  if (labels == nullptr || !labels->is_object()) {
    return false;
  }
  return labels->contains("ingress.k8s.aws/stack") ||
         labels->contains("ingress.k8s.aws/stack-name") ||
         labels->contains("service.k8s.aws/stack-name");
}

Outcome target_group_binding(const Json& object) {
  if (is_made_by_controller(object)) {
    return skipped(Verdict::dropped,
                   {.key = "TargetGroupBinding",
                    .from = name_of(object),
                    .message = "Written by the AWS controller for one of its load balancers; "
                               "restored, it can drain the load balancer of the source cluster."});
  }
  const std::string service =
      string_at(object, Pointer("/spec/serviceRef/name")).value_or("its Service");
  return skipped(Verdict::needs_action,
                 {.key = "TargetGroupBinding",
                  .from = name_of(object),
                  .message = fmt::format("A load balancer made outside Kubernetes sends traffic to "
                                         "{}; restored, this could drain it.",
                                         service),
                  .next_step = "Put a load balancer of Google's before that Service."});
}

Outcome aws_kind(const Json& object, const Context&) {
  const std::string kind = kind_of(object);
  if (kind == "TargetGroupBinding") {
    return target_group_binding(object);
  }
  const auto intent = std::find_if(kIntents.begin(), kIntents.end(),
                                   [&](const Intent& row) { return row.kind == kind; });
  if (intent != kIntents.end()) {
    return skipped(Verdict::needs_action,
                   {.key = kind,
                    .from = name_of(object),
                    .message = fmt::format("No controller on GKE reads it, and {}.", intent->lost),
                    .next_step = std::string(intent->next_step)});
  }
  return skipped(
      Verdict::dropped,
      {.key = kind, .from = name_of(object), .message = "Only controllers of AWS read this kind."});
}

Outcome aws_crd(const Json& object, const Context&) {
  const std::string name = name_of(object);
  const bool of_aws = std::any_of(kAwsKinds.begin(), kAwsKinds.end(),
                                  [&](const Resource& kind) { return kind.qualified() == name; });
  if (!of_aws) {
    return {};
  }
  return skipped(Verdict::dropped,
                 {.key = "CustomResourceDefinition",
                  .from = name,
                  .message = "Only controllers of AWS read this kind; its objects are skipped "
                             "too."});
}

Outcome aws_ingress_class(const Json& object, const Context&) {
  const std::string controller = string_at(object, Pointer("/spec/controller")).value_or("");
  if (std::find(kIngressControllers.begin(), kIngressControllers.end(), controller) ==
      kIngressControllers.end()) {
    return {};
  }
  return skipped(Verdict::dropped,
                 {.key = "/spec/controller",
                  .from = controller,
                  .message = "A class of the AWS controller; marked as default it would stamp new "
                             "Ingresses and hide them from GKE."});
}

bool ends_with(const std::string& text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         text.compare(text.size() - suffix.size(), suffix.size(), suffix) == 0;
}

// Webhooks are named after their controller: mservice.elbv2.k8s.aws, iam-for-pods.amazonaws.com.
bool is_aws_webhook(const Json& webhook) {
  const std::string name = string_at(webhook, Pointer("/name")).value_or("");
  const std::string url = string_at(webhook, Pointer("/clientConfig/url")).value_or("");
  return ends_with(name, ".k8s.aws") || ends_with(name, ".amazonaws.com") ||
         url.find(".eks.amazonaws.com") != std::string::npos;
}

Outcome aws_webhook(const Json& object, const Context&) {
  const Json& webhooks = array_at(object, Pointer("/webhooks"));
  Json kept = Json::array();
  std::copy_if(webhooks.begin(), webhooks.end(), std::back_inserter(kept),
               [](const Json& webhook) { return !is_aws_webhook(webhook); });
  if (kept.size() == webhooks.size()) {
    return {};
  }
  if (kept.empty()) {
    return skipped(Verdict::dropped,
                   {.key = "/webhooks",
                    .from = name_of(object),
                    .message = "Webhooks of AWS controllers: without their backend no Ingress or "
                               "Service could be created any more."});
  }
  Outcome outcome;
  outcome.edits.push_back(set(Pointer("/webhooks"), kept));
  outcome.findings.push_back(
      say(Verdict::dropped,
          {.key = "/webhooks",
           .from = name_of(object),
           .message = "The webhooks of AWS in it are taken out: without their backend they would "
                      "refuse every change."}));
  return outcome;
}

constexpr std::array kCrds = {kCustomResourceDefinition};
constexpr std::array kClasses = {kIngressClass};
constexpr std::array kWebhooks = {kMutatingWebhook, kValidatingWebhook};

const std::array kRules = {
    Rule{
        .id = "aws-kind",
        .summary = "Objects of AWS's own kinds are not restored.",
        .why = "No controller on GKE reads them. A restored TargetGroupBinding can even drain the "
               "load balancer of the cluster that is still serving.",
        .resources = kAwsKinds,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":{"name":"k8s-shop-web-1a2b","namespace":"shop","labels":{"ingress.k8s.aws/stack":"edge"}},"spec":{"serviceRef":{"name":"web","port":80}}})",
             .says = "can drain the load balancer of the source cluster"},
        .apply = aws_kind},
    Rule{
        .id = "aws-crd",
        .summary = "CustomResourceDefinitions of AWS's own kinds are not restored.",
        .why = "A namespaced backup carries them along with their objects, and they would only "
               "suggest that AWS controllers are there.",
        .resources = kCrds,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"targetgroupbindings.elbv2.k8s.aws"},"spec":{}})",
             .says = "its objects are skipped too"},
        .apply = aws_crd},
    Rule{
        .id = "aws-ingress-class",
        .summary = "IngressClasses of the AWS controllers are not restored.",
        .why = "Nobody on GKE serves them. Settings that they name are used while the Ingresses "
               "of the class are translated.",
        .resources = kClasses,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}})",
             .says = "hide them from GKE"},
        .apply = aws_ingress_class},
    Rule{
        .id = "aws-webhook",
        .summary = "Admission webhooks of AWS controllers are not restored.",
        .why = "Their backend does not exist on GKE, and most of them fail closed: from then on "
               "no Ingress, Service or pod could be created.",
        .resources = kWebhooks,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"aws-load-balancer-webhook"},"webhooks":[{"name":"vingress.elbv2.k8s.aws"}]})",
             .says = "could be created any more"},
        .apply = aws_webhook},
};

}  // namespace

std::span<const Rule> aws_only() { return kRules; }

}  // namespace translator::rules
