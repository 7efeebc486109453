// Bytes in, bytes out, and the wall.

#include "translator/item.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/support/laws.h"
#include "tests/support/objects.h"
#include "translator/wall.h"

namespace {

using support::annotation_of;
using support::json;
using translator::Fate;
using translator::Json;
using translator::Pointer;
using translator::translate_item;

translator::ItemTranslation item(std::string_view bytes, std::string_view backup_item = "") {
  auto result = translate_item(bytes, backup_item, translator::BackupObjects(),
                               translator::default_settings());
  EXPECT_TRUE(result) << (result ? "" : result.error().text());
  return result ? *result : translator::ItemTranslation{};
}

// --- bytes -------------------------------------------------------------------------------------

TEST(Item, ThatIsUntouchedKeepsItsVeryBytes) {
  const std::string odd[] = {
      // escapes that no writer of ours would choose, and blanks
      R"({ "apiVersion" : "v1", "kind":"Pod", "x":"\u0041\/\u00e9\ud83d\ude00\b\f\u0000" })",
      "{\"kind\":\"Service\",\n\t\"apiVersion\":\"v1\"}\n",
      // nulls, empty maps and lists, limits of 64 bits, fractions as they are written back
      R"({"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":null,"spec":{},"l":[]})",
      R"({"kind":"Pod","apiVersion":"v1","n":[9223372036854775807,-9223372036854775808,)"
      R"(18446744073709551615,0.5,0]})",
      // the order of keys, a key twice
      R"({"z":1,"kind":"Pod","apiVersion":"v1","a":2})",
      R"({"kind":"Pod","apiVersion":"v1","a":1,"a":2})",
      // kinds of nobody
      R"({"kind":"ConfigMap","apiVersion":"v1","data":{"a":"alb.ingress.kubernetes.io/x"}})",
  };
  for (const std::string& bytes : odd) {
    const auto result = item(bytes, bytes);
    EXPECT_EQ(result.bytes, bytes);
    EXPECT_EQ(result.translation.fate, Fate::untouched);
  }
}

TEST(Item, ThatIsSkippedKeepsItsVeryBytes) {
  const std::string bytes =
      R"({"kind":"IngressClassParams", "apiVersion":"elbv2.k8s.aws/v1beta1","metadata":{}})";
  const auto result = item(bytes);
  EXPECT_EQ(result.bytes, bytes);
  EXPECT_EQ(result.translation.fate, Fate::skipped);
}

TEST(Item, ThatIsChangedKeepsEverythingElse) {
  const auto result = item(
      R"({"kind":"Pod","apiVersion":"v1","z":null,"n":18446744073709551615,"m":{},)"
      R"("metadata":{"name":"p","finalizers":["networking.k8s.aws/resources"],"u":"\u00e9"}})");
  EXPECT_EQ(result.translation.fate, Fate::translated);
  EXPECT_EQ(result.bytes.rfind(
                R"({"kind":"Pod","apiVersion":"v1","z":null,"n":18446744073709551615,"m":{},)"
                R"("metadata":{"name":"p","u":"é","annotations":{)",
                0),
            0U)
      << result.bytes;
}

TEST(Item, IsJudgedByTheStatusInTheBackup) {
  const std::string service =
      R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"a"},"spec":{"type":"LoadBalancer"}})";
  Json with_status = json(service);
  with_status["status"] = json(
      R"({"loadBalancer":{"ingress":[{"hostname":"internal-a.us-east-1.elb.amazonaws.com"}]}})");
  EXPECT_EQ(item(service).translation.fate, Fate::untouched);
  EXPECT_EQ(annotation_of(item(service, with_status.dump()).translation.object,
                          "networking.gke.io/load-balancer-type"),
            "Internal");
  // no object: as if there was none
  for (const char* broken : {"{", "[]", "null"}) {
    EXPECT_EQ(item(service, broken).translation.fate, Fate::untouched) << broken;
  }
}

