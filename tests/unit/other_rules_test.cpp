// Finalizers, readiness gates, pull Secrets, and what is not restored at all.

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "tests/support/objects.h"
#include "translator/catalogue.h"
#include "translator/resources.h"

namespace {

using support::finding_of;
using support::json;
using translator::Context;
using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::NoSurroundings;
using translator::Pointer;
using translator::PullSecretStrategy;
using translator::Settings;
using translator::Translation;
using translator::Verdict;

Json object_of(const translator::Resource& resource) {
  const std::string version = resource.group.empty() ? "v1" : std::string(resource.group) + "/v1";
  return {{"apiVersion", version},
          {"kind", std::string(resource.kind)},
          {"metadata", {{"name", "x"}, {"namespace", "shop"}}},
          {"spec", Json::object()}};
}

// --- finalizers --------------------------------------------------------------------------------

TEST(Finalizers, OfAwsGoFromEveryKindThatThePluginSees) {
  const translator::Rule* rule = translator::rule_by_id("aws-finalizer");
  ASSERT_NE(rule, nullptr);
  for (const translator::Resource& resource : rule->resources) {
    SCOPED_TRACE(std::string(resource.kind));
    Json object = object_of(resource);
    object["metadata"]["finalizers"] = {"networking.k8s.aws/resources", "example.com/keep"};
    const Translation result = support::translate(object);
    EXPECT_EQ(result.fate, Fate::translated);
    EXPECT_EQ(translator::array_at(result.object, Pointer("/metadata/finalizers")),
              Json::array({"example.com/keep"}));
    const Finding* finding = finding_of(result, "aws-finalizer", "/metadata/finalizers");
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->from, "networking.k8s.aws/resources");
    EXPECT_EQ(finding->verdict, Verdict::dropped);

    object["metadata"]["finalizers"] = {"networking.k8s.aws/resources"};
    EXPECT_EQ(translator::find(support::translate(object).object, Pointer("/metadata/finalizers")),
              nullptr);
    object["metadata"]["finalizers"] = {"example.com/keep"};
    EXPECT_EQ(support::translate(object).fate, Fate::untouched);
  }
}

TEST(Finalizers, EveryRestoredKindOfTheSelectorsIsLookedAt) {
  const translator::Rule* rule = translator::rule_by_id("aws-finalizer");
  const translator::Rule* skipped = translator::rule_by_id("aws-kind");
  ASSERT_TRUE(rule != nullptr && skipped != nullptr);
  for (const translator::Action action : translator::kActions) {
    for (const translator::Resource& resource : translator::resources_of(action)) {
      const auto is_same = [&](const translator::Resource& other) {
        return other.qualified() == resource.qualified();
      };
      EXPECT_TRUE(std::any_of(rule->resources.begin(), rule->resources.end(), is_same) ||
                  std::any_of(skipped->resources.begin(), skipped->resources.end(), is_same))
          << resource.qualified();
    }
  }
}

TEST(Finalizers, TheOneOfEveryCloudGoesFromAServiceOfAwsOnly) {
  const char* cleanup = "service.kubernetes.io/load-balancer-cleanup";
  Json of_aws =
      support::service("tcp", R"("service.beta.kubernetes.io/aws-load-balancer-type":"nlb")",
                       R"({"type":"LoadBalancer"})");
  of_aws["metadata"]["finalizers"] = {cleanup};
  EXPECT_EQ(translator::find(support::translate(of_aws).object, Pointer("/metadata/finalizers")),
            nullptr);
  Json plain = support::service("tcp", "", R"({"type":"LoadBalancer"})");
  plain["metadata"]["finalizers"] = {cleanup};
  EXPECT_EQ(support::translate(plain).fate, Fate::untouched);
  Json ingress = support::ingress("web", R"("kubernetes.io/ingress.class":"alb")");
  ingress["metadata"]["finalizers"] = {cleanup};
  EXPECT_EQ(
      translator::array_at(support::translate(ingress).object, Pointer("/metadata/finalizers")),
      Json::array({cleanup}));
}

TEST(Finalizers, ThatAreNoTextStay) {
  Json object = object_of(translator::kPod);
  object["metadata"]["finalizers"] = Json::array({7, "elbv2.k8s.aws/resources"});
  EXPECT_EQ(
      translator::array_at(support::translate(object).object, Pointer("/metadata/finalizers")),
      Json::array({7}));
}

// --- readiness gates ---------------------------------------------------------------------------

