#include "translator/dns_hold.h"

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "translator/edits.h"
#include "translator/result_annotations.h"
#include "translator/settings_yaml.h"

namespace {

using translator::Json;

Json ingress_with(const Json& annotations) {
  Json object = support::json(
      R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop"},"spec":{"ingressClassName":"alb","rules":[{"host":"shop.example.com"}]}})");
  if (!annotations.is_null()) {
    object["metadata"]["annotations"] = annotations;
  }
  return object;
}

Json restored(const Json& object) {
  const auto surroundings = support::backup("[]");
  const auto settings = translator::parse_settings("dns: hold");
  return translator::translate(object,
                               translator::context_for(object, surroundings, settings, &object))
      .object;
}

Json annotations_after_release(const Json& object) {
  Json released = translator::apply_edits(object, translator::release_dns(object)).object;
  Json& annotations = released["metadata"]["annotations"];
  for (const std::string& key : translator::annotation_keys(released)) {
    if (key.substr(0, 11) == "eks2gke.io/" || key == "velero.io/restore-status" ||
        key == "kubernetes.io/ingress.class") {
      annotations.erase(key);
    }
  }
  return annotations;
}

TEST(DnsHold, IsUndoneByTheRelease) {
  const Json cases =
      Json::array({Json::object(),
                   {{"external-dns.alpha.kubernetes.io/controller", "dns-controller"}},
                   {{"external-dns.kubernetes.io/controller", "dns-controller"}, {"a", "b"}},
                   {{"external-dns.alpha.kubernetes.io/controller", "somebody-else"},
                    {"external-dns.alpha.kubernetes.io/hostname", "www.example.com"}}});
  for (const Json& annotations : cases) {
    const Json object = ingress_with(annotations);
    EXPECT_FALSE(translator::is_dns_held(object));
    EXPECT_TRUE(translator::release_dns(object).empty());
    const Json held = restored(object);
    EXPECT_TRUE(translator::is_dns_held(held)) << held;
    EXPECT_EQ(annotations_after_release(held), annotations);
  }
}

TEST(DnsHold, NamesNobodyElseInTheirPlace) {
  Json held = restored(ingress_with({{"external-dns.kubernetes.io/controller", "mine"}}));
  EXPECT_EQ(translator::annotation(held, "external-dns.kubernetes.io/controller"), "mine");
  EXPECT_EQ(translator::annotation(held, "external-dns.alpha.kubernetes.io/controller"),
            translator::kDnsHolder);
  const Json both = ingress_with({{"external-dns.kubernetes.io/controller", "mine"},
                                  {"external-dns.alpha.kubernetes.io/controller", "mine"}});
  EXPECT_TRUE(translator::hold_dns(both).empty());
  EXPECT_FALSE(translator::is_dns_held(restored(both)));
}

TEST(DnsHold, AnIngressOfAnotherControllerComesBackAsItWas) {
  Json object = ingress_with({{"external-dns.alpha.kubernetes.io/ttl", "60"}});
  object["spec"]["ingressClassName"] = "nginx";
  EXPECT_EQ(restored(object), object);
}

TEST(DnsHold, LeavesAValueThatIsNoText) {
  const Json object = ingress_with({{"external-dns.kubernetes.io/controller", 7}});
  ASSERT_EQ(translator::hold_dns(object).size(), 1U);
  EXPECT_FALSE(translator::is_dns_held(object));
}

// Somebody may have changed or removed what the restore recorded: external-dns gets the object all
// the same, and no other word is written.
TEST(DnsHold, IsReleasedWithoutARecord) {
  for (
      const char* original :
      {"", "no JSON", R"({"edits":7})",
       R"({"edits":[{"path":"/metadata/annotations/external-dns.kubernetes.io~1controller","value":"somebody"}]})"}) {
    const Json object =
        ingress_with({{"external-dns.kubernetes.io/controller", translator::kDnsHolder},
                      {translator::kOriginalAnnotation, original}});
    const auto edits = translator::release_dns(object);
    ASSERT_EQ(edits.size(), 1U) << original;
    EXPECT_FALSE(edits.front().value.has_value()) << original;
  }
}

TEST(DnsHold, NothingIsHeldWithoutNames) {
  Json object = ingress_with({});
  object["spec"]["rules"] = Json::array({Json::object()});
  EXPECT_FALSE(translator::is_dns_held(restored(object)));
}

}  // namespace