TEST(Item, FindingsOfTheDoorAreHeard) {
  translator::Finding finding{.key = "k", .message = "m.", .rule = "cluster-write-failed"};
  finding.verdict = translator::Verdict::refused;
  const auto result =
      translate_item(R"({"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":{
        "annotations":{"kubernetes.io/ingress.class":"alb"}}})",
                     "", translator::BackupObjects(), translator::default_settings(), {finding});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->translation.fate, Fate::parked);
}

// --- what is no object -------------------------------------------------------------------------

TEST(Item, ThatIsNoObjectIsAnError) {
  for (const char* bytes : {"", "{", "[]", "null", "7", "{}", R"({"kind":7})", R"({"kind":""})",
                            "{\"kind\":\"Pod\",\"x\":\"\xff\"}", R"({"kind":"Pod"} x)"}) {
    const auto result =
        translate_item(bytes, "", translator::BackupObjects(), translator::default_settings());
    ASSERT_FALSE(result) << bytes;
    EXPECT_FALSE(result.error().what.empty());
    EXPECT_FALSE(result.error().where.empty());
  }
}

std::string nested(const std::string& head, int depth) {
  const auto levels = static_cast<std::size_t>(depth);
  return head + ",\"x\":" + std::string(levels, '[') + std::string(levels, ']') + "}";
}

TEST(Item, ThatIsNestedTooDeeplyStaysAsItIsUnlessItCouldOpenSomething) {
  const std::string pod = nested(R"({"kind":"Pod","apiVersion":"v1")", 600);
  const auto result = item(pod);
  EXPECT_EQ(result.bytes, pod);
  EXPECT_EQ(result.translation.fate, Fate::untouched);
  ASSERT_EQ(result.translation.findings.size(), 1U);
  EXPECT_EQ(result.translation.findings[0].rule, "unreadable-object");
  EXPECT_EQ(result.translation.findings[0].verdict, translator::Verdict::invalid);
  for (const char* head :
       {R"({"kind":"Ingress","apiVersion":"networking.k8s.io/v1")",
        R"({"kind":"Service","apiVersion":"v1")", R"({"kind": "Service","apiVersion":"v1")",
        "{\"kind\"\n:\t\"Ingress\",\"apiVersion\":\"networking.k8s.io/v1\"",
        R"({"kind":"\u0049ngress","apiVersion":"networking.k8s.io/v1")"}) {
    EXPECT_FALSE(translate_item(nested(head, 600), "", translator::BackupObjects(),
                                translator::default_settings()))
        << head;
  }
  // up to the limit everything is read
  const std::string at_limit = nested(R"({"kind":"Pod","apiVersion":"v1")", 511);
  EXPECT_TRUE(item(at_limit).translation.findings.empty());
}

// --- numbers -----------------------------------------------------------------------------------

struct NumberCase {
  const char* name;
  std::string object;  // members before the number
  Fate fate;
};

TEST(Item, WithANumberThatCannotBeKeptIsLeftOrParked) {
  const std::string ingress = R"("kind":"Ingress","apiVersion":"networking.k8s.io/v1",)";
  const std::string service = R"("kind":"Service","apiVersion":"v1",)";
  const NumberCase cases[] = {
      {"a pod", R"("kind":"Pod","apiVersion":"v1","metadata":{"finalizers":["x.k8s.aws/y"]},)",
       Fate::untouched},
      {"an Ingress of nobody", ingress + R"("metadata":{"name":"a"},)", Fate::untouched},
      {"an Ingress with an ALB key",
       ingress + R"("metadata":{"annotations":{"alb.ingress.kubernetes.io/x":"y"}},)",
       Fate::parked},
      {"an Ingress of class alb", ingress + R"("metadata":{},"spec":{"ingressClassName":"alb"},)",
       Fate::parked},
      {"an Ingress with a finalizer",
       ingress + R"("metadata":{"finalizers":["ingress.k8s.aws/resources"]},)", Fate::parked},
      {"a Service with a key",
       service + R"("metadata":{"annotations":{"service.beta.kubernetes.io/aws-x":"y"}},)",
       Fate::parked},
      {"a Service of nobody", service + R"("metadata":{"name":"a"},)", Fate::untouched},
  };
  for (const NumberCase& trial : cases) {
    for (const char* number : {"1e3", "18446744073709551616", "1.0e0"}) {
      SCOPED_TRACE(trial.name + std::string(" ") + number);
      const std::string bytes = "{" + trial.object + "\"n\":" + number + "}";
      const auto result = item(bytes);
      EXPECT_EQ(result.translation.fate, trial.fate);
      ASSERT_EQ(result.translation.findings.size(), 1U);
      const auto& finding = result.translation.findings[0];
      EXPECT_EQ(finding.rule, "inexact-number");
      EXPECT_EQ(finding.verdict, translator::Verdict::invalid);
      EXPECT_EQ(finding.key, number);
      if (trial.fate == Fate::untouched) {
        EXPECT_EQ(result.bytes, bytes);
      } else {
        EXPECT_EQ(annotation_of(json(result.bytes), "eks2gke.io/verdict"), "parked");
        EXPECT_EQ(result.translation.object, json(result.bytes));
        EXPECT_NE(result.translation.summary.find(number), std::string::npos);
      }
    }
  }
}