Pointer pod_spec_of(std::string_view kind) {
  return Pointer(kind == "Pod"       ? "/spec"
                 : kind == "CronJob" ? "/spec/jobTemplate/spec/template/spec"
                                     : "/spec/template/spec");
}

TEST(ReadinessGates, OfAwsGoTheSameWayFromEveryKindWithAPodTemplate) {
  const Json before = json(R"({"readinessGates":[
      {"conditionType":"target-health.elbv2.k8s.aws/k8s-shop-web-1a2b"},
      {"conditionType":"example.com/warm"},
      {"conditionType":"target-health.alb.ingress.k8s.aws/old"}],"containers":[]})");
  for (const translator::Resource& resource : translator::kWorkloads) {
    SCOPED_TRACE(std::string(resource.kind));
    const Pointer path = pod_spec_of(resource.kind);
    Json object = object_of(resource);
    object[path] = before;
    const Translation result = support::translate(object);
    EXPECT_EQ(result.fate, Fate::translated);
    const Json* after = translator::find(result.object, path);
    ASSERT_NE(after, nullptr);
    EXPECT_EQ(after->dump(),
              R"({"readinessGates":[{"conditionType":"example.com/warm"}],"containers":[]})");
    int said = 0;
    for (const Finding& finding : result.findings) {
      EXPECT_EQ(finding.key, (path / "readinessGates").to_string());
      EXPECT_EQ(finding.verdict, Verdict::dropped);
      ++said;
    }
    EXPECT_EQ(said, 2);
  }
}

struct GateCase {
  const char* gates;
  const char* left;  // null: untouched
};

TEST(ReadinessGates, AreToldByTheDomainOfTheirCondition) {
  const GateCase cases[] = {
      {R"([{"conditionType":"target-health.elbv2.k8s.aws/x"}])", ""},
      {R"([{"conditionType":"application-networking.k8s.aws/pod-readiness-gate"}])", ""},
      {R"([{"conditionType":"k8s.aws.example.com/x"}])", nullptr},
      {R"([{"conditionType":"notk8s.aws/x"}])", nullptr},
      {R"([{"conditionType":"example.com/x.k8s.aws"}])", nullptr},
      {R"([{"conditionType":7}])", nullptr},
      {R"(["target-health.elbv2.k8s.aws/x"])", nullptr},
      {R"([])", nullptr},
      {R"("x")", nullptr},
  };
  for (const GateCase& trial : cases) {
    Json pod = object_of(translator::kPod);
    pod["spec"]["readinessGates"] = json(trial.gates);
    const Translation result = support::translate(pod);
    EXPECT_EQ(result.fate, trial.left == nullptr ? Fate::untouched : Fate::translated)
        << trial.gates;
    if (trial.left != nullptr) {
      EXPECT_EQ(translator::find(result.object, Pointer("/spec/readinessGates")), nullptr);
    }
  }
}

// --- pull Secrets ------------------------------------------------------------------------------

