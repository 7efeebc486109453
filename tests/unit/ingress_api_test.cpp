// Old API versions of Ingress, as they stand in backups and manifests from before Kubernetes 1.22.

#include "translator/ingress_api.h"

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "tests/support/trials.h"

namespace {

using translator::Json;

struct ApiCase {
  const char* name;
  const char* spec;
  const char* v1;
};

void PrintTo(const ApiCase& trial, std::ostream* stream) { *stream << trial.name; }

class OldIngress : public testing::TestWithParam<ApiCase> {};

TEST_P(OldIngress, IsReadAsTheApiServerConvertsIt) {
  for (const char* version : {"extensions/v1beta1", "networking.k8s.io/v1beta1"}) {
    Json old = support::ingress("web", "", GetParam().spec);
    old["apiVersion"] = version;
    Json expected = support::ingress("web", "", GetParam().v1);
    expected["apiVersion"] = "networking.k8s.io/v1";
    const auto modern = translator::ingress_as_v1(old);
    ASSERT_TRUE(modern);
    EXPECT_EQ(*modern, expected);
  }
}

const ApiCase kApiCases[] = {
    {"PortNumber",
     R"({"rules":[{"host":"a.org","http":{"paths":[{"path":"/*","backend":{"serviceName":"web","servicePort":80}}]}}]})",
     R"({"rules":[{"host":"a.org","http":{"paths":[{"path":"/*","backend":{"service":{"name":"web","port":{"number":80}}},"pathType":"ImplementationSpecific"}]}}]})"},
    {"PortName",
     R"({"rules":[{"http":{"paths":[{"pathType":"Prefix","backend":{"serviceName":"web","servicePort":"use-annotation"}}]}}]})",
     R"({"rules":[{"http":{"paths":[{"pathType":"Prefix","backend":{"service":{"name":"web","port":{"name":"use-annotation"}}}}]}}]})"},
    {"DefaultBackend", R"({"backend":{"serviceName":"web","servicePort":80}})",
     R"({"defaultBackend":{"service":{"name":"web","port":{"number":80}}}})"},
    {"WithoutAPort", R"({"backend":{"serviceName":"web"}})",
     R"({"defaultBackend":{"service":{"name":"web"}}})"},
    {"Resource", R"({"backend":{"resource":{"kind":"Bucket","name":"b"}}})",
     R"({"defaultBackend":{"resource":{"kind":"Bucket","name":"b"}}})"},
    {"Empty", "{}", "{}"},
    {"NoObject", "7", "7"},
    {"RulesOfWrongTypes", R"({"rules":[7,{"http":7},{"http":{"paths":7}},{"http":{"paths":[7]}}]})",
     R"({"rules":[7,{"http":7},{"http":{"paths":7}},{"http":{"paths":[7]}}]})"},
    {"BackendOfAWrongType", R"({"backend":7})", R"({"defaultBackend":7})"},
};

INSTANTIATE_TEST_SUITE_P(Shapes, OldIngress, testing::ValuesIn(kApiCases),
                         support::trial_name<ApiCase>);

TEST(OldIngress, IsNothingElse) {
  EXPECT_FALSE(translator::ingress_as_v1(support::ingress("web", "", "{}")));
  EXPECT_FALSE(translator::ingress_as_v1(Json()));
  EXPECT_FALSE(translator::ingress_as_v1(
      support::json(R"({"apiVersion":"extensions/v1beta1","kind":"Deployment"})")));
}

// Only Ingresses of the ALB are rewritten; those of another controller keep their bytes.
TEST(OldIngress, OfAnotherControllerStaysAsItIs) {
  Json old = support::ingress("web", R"("kubernetes.io/ingress.class":"nginx")",
                              R"({"backend":{"serviceName":"web","servicePort":80}})");
  old["apiVersion"] = "networking.k8s.io/v1beta1";
  const auto result = support::translate(old);
  EXPECT_EQ(result.fate, translator::Fate::untouched);
  EXPECT_EQ(result.object, old);
}

TEST(OldIngress, StandsInTheSurroundingsAsV1) {
  Json old = support::ingress("web", "", R"({"backend":{"serviceName":"web","servicePort":80}})");
  old["apiVersion"] = "extensions/v1beta1";
  translator::BackupObjects surroundings;
  surroundings.add(old);
  EXPECT_EQ(surroundings.all("networking.k8s.io", "Ingress").size(), 1U);
}

}  // namespace