TEST(Item, WithAnInexactNumberIsParkedByItsOldStatusToo) {
  const char* status =
      R"({"status":{"loadBalancer":{"ingress":[{"hostname":"a.elb.x.amazonaws.com"}]}}})";
  const char* bytes =
      R"({"kind":"Service","apiVersion":"v1","metadata":{},"spec":{"type":"LoadBalancer"},"n":1e3})";
  EXPECT_EQ(item(bytes, status).translation.fate, Fate::parked);
  EXPECT_EQ(item(bytes).translation.fate, Fate::untouched);
}

// --- the wall ----------------------------------------------------------------------------------

class BrokenSurroundings : public translator::BackupObjects {
 public:
  [[nodiscard]] const Json* find(std::string_view, std::string_view, std::string_view,
                                 std::string_view) const override {
    throw std::runtime_error("a fault of ours");
  }
  [[nodiscard]] std::vector<const Json*> all(std::string_view, std::string_view) const override {
    throw std::runtime_error("a fault of ours");
  }
};

TEST(Wall, AnIngressComesBackParkedWhenTheTranslatorFails) {
  const auto result = translate_item(
      R"({"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":{"name":"a","labels":{"l":"m"},
        "annotations":{"alb.ingress.kubernetes.io/scheme":"internet-facing"},
        "finalizers":["ingress.k8s.aws/resources"],"managedFields":[]},
        "spec":{"ingressClassName":"alb","rules":[]}})",
      "", BrokenSurroundings(), translator::default_settings());
  ASSERT_TRUE(result);
  EXPECT_EQ(result->translation.fate, Fate::parked);
  const Json parked = json(result->bytes);
  EXPECT_EQ(result->translation.object, parked);
  EXPECT_EQ(parked.at("spec").dump(), R"({"rules":[]})");
  EXPECT_EQ(annotation_of(parked, "kubernetes.io/ingress.class"), "eks2gke-parked");
  EXPECT_EQ(annotation_of(parked, "alb.ingress.kubernetes.io/scheme"), "(absent)");
  EXPECT_EQ(annotation_of(parked, "velero.io/restore-status"), "false");
  EXPECT_NE(annotation_of(parked, "eks2gke.io/next-step"), "(absent)");
  EXPECT_NE(annotation_of(parked, "eks2gke.io/summary").find("a fault of ours"), std::string::npos);
  EXPECT_EQ(parked.at("metadata").at("labels").dump(), R"({"l":"m"})");
  EXPECT_FALSE(parked.at("metadata").contains("finalizers"));
  EXPECT_FALSE(parked.at("metadata").contains("managedFields"));
  const Json original = json(annotation_of(parked, "eks2gke.io/original"));
  EXPECT_EQ(original.at("schema"), "eks2gke.io/original/v1");
  EXPECT_EQ(original.at("edits").dump(),
            R"([{"path":"/metadata/annotations","value":)"
            R"({"alb.ingress.kubernetes.io/scheme":"internet-facing"}},)"
            R"({"path":"/metadata/finalizers","value":["ingress.k8s.aws/resources"]},)"
            R"({"path":"/spec","value":{"ingressClassName":"alb","rules":[]}}])");
  ASSERT_EQ(result->translation.findings.size(), 1U);
  EXPECT_EQ(result->translation.findings[0].rule, "internal-error");
  EXPECT_EQ(result->translation.findings[0].verdict, translator::Verdict::refused);
  EXPECT_EQ(result->translation.findings[0].key, "Ingress");
}