std::string base64(const std::string& text) {
  std::string encoded(4 * ((text.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  encoded.resize(static_cast<std::size_t>(size));
  return encoded;
}

struct SecretCase {
  const char* name;
  const char* key;
  std::string content;
  const char* host;  // in the message; null: no finding
};

TEST(PullSecrets, AreRecognisedByTheirContent) {
  const char* host = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
  const SecretCase cases[] = {
      {"the usual form", ".dockerconfigjson",
       R"({"auths":{"111122223333.dkr.ecr.us-east-1.amazonaws.com":{"auth":"x"}}})", host},
      {"the legacy form", ".dockercfg",
       R"({"111122223333.dkr.ecr.us-east-1.amazonaws.com":{"auth":"x"}})", host},
      {"the form of kaniko", "config.json",
       R"({"auths":{"https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v1/":{}}})", host},
      {"a credential helper", "config.json",
       R"({"credHelpers":{"111122223333.dkr.ecr.us-east-1.amazonaws.com":"ecr-login"}})", host},
      {"with a scheme and a path", ".dockerconfigjson",
       R"({"auths":{"https://111122223333.dkr.ecr.us-east-1.amazonaws.com/shop":{}}})", host},
      {"any account", ".dockerconfigjson", R"({"auths":{"*.dkr.ecr.us-east-1.amazonaws.com":{}}})",
       "*.dkr.ecr.us-east-1.amazonaws.com"},
      {"FIPS", ".dockerconfigjson",
       R"({"auths":{"111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com":{}}})",
       "111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com"},
      {"dual stack", ".dockerconfigjson",
       R"({"auths":{"111122223333.dkr-ecr.us-east-1.on.aws":{}}})",
       "111122223333.dkr-ecr.us-east-1.on.aws"},
      {"China", ".dockerconfigjson",
       R"({"auths":{"111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn":{}}})",
       "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn"},
      {"several hosts, each once", ".dockerconfigjson",
       R"({"auths":{"docker.io":{},"111122223333.dkr.ecr.us-east-1.amazonaws.com":{},)"
       R"("https://111122223333.dkr.ecr.us-east-1.amazonaws.com":{},)"
       R"("111122223333.dkr.ecr.eu-west-1.amazonaws.com":{}}})",
       "(111122223333.dkr.ecr.us-east-1.amazonaws.com, "
       "111122223333.dkr.ecr.eu-west-1.amazonaws.com)"},
      // others
      {"another registry", ".dockerconfigjson", R"({"auths":{"https://index.docker.io/v1/":{}}})",
       nullptr},
      {"the public registry of AWS", ".dockerconfigjson", R"({"auths":{"public.ecr.aws":{}}})",
       nullptr},
      {"a look-alike", ".dockerconfigjson",
       R"({"auths":{"111122223333.dkr.ecr.us-east-1.amazonaws.com.example.org":{}}})", nullptr},
      {"auths that are a list", ".dockerconfigjson", R"({"auths":[]})", nullptr},
      {"no object", ".dockerconfigjson", "[]", nullptr},
      {"no JSON", ".dockerconfigjson", "{", nullptr},
      {"empty", ".dockerconfigjson", "", nullptr},
      {"an unrelated key", "password",
       R"({"auths":{"111122223333.dkr.ecr.us-east-1.amazonaws.com":{}}})", nullptr},
      {"the legacy form has no level auths", ".dockercfg",
       R"({"auths":{"111122223333.dkr.ecr.us-east-1.amazonaws.com":{}}})", nullptr},
  };
  for (const SecretCase& trial : cases) {
    SCOPED_TRACE(trial.name);
    Json secret = {{"apiVersion", "v1"},
                   {"kind", "Secret"},
                   {"metadata", {{"name", "regcred"}, {"namespace", "shop"}}},
                   {"data", {{trial.key, base64(trial.content)}}}};
    const Translation result = support::translate(secret);
    EXPECT_EQ(result.fate, Fate::untouched);
    const Finding* finding = finding_of(result, "pull-secret-ecr");
    ASSERT_EQ(finding != nullptr, trial.host != nullptr);
    if (finding != nullptr) {
      EXPECT_EQ(finding->key, std::string("/data/") + trial.key);
      EXPECT_EQ(finding->verdict, Verdict::needs_action);
      EXPECT_NE(finding->message.find(trial.host), std::string::npos) << finding->message;
      const bool for_a_tool = trial.key == std::string("config.json");
      EXPECT_EQ(finding->next_step.find("regcred --namespace shop") != std::string::npos,
                !for_a_tool || finding->message.find("helper") != std::string::npos);
      EXPECT_EQ(finding->from, "") << "never data of a Secret";
    }
  }
}

TEST(PullSecrets, WithDataThatIsNoBase64AreLeftAlone) {
  for (const char* data : {"!!!!", "abc", "=", "====", "e30"}) {
    const Json secret = {{"apiVersion", "v1"},
                         {"kind", "Secret"},
                         {"metadata", {{"name", "s"}}},
                         {"data", {{".dockerconfigjson", data}, {".dockercfg", 7}}}};
    EXPECT_TRUE(support::translate(secret).findings.empty()) << data;
  }
}

// `plan` says before what the plugin will do; hosts that are not listed stay dead.
TEST(PullSecrets, ThatGetAFreshTokenAreTold) {
  Json secret = {{"apiVersion", "v1"},
                 {"kind", "Secret"},
                 {"metadata", {{"name", "s"}, {"namespace", "shop"}}},
                 {"type", "kubernetes.io/dockerconfigjson"},
                 {"data",
                  {{".dockerconfigjson",
                    base64(R"({"auths":{"111122223333.dkr.ecr.us-east-1.amazonaws.com":{},)"
                           R"("444455556666.dkr.ecr.us-east-1.amazonaws.com":{}}})")}}}};
  Settings settings;
  settings.pull_secrets.strategy = PullSecretStrategy::refresh;
  settings.pull_secrets.registries = {"111122223333.dkr.ecr.us-east-1.amazonaws.com",
                                      "777788889999.dkr.ecr.us-east-1.amazonaws.com"};
  const NoSurroundings nothing("");
  const Context context = context_for(secret, nothing, settings, nullptr);
  const Translation result = translate(secret, context);
  EXPECT_EQ(result.fate, Fate::untouched);
  ASSERT_EQ(result.findings.size(), 2U);
  EXPECT_EQ(result.findings[0].verdict, Verdict::approximated);
  EXPECT_NE(result.findings[0].message.find(
                "(111122223333.dkr.ecr.us-east-1.amazonaws.com) while it is restored"),
            std::string::npos);
  EXPECT_EQ(result.findings[1].verdict, Verdict::needs_action);
  EXPECT_NE(result.findings[1].message.find("(444455556666.dkr.ecr.us-east-1.amazonaws.com)"),
            std::string::npos);
  settings.pull_secrets.namespaces = {"pay"};
  EXPECT_EQ(translate(secret, context).findings.size(), 1U);
}

// What a Secret of these types must hold, and cannot be read, is told and stays as it is.
TEST(PullSecrets, ThatAreBrokenAreTold) {
  const std::pair<const char*, const char*> cases[] = {{"!!!!", "it is no base64"},
                                                       {"e30", "it is no base64"},
                                                       {"ew==", "it is no JSON."},
                                                       {"W10=", "it is no JSON object"}};
  for (const auto& [data, says] : cases) {
    const Json secret = {{"apiVersion", "v1"},
                         {"kind", "Secret"},
                         {"metadata", {{"name", "s"}, {"namespace", "shop"}}},
                         {"type", "kubernetes.io/dockerconfigjson"},
                         {"data", {{".dockerconfigjson", data}}}};
    const Translation result = support::translate(secret);
    EXPECT_EQ(result.fate, Fate::untouched);
    const Finding* finding = finding_of(result, "pull-secret-ecr");
    ASSERT_NE(finding, nullptr) << data;
    EXPECT_EQ(finding->verdict, Verdict::invalid);
    EXPECT_NE(finding->message.find(says), std::string::npos) << finding->message;
    EXPECT_EQ(finding->message.find(data), std::string::npos) << finding->message;
  }
}

TEST(PullSecrets, ThatOnlyNameAHelperGiveNoAccess) {
  for (const char* content :
       {R"({"credHelpers":{"111122223333.dkr.ecr.us-east-1.amazonaws.com":"ecr-login"}})",
        R"({"credsStore":"ecr-login","auths":{}})"}) {
    const Json secret = {{"apiVersion", "v1"},
                         {"kind", "Secret"},
                         {"metadata", {{"name", "s"}, {"namespace", "shop"}}},
                         {"type", "kubernetes.io/dockerconfigjson"},
                         {"data", {{".dockerconfigjson", base64(content)}}}};
    const Translation result = support::translate(secret);
    const Finding* finding = finding_of(result, "pull-secret-ecr");
    ASSERT_NE(finding, nullptr) << content;
    EXPECT_EQ(finding->verdict, Verdict::needs_action);
    EXPECT_NE(finding->message.find("credential helper"), std::string::npos) << finding->message;
  }
  const Json other = {{"apiVersion", "v1"},
                      {"kind", "Secret"},
                      {"metadata", {{"name", "s"}}},
                      {"data", {{"config.json", base64(R"({"credsStore":"desktop"})")}}}};
  EXPECT_TRUE(support::translate(other).findings.empty());
}

// --- not restored ------------------------------------------------------------------------------

struct SkipCase {
  const char* name;
  const char* object;
  bool skipped;
  const char* rule;
  Verdict verdict;
};

TEST(AwsOnly, IsSkippedWithAReason) {
  const SkipCase cases[] = {
      {"binding of an Ingress",
       R"({"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":)"
       R"({"name":"a","labels":{"ingress.k8s.aws/stack":"edge"}}})",
       true, "aws-kind", Verdict::dropped},
      {"binding of a lone Ingress",
       R"({"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":)"
       R"({"name":"a","labels":{"ingress.k8s.aws/stack-name":"web"}}})",
       true, "aws-kind", Verdict::dropped},
      {"binding of a Service",
       R"({"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding","metadata":)"
       R"({"name":"a","labels":{"service.k8s.aws/stack-name":"web"}}})",
       true, "aws-kind", Verdict::dropped},
      {"binding by hand",
       R"({"apiVersion":"eks.amazonaws.com/v1","kind":"TargetGroupBinding","metadata":)"
       R"({"name":"a","labels":{"team":"shop"}},"spec":{"serviceRef":{"name":"web"}}})",
       true, "aws-kind", Verdict::needs_action},
      {"parameters of a class",
       R"({"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":)"
       R"({"name":"a"}})",
       true, "aws-kind", Verdict::dropped},
      {"a firewall of pods",
       R"({"apiVersion":"vpcresources.k8s.aws/v1beta1","kind":"SecurityGroupPolicy","metadata":)"
       R"({"name":"a"}})",
       true, "aws-kind", Verdict::needs_action},
      {"a CRD of AWS",
       R"({"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":)"
       R"({"name":"ingressclassparams.elbv2.k8s.aws"}})",
       true, "aws-crd", Verdict::dropped},
      {"another CRD",
       R"({"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":)"
       R"({"name":"backups.velero.io"}})",
       false, "", Verdict::dropped},
      {"the class of the controller",
       R"({"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"a"},)"
       R"("spec":{"controller":"ingress.k8s.aws/alb"}})",
       true, "aws-ingress-class", Verdict::dropped},
      {"the class of Auto Mode",
       R"({"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"a"},)"
       R"("spec":{"controller":"eks.amazonaws.com/alb"}})",
       true, "aws-ingress-class", Verdict::dropped},
      {"another class",
       R"({"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},)"
       R"("spec":{"controller":"k8s.io/ingress-nginx"}})",
       false, "", Verdict::dropped},
  };
  for (const SkipCase& trial : cases) {
    SCOPED_TRACE(trial.name);
    const Translation result = support::translate(json(trial.object));
    EXPECT_EQ(result.fate, trial.skipped ? Fate::skipped : Fate::untouched);
    ASSERT_EQ(result.findings.size(), trial.skipped ? 1U : 0U);
    if (trial.skipped) {
      EXPECT_EQ(result.findings[0].rule, trial.rule);
      EXPECT_EQ(result.findings[0].verdict, trial.verdict);
      EXPECT_EQ(result.findings[0].next_step.empty(), trial.verdict == Verdict::dropped);
      EXPECT_EQ(result.summary, "skipped: " + result.findings[0].message);
    }
  }
}

