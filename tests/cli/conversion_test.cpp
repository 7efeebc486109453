#include "cmd/conversion.h"

#include <algorithm>
#include <fstream>
#include <map>

#include <gmock/gmock.h>

#include "cmd/rehearsal.h"
#include "cmd/temporary_folder.h"
#include "cmd/yaml_json.h"

namespace cmd {
namespace {

using translator::Json;

std::string example(const char* name) { return std::string(PROJECT_FOLDER) + "/examples/" + name; }

Conversion conversion_of(const std::vector<std::string>& inputs) {
  Console console;
  auto conversion = make_conversion(inputs, translator::default_settings(), console);
  EXPECT_TRUE(conversion) << conversion.error().text();
  return conversion ? std::move(*conversion) : Conversion{};
}

Conversion conversion_of_text(const std::string& text) {
  const auto folder = TemporaryFolder::make();
  EXPECT_TRUE(folder);
  const std::string file = folder->path() / "input.yaml";
  std::ofstream(file) << text;
  return conversion_of({file});
}

constexpr const char* kService = R"(---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: NodePort, selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
)";

std::string ingress(const std::string& name, const std::string& annotations) {
  return "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: " + name +
         "\n  namespace: shop\n  annotations: {alb.ingress.kubernetes.io/scheme: internal" +
         annotations +
         "}\nspec:\n  ingressClassName: alb\n  defaultBackend: {service: {name: web, port: "
         "{number: 80}}}\n";
}

std::vector<std::string> names(const Conversion& conversion) {
  std::vector<std::string> all;
  for (const Json& object : manifests(conversion, true)) {
    all.push_back(translator::kind_of(object) + " " + translator::name_of(object));
  }
  return all;
}

// Found by kind, namespace and name; null otherwise.
Json find(const std::vector<Json>& objects, const Json& wanted) {
  const auto found = std::find_if(objects.begin(), objects.end(), [&](const Json& object) {
    return translator::kind_of(object) == translator::kind_of(wanted) &&
           translator::namespace_of(object) == translator::namespace_of(wanted) &&
           translator::name_of(object) == translator::name_of(wanted);
  });
  return found == objects.end() ? Json() : *found;
}

// What is applied is what a restore would make: the plugin binary is asked.
class ConversionAndRehearsal : public testing::TestWithParam<const char*> {};

Json comparable(Json object) {
  Json& metadata = object["metadata"];
  for (const char* label : {"velero.io/restore-name", "velero.io/backup-name"}) {
    if (metadata.contains("labels")) {
      metadata["labels"].erase(label);
    }
  }
  for (const char* map : {"labels", "annotations"}) {
    if (metadata.contains(map)) {
      metadata[map].erase("velero.io/restore-status");
      metadata[map].erase("kubectl.kubernetes.io/last-applied-configuration");
      metadata[map].erase("eks2gke.io/restore");
    }
    if (metadata.contains(map) && metadata[map].empty()) {
      metadata.erase(map);
    }
  }
  metadata.erase("managedFields");
  return Json::parse(nlohmann::json::parse(object.dump()).dump());  // keys sorted
}

TEST_P(ConversionAndRehearsal, Agree) {
  const Conversion conversion = conversion_of({example(GetParam())});
  Console console;
  const auto rehearsal = run_rehearsal(
      {.archive = example(GetParam()), .plugin = PLUGIN_BINARY, .namespace_mapping = {}}, console);
  ASSERT_TRUE(rehearsal) << rehearsal.error().text();
  const std::vector<Json> restored = resulting_objects(*rehearsal);
  const std::vector<Json> converted = manifests(conversion, false);
  EXPECT_GE(converted.size(), 3U);
  for (const Json& object : converted) {
    EXPECT_EQ(comparable(object).dump(1), comparable(find(restored, object)).dump(1));
  }
}

INSTANTIATE_TEST_SUITE_P(Examples, ConversionAndRehearsal,
                         testing::Values("eks-backup.tar.gz", "shop.tar.gz"),
                         [](const testing::TestParamInfo<const char*>& one) {
                           const std::string name = one.param;
                           return name.substr(0, name.find_first_of("-."));
                         });

TEST(Conversion, OfItsOwnResultChangesNothing) {
  const Conversion once = conversion_of({example("shop.tar.gz")});
  const Conversion twice = conversion_of_text(manifests_text(once, true));
  for (const ConvertedObject& object : twice.objects) {
    EXPECT_FALSE(object.is_changed()) << object.object().dump(1) << object.before->dump(1);
  }
  EXPECT_EQ(manifests(once, true), manifests(twice, true));
}

TEST(Conversion, ComesInAnOrderThatCanBeApplied) {
  const Conversion conversion =
      conversion_of_text(ingress("web", "") + kService +
                         "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
  EXPECT_THAT(names(conversion),
              testing::ElementsAre("Namespace shop", "BackendConfig eks2gke-web-80", "Service web",
                                   "Ingress web"));
}

// What stands before the conversion of a Service must stand there afterwards, too.
TEST(Conversion, AnnotatesAServiceForAllItsIngresses) {
  const Conversion conversion = conversion_of_text(
      ingress("a", "") + ingress("b", ", alb.ingress.kubernetes.io/healthcheck-path: \"/b\"") +
      kService);
  const Json service =
      find(manifests(conversion, false),
           {{"kind", "Service"}, {"metadata", {{"name", "web"}, {"namespace", "shop"}}}});
  ASSERT_FALSE(service.is_null());
  EXPECT_EQ(translator::annotation(service, "cloud.google.com/neg"), R"({"ingress":true})");
  EXPECT_TRUE(conversion.missing.empty());
}

TEST(Conversion, TellsOfAServiceThatIsInNoInput) {
  const Conversion conversion = conversion_of_text(ingress("web", ""));
  EXPECT_THAT(conversion.missing,
              testing::ElementsAre(
                  "Service shop/web is in no input; it needs this: kubectl annotate Service 'web' "
                  "--namespace 'shop' 'cloud.google.com/neg={\"ingress\":true}' "
                  "'cloud.google.com/backend-config={\"ports\":{\"80\":\"eks2gke-web-80\"}}'"));
}

TEST(Conversion, HoldsNothingThatOnlyAServerWrites) {
  const Conversion conversion = conversion_of({example("eks-backup.tar.gz")});
  for (const Json& object : manifests(conversion, true)) {
    const Json& metadata = object["metadata"];
    for (const char* field : {"uid", "resourceVersion", "creationTimestamp", "managedFields"}) {
      EXPECT_FALSE(metadata.contains(field)) << field << object.dump(1);
    }
    EXPECT_FALSE(object.contains("status"));
  }
}

TEST(Conversion, ShowsADifferenceForEachChangedObject) {
  const Conversion conversion = conversion_of_text(ingress("web", "") + kService);
  const std::string text = differences_text(conversion, {});
  EXPECT_THAT(text, testing::HasSubstr("--- EKS: Ingress shop/web\n+++ GKE: Ingress shop/web\n"));
  EXPECT_THAT(text, testing::HasSubstr("\n-  ingressClassName: alb\n"));
  EXPECT_THAT(text, testing::HasSubstr("--- /dev/null\n+++ GKE: BackendConfig"));
}

// A name could end the comment and begin a document of its own.
TEST(Conversion, LetsNoNameBreakTheComments) {
  const Conversion conversion = conversion_of_text(ingress("\"a\\nkind: Secret\"", "") + kService);
  const auto documents = read_yaml(manifests_text(conversion, true), "the manifests");
  ASSERT_TRUE(documents) << documents.error().text();
  EXPECT_EQ(documents->size(), conversion.objects.size());
}

}  // namespace
}  // namespace cmd