TEST(Wall, AServiceComesBackAsAValidClusterIpWhenTheTranslatorFails) {
  const auto result = translate_item(
      R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"a"},"spec":{"type":"LoadBalancer",
        "loadBalancerClass":"service.k8s.aws/nlb","allocateLoadBalancerNodePorts":true,
        "externalIPs":["192.0.2.1"],"externalTrafficPolicy":"Local","healthCheckNodePort":30999,
        "loadBalancerIP":"192.0.2.2","loadBalancerSourceRanges":["10.0.0.0/8"],
        "externalName":"x","ports":[{"port":80,"nodePort":30080},7],"selector":{"a":"b"}}})",
      "", BrokenSurroundings(), translator::default_settings());
  ASSERT_TRUE(result);
  EXPECT_EQ(result->translation.fate, Fate::parked);
  EXPECT_EQ(json(result->bytes).at("spec").dump(),
            R"({"type":"ClusterIP","ports":[{"port":80},7],"selector":{"a":"b"}})");
}

TEST(Wall, OtherKindsComeBackAsTheyCameWhenTheTranslatorFails) {
  // A pod asks for nothing of the surroundings, so the wall itself is asked.
  for (const char* text : {R"({"kind":"Pod","apiVersion":"v1","metadata":{}})",
                           R"({"kind":"Ingress","apiVersion":"x.io/v1","metadata":{}})",
                           R"({"kind":"Service","apiVersion":"x.io/v1","metadata":{}})",
                           R"({"kind":"Service","apiVersion":"v1","metadata":[]})",
                           R"({"kind":"Service","apiVersion":"v1"})"}) {
    EXPECT_FALSE(translator::minimally_parked(json(text), "x")) << text;
  }
}

TEST(Wall, StandsOnOddShapes) {
  for (const char* spec : {"null", "[]", "7", R"({"ports":{}})", R"({"ports":[[]]})"}) {
    const Json service = json(R"({"kind":"Service","apiVersion":"v1","metadata":{},"spec":)" +
                              std::string(spec) + "}");
    const auto parked = translator::minimally_parked(service, "x");
    ASSERT_TRUE(parked) << spec;
    EXPECT_EQ(json(*parked).at("spec").at("type"), "ClusterIP");
    const Json ingress =
        json(R"({"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":{},"spec":)" +
             std::string(spec) + "}");
    EXPECT_TRUE(translator::minimally_parked(ingress, "x")) << spec;
  }
}

TEST(Wall, KeepsNoMoreThanAnAnnotationHolds) {
  Json ingress = support::ingress("a", "\"x\":\"" + std::string(70000, 'x') + "\"");
  const auto parked = translator::minimally_parked(ingress, "x");
  ASSERT_TRUE(parked);
  EXPECT_EQ(annotation_of(json(*parked), "eks2gke.io/original"), "(absent)");
}

TEST(Wall, AnnotationsOfAnotherShapeCannotBeWrittenAndParkTheItem) {
  for (const char* annotations : {R"("x")", R"(["x"])", "7"}) {
    const auto result =
        item(R"({"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":{"annotations":)" +
             std::string(annotations) + R"(},"spec":{"ingressClassName":"alb"}})");
    EXPECT_EQ(result.translation.fate, Fate::parked) << annotations;
    EXPECT_EQ(annotation_of(json(result.bytes), "kubernetes.io/ingress.class"), "eks2gke-parked");
  }
}

}  // namespace