TEST(AwsOnly, WhatAPersonWantedWithAKindIsTold) {
  for (const char* kind : {"ApplicationNetworkPolicy", "ClusterNetworkPolicy", "GlobalAccelerator",
                           "IAMAuthPolicy", "SecurityGroupPolicy"}) {
    const translator::Rule* rule = translator::rule_by_id("aws-kind");
    for (const translator::Resource& resource : rule->resources) {
      if (resource.kind == kind) {
        const Translation result = support::translate(object_of(resource));
        EXPECT_EQ(result.findings.at(0).verdict, Verdict::needs_action) << kind;
        EXPECT_NE(result.findings.at(0).message.find(", and it "), std::string::npos) << kind;
      }
    }
  }
}

struct WebhookCase {
  const char* webhooks;
  Fate fate;
  const char* left;
};

TEST(AwsOnly, WebhooksOfAwsAreTakenOutOneByOne) {
  const WebhookCase cases[] = {
      {R"([{"name":"vingress.elbv2.k8s.aws"}])", Fate::skipped, ""},
      {R"([{"name":"iam-for-pods.amazonaws.com"},{"name":"mpod.elbv2.k8s.aws"}])", Fate::skipped,
       ""},
      {R"([{"name":"x","clientConfig":{"url":"https://0a1b.gr7.us-east-1.eks.amazonaws.com/x"}}])",
       Fate::skipped, ""},
      {R"([{"name":"vingress.elbv2.k8s.aws"},{"name":"check.example.com"}])", Fate::translated,
       R"([{"name":"check.example.com"}])"},
      {R"([{"name":"check.example.com"}])", Fate::untouched, ""},
      {R"([{"name":"k8s.aws.example.com"}])", Fate::untouched, ""},
      {R"([])", Fate::untouched, ""},
      {R"("x")", Fate::untouched, ""},
  };
  for (const translator::Resource& resource :
       {translator::kMutatingWebhook, translator::kValidatingWebhook}) {
    for (const WebhookCase& trial : cases) {
      Json object = object_of(resource);
      object["webhooks"] = json(trial.webhooks);
      const Translation result = support::translate(object);
      EXPECT_EQ(result.fate, trial.fate) << trial.webhooks;
      if (trial.fate == Fate::translated) {
        EXPECT_EQ(result.object.at("webhooks").dump(), trial.left);
      }
      EXPECT_EQ(finding_of(result, "aws-webhook") != nullptr, trial.fate != Fate::untouched);
    }
  }
}

}  // namespace
