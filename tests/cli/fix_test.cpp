// `eks2gke fix`, the program itself, against a cluster in memory.

#include "cmd/fix.h"

#include <fstream>
#include <functional>

#include <gmock/gmock.h>

#include "cmd/memory_cluster.h"
#include "cmd/temporary_folder.h"
#include "tests/cli/run_program.h"

namespace cmd {
namespace {

using cli_tests::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using translator::annotation;
using translator::Json;

constexpr const char* kWaf = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/edge/0a1b";

Json ingress(const std::string& name, const Json& keys, const std::string& service = "web") {
  Json annotations = {{"kubernetes.io/ingress.class", "alb"}};
  for (const auto& [key, value] : keys.items()) {
    annotations["alb.ingress.kubernetes.io/" + key] = value;
  }
  return {
      {"apiVersion", "networking.k8s.io/v1"},
      {"kind", "Ingress"},
      {"metadata",
       {{"name", name},
        {"namespace", "shop"},
        {"annotations", annotations},
        {"labels", {{"velero.io/restore-name", "first"}}},
        {"finalizers", Json::array({"ingress.k8s.aws/resources"})}}},
      {"spec",
       {{"rules",
         Json::array({{{"host", "shop.example.com"},
                       {"http",
                        {{"paths", Json::array({{{"path", "/"},
                                                 {"pathType", "Prefix"},
                                                 {"backend",
                                                  {{"service",
                                                    {{"name", service},
                                                     {"port", {{"number", 80}}}}}}}}})}}}}})}}}};
}

Json service(const std::string& name, const std::string& type, Json annotations = Json::object()) {
  return {{"apiVersion", "v1"},
          {"kind", "Service"},
          {"metadata",
           {{"name", name}, {"namespace", "shop"}, {"annotations", std::move(annotations)}}},
          {"spec",
           {{"type", type},
            {"clusterIP", "10.0.0.7"},
            {"clusterIPs", Json::array({"10.0.0.7"})},
            {"ports", Json::array({{{"name", "http"},
                                    {"port", 80},
                                    {"protocol", "TCP"},
                                    {"targetPort", 8080},
                                    {"nodePort", 30080}}})}}}};
}

class FixTest : public testing::Test {
 protected:
  void SetUp() override {
    auto started = MemoryCluster::start();
    ASSERT_TRUE(started) << started.error().text();
    memory_ = std::move(*started);
    auto made = TemporaryFolder::make();
    ASSERT_TRUE(made) << made.error().text();
    folder_.emplace(std::move(*made));
    std::ofstream(kubeconfig()) << memory_->kubeconfig();
    for (const char* name : {"shop", "velero"}) {
      add({{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}});
    }
    add({{"apiVersion", "velero.io/v1"},
         {"kind", "Restore"},
         {"metadata", {{"name", "first"}, {"namespace", "velero"}}}});
  }

  static ObjectKey key_of(const std::string& kind, const std::string& name) {
    const std::string plural = kind == "Ingress" ? "ingresses" : kind + "s";
    std::string lower = plural;
    for (char& c : lower) {
      c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return {kind == "Ingress"                       ? "networking.k8s.io"
            : kind == "BackendConfig"               ? "cloud.google.com"
            : kind == "Restore" || kind == "Backup" ? "velero.io"
                                                    : "",
            lower, "shop", name};
  }

  void add(const Json& object) {
    ObjectKey key = key_of(translator::kind_of(object), "");
    key.name_space = translator::namespace_of(object);
    const auto answer =
        memory_->with_objects([&](MemoryObjects& objects) { return objects.create(key, object); });
    ASSERT_TRUE(answer.ok()) << answer.body;
  }

  [[nodiscard]] Json get(const std::string& kind, const std::string& name) const {
    return memory_
        ->with_objects([&](MemoryObjects& objects) { return objects.get(key_of(kind, name)); })
        .body;
  }
  void patch(const std::string& kind, const std::string& name, const Json& patch) {
    const auto answer = memory_->with_objects(
        [&](MemoryObjects& objects) { return objects.merge_patch(key_of(kind, name), patch); });
    ASSERT_TRUE(answer.ok()) << answer.body;
  }

  [[nodiscard]] std::string kubeconfig() const { return (folder_->path() / "config").string(); }

  [[nodiscard]] std::string settings_file(const std::string& text) const {
    const std::string file = (folder_->path() / "settings.yaml").string();
    std::ofstream(file) << text;
    return file;
  }

  [[nodiscard]] Outcome fix(const std::vector<std::string>& more) const {
    std::vector<std::string> words = {CLI_BINARY, "fix", "--kubeconfig", kubeconfig()};
    words.insert(words.end(), more.begin(), more.end());
    return cli_tests::run({.words = words, .folder = ".", .input = "", .environment = {}});
  }

  // The requests since `before` that change something.
  [[nodiscard]] std::vector<std::string> writes_since(std::size_t before) const {
    const auto all = memory_->requests();
    std::vector<std::string> writes;
    std::copy_if(all.begin() + static_cast<std::ptrdiff_t>(before), all.end(),
                 std::back_inserter(writes),
                 [](const std::string& request) { return !request.starts_with("GET "); });
    return writes;
  }
  void expect_no_writes(const std::vector<std::string>& options) {
    const std::size_t before = memory_->requests().size();
    static_cast<void>(fix(options));
    EXPECT_THAT(writes_since(before), IsEmpty());
  }

  std::unique_ptr<MemoryCluster> memory_;
  std::optional<TemporaryFolder> folder_;
};

TEST_F(FixTest, ADryRunShowsTheDifferenceAndWritesNothing) {
  add(service("web", "NodePort"));
  add(ingress("web", {{"scheme", "internal"}, {"healthcheck-path", "/up"}}));
  const std::size_t before = memory_->requests().size();
  const Outcome result = fix({});
  EXPECT_EQ(result.exit, 0) << result.err;
  EXPECT_THAT(writes_since(before), IsEmpty());
  EXPECT_THAT(result.out, HasSubstr("--- now: Ingress shop/web\n+++ fixed: Ingress shop/web\n"));
  EXPECT_THAT(result.out, HasSubstr("+    kubernetes.io/ingress.class: gce-internal\n"));
  EXPECT_THAT(result.out, HasSubstr("+++ fixed: BackendConfig shop/eks2gke-web-80\n"));
  EXPECT_THAT(result.out, HasSubstr("Nothing was changed; --apply does it.\n"));
}

TEST_F(FixTest, WhatCameWithoutThePluginIsTranslatedOnce) {
  add(service("web", "NodePort"));
  add(service("other", "ClusterIP"));
  add(ingress("web", {{"scheme", "internal"}, {"healthcheck-path", "/up"}}));
  const Json other = get("Service", "other");
  const Outcome result = fix({"--apply"});
  EXPECT_EQ(result.exit, 0) << result.err << result.out;
  EXPECT_THAT(result.out, HasSubstr("translated          Ingress shop/web\n"));
  const Json after = get("Ingress", "web");
  EXPECT_EQ(annotation(after, "kubernetes.io/ingress.class"), "gce-internal");
  EXPECT_EQ(annotation(after, "eks2gke.io/verdict"), "translated");
  EXPECT_FALSE(annotation(after, "alb.ingress.kubernetes.io/scheme"));
  EXPECT_THAT(translator::array_at(after, translator::Pointer("/metadata/finalizers")), IsEmpty());
  EXPECT_EQ(after["metadata"]["labels"]["velero.io/restore-name"], "first");
  const Json web = get("Service", "web");
  EXPECT_THAT(annotation(web, "cloud.google.com/backend-config").value_or(""),
              HasSubstr("eks2gke-web-80"));
  EXPECT_EQ(translator::string_at(web, translator::Pointer("/spec/clusterIP")), "10.0.0.7");
  EXPECT_EQ(web["spec"]["ports"][0].value("nodePort", 0), 30080);
  EXPECT_EQ(get("BackendConfig", "eks2gke-web-80")["spec"]["healthCheck"]["requestPath"], "/up");
  EXPECT_EQ(get("Service", "other"), other);
  expect_no_writes({"--apply"});
  EXPECT_EQ(get("Ingress", "web"), after);
  EXPECT_THAT(fix({"--apply"}).out, AllOf(HasSubstr("2 right already"), Not(HasSubstr("Ingress"))));
}

TEST_F(FixTest, AParkedIngressIsOpenedOnceTheSettingsAllowIt) {
  add(service("web", "NodePort"));
  add(ingress("web", {{"scheme", "internet-facing"}, {"wafv2-acl-arn", kWaf}}));
  const Outcome parked = fix({"--apply"});
  EXPECT_EQ(parked.exit, 0) << parked.err;
  EXPECT_THAT(parked.out, HasSubstr("parked              Ingress shop/web\n"));
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "eks2gke-parked");
  expect_no_writes({"--apply"});
  EXPECT_THAT(fix({}).out, HasSubstr("still parked        Ingress shop/web\n"));

  patch("Ingress", "web", {{"metadata", {{"annotations", {{"team", "payments"}}}}}});
  const std::string settings =
      settings_file(std::string("ingress:\n  securityPolicies:\n    shop/web: {replaces: [\"") +
                    kWaf + "\"], policy: edge}\n");
  const Outcome opened = fix({"--apply", "--settings", settings});
  EXPECT_EQ(opened.exit, 0) << opened.err;
  const Json after = get("Ingress", "web");
  EXPECT_EQ(annotation(after, "kubernetes.io/ingress.class"), "gce");
  EXPECT_EQ(annotation(after, "eks2gke.io/verdict"), "translated");
  EXPECT_FALSE(annotation(after, "eks2gke.io/next-step"));
  EXPECT_EQ(annotation(after, "team"), "payments");
  EXPECT_EQ(get("BackendConfig", "eks2gke-web-80")["spec"]["securityPolicy"]["name"], "edge");
  expect_no_writes({"--apply", "--settings", settings});
}

TEST_F(FixTest, WhoHasOpenedAParkedIngressByHandIsNotOverruled) {
  add(service("web", "NodePort"));
  add(ingress("web", {{"scheme", "internet-facing"}, {"wafv2-acl-arn", kWaf}}));
  EXPECT_EQ(fix({"--apply"}).exit, 0);
  patch("Ingress", "web",
        {{"metadata", {{"annotations", {{"kubernetes.io/ingress.class", "gce-internal"}}}}}});
  expect_no_writes({"--apply"});
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "gce-internal");
}

// A restore with the plugin leaves AWS's classes out: they are in the backup only.
TEST_F(FixTest, WhatTheClusterLacksComesFromTheBackupOfTheRestore) {
  add(service("web", "NodePort"));
  Json object = ingress("web", {{"scheme", "internet-facing"}});
  object["metadata"]["annotations"].erase("kubernetes.io/ingress.class");
  object["spec"]["ingressClassName"] = "alb";
  add(object);
  EXPECT_EQ(fix({"--apply"}).exit, 0);
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "eks2gke-parked");

  memory_->with_objects([&](MemoryObjects& objects) {
    return objects.merge_patch({"velero.io", "restores", "velero", "first"},
                               {{"spec", {{"backupName", "whole"}}}});
  });
  const Outcome without = fix({"--apply"});
  EXPECT_EQ(without.exit, 0);
  EXPECT_THAT(without.err, HasSubstr("warning: backup whole of restore first cannot be read"));
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "eks2gke-parked");

  add({{"apiVersion", "velero.io/v1"},
       {"kind", "Backup"},
       {"metadata", {{"name", "whole"}, {"namespace", "velero"}}}});
  memory_->serve_backup("whole", std::string(PROJECT_FOLDER) + "/examples/shop.tar.gz");
  const Outcome with = fix({"--apply"});
  EXPECT_EQ(with.exit, 0);
  EXPECT_EQ(with.err, "");
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "gce");
}

TEST_F(FixTest, NamesAreThoseOfTheBackupWhereTheRestoreMappedThem) {
  memory_->with_objects([&](MemoryObjects& objects) {
    return objects.merge_patch({"velero.io", "restores", "velero", "first"},
                               {{"spec", {{"namespaceMapping", {{"store", "shop"}}}}}});
  });
  add(service("web", "NodePort"));
  patch("Service", "web", {{"metadata", {{"labels", {{"velero.io/restore-name", "first"}}}}}});
  add(ingress("web", {{"scheme", "internet-facing"}, {"wafv2-acl-arn", kWaf}}));
  const std::string settings =
      settings_file(std::string("ingress:\n  securityPolicies:\n    store/web: {replaces: [\"") +
                    kWaf + "\"], policy: edge}\n");
  EXPECT_EQ(fix({"--apply", "--settings", settings}).exit, 0);
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "gce");
  EXPECT_EQ(get("BackendConfig", "eks2gke-web-80")["spec"]["securityPolicy"]["name"], "edge");
  EXPECT_THAT(annotation(get("Service", "web"), "cloud.google.com/backend-config").value_or(""),
              HasSubstr("eks2gke-web-80"));
  expect_no_writes({"--apply", "--settings", settings});
}

TEST_F(FixTest, TheSettingsOfTheClusterAreThoseOfThePlugin) {
  add(service("web", "NodePort"));
  add(ingress("web", {{"scheme", "internet-facing"}, {"wafv2-acl-arn", kWaf}}));
  add({{"apiVersion", "v1"},
       {"kind", "ConfigMap"},
       {"metadata",
        {{"name", "settings"},
         {"namespace", "velero"},
         {"labels",
          {{"velero.io/plugin-config", ""}, {"eks2gke.io/settings", "RestoreItemActionV2"}}}}},
       {"data",
        {{"settings.yaml",
          std::string("ingress:\n  securityPolicies:\n    shop/web: {replaces: [\"") + kWaf +
              "\"], policy: edge}\n"}}}});
  EXPECT_EQ(fix({"--apply"}).exit, 0);
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "gce");
}

TEST_F(FixTest, AStrangersObjectIsLeftAloneAndTheOthersAreDone) {
  add(service("web", "NodePort"));
  add(service("well", "NodePort"));
  add(ingress("web", {{"scheme", "internal"}, {"healthcheck-path", "/up"}}));
  add(ingress("well", {{"scheme", "internal"}, {"healthcheck-path", "/up"}}, "well"));
  add({{"apiVersion", "cloud.google.com/v1"},
       {"kind", "BackendConfig"},
       {"metadata", {{"name", "eks2gke-web-80"}, {"namespace", "shop"}}},
       {"spec", {{"timeoutSec", 7}}}});
  const Json stranger = get("BackendConfig", "eks2gke-web-80");
  const Outcome planned = fix({});
  EXPECT_EQ(planned.exit, 1);
  EXPECT_THAT(planned.out, HasSubstr("would fail          Ingress shop/web\n"));
  const Outcome result = fix({"--apply"});
  EXPECT_EQ(result.exit, 1);
  EXPECT_THAT(result.out, HasSubstr("failed              Ingress shop/web\n"));
  EXPECT_THAT(result.out, HasSubstr("left alone; rename or delete it"));
  EXPECT_EQ(get("BackendConfig", "eks2gke-web-80"), stranger);
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "eks2gke-parked");
  EXPECT_EQ(annotation(get("Ingress", "well"), "kubernetes.io/ingress.class"), "gce-internal");

  memory_->with_objects([&](MemoryObjects& objects) {
    return objects.remove(key_of("BackendConfig", "eks2gke-web-80"));
  });
  EXPECT_EQ(fix({"--apply"}).exit, 0);
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "gce-internal");
}

TEST_F(FixTest, TwoIngressesOnOneServiceEndAlikeInBothOrders) {
  std::vector<std::string> ends;
  for (const bool swapped : {false, true}) {
    SetUp();
    Json web = service("web", "NodePort");
    web["spec"]["ports"].push_back({{"name", "admin"}, {"port", 81}, {"protocol", "TCP"}});
    add(web);
    Json first = ingress("one", {{"scheme", "internal"}, {"healthcheck-path", "/one"}});
    Json second = ingress("two", {{"scheme", "internal"}, {"healthcheck-path", "/two"}});
    second["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]["port"]["number"] = 81;
    add(first);
    add(second);
    // One of them alone, and then the other: as if the two came with restores of their own.
    Json& late = swapped ? first : second;
    patch("Ingress", translator::name_of(late),
          {{"metadata", {{"labels", {{"velero.io/restore-name", "second"}}}}}});
    EXPECT_EQ(fix({"--apply", "--restore", "first"}).exit, 0);
    const Outcome rest = fix({"--apply"});
    EXPECT_EQ(rest.exit, 0) << rest.out;
    EXPECT_EQ(get("BackendConfig", "eks2gke-web-80")["spec"]["healthCheck"]["requestPath"], "/one");
    EXPECT_EQ(get("BackendConfig", "eks2gke-web-81")["spec"]["healthCheck"]["requestPath"], "/two");
    const auto text = annotation(get("Service", "web"), "cloud.google.com/backend-config");
    const auto config = translator::parse_json(text.value_or(""));
    ASSERT_TRUE(config);
    ends.push_back(nlohmann::json(config->value).dump());
    EXPECT_EQ(ends.back(), R"({"ports":{"80":"eks2gke-web-80","81":"eks2gke-web-81"}})");
    expect_no_writes({"--apply"});
  }
  EXPECT_EQ(ends[0], ends[1]);
}

TEST_F(FixTest, WhatIsBeingDeletedIsLetGoOnlyWhenAsked) {
  Json object = ingress("web", {{"scheme", "internal"}});
  object["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z";
  object["metadata"]["finalizers"].push_back("example.com/other");
  add(object);
  expect_no_writes({"--apply"});
  const Outcome told = fix({"--apply"});
  EXPECT_EQ(told.exit, 0);
  EXPECT_THAT(told.out, HasSubstr("being deleted       Ingress shop/web\n"));
  EXPECT_THAT(told.out, HasSubstr("--finish-deletions"));
  Json before = get("Ingress", "web");
  EXPECT_THAT(fix({"--finish-deletions", "--apply"}).out, StartsWith("let go "));
  Json after = get("Ingress", "web");
  EXPECT_EQ(after["metadata"]["finalizers"], Json::array({"example.com/other"}));
  for (Json* one : {&before, &after}) {
    (*one)["metadata"].erase("finalizers");
    (*one)["metadata"].erase("resourceVersion");
    (*one)["metadata"].erase("generation");
  }
  EXPECT_EQ(after, before);
  expect_no_writes({"--finish-deletions", "--apply"});
}

TEST_F(FixTest, HeldNamesComeBackWhenTheyAreReleased) {
  add(service("tcp", "LoadBalancer",
              {{"service.beta.kubernetes.io/aws-load-balancer-type", "external"},
               {"service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip"},
               {"service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"},
               {"external-dns.alpha.kubernetes.io/hostname", "tcp.example.com"},
               {"external-dns.alpha.kubernetes.io/aws-weight", "5"}}));
  EXPECT_EQ(fix({"--apply", "--settings", settings_file("dns: hold\n")}).exit, 0);
  const Json held = get("Service", "tcp");
  EXPECT_EQ(annotation(held, "eks2gke.io/verdict"), "translated");
  EXPECT_EQ(annotation(held, "external-dns.alpha.kubernetes.io/hostname"), "tcp.example.com");
  EXPECT_TRUE(annotation(held, "external-dns.alpha.kubernetes.io/controller"));
  expect_no_writes({"--apply"});
  expect_no_writes({"--release-dns"});
  const Outcome result = fix({"--release-dns", "--apply"});
  EXPECT_EQ(result.exit, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("dns released        Service shop/tcp\n"));
  const Json after = get("Service", "tcp");
  EXPECT_EQ(annotation(after, "external-dns.alpha.kubernetes.io/hostname"), "tcp.example.com");
  EXPECT_FALSE(annotation(after, "external-dns.alpha.kubernetes.io/controller"));
  EXPECT_FALSE(annotation(after, "external-dns.alpha.kubernetes.io/aws-weight"));
  EXPECT_EQ(after["spec"], held["spec"]);
  expect_no_writes({"--release-dns", "--apply"});
}

// Kubernetes changes the class of no LoadBalancer; without the type there is none.
TEST_F(FixTest, AClassOfAwsGoesByWayOfTheParkedForm) {
  Json tcp = service("tcp", "LoadBalancer",
                     {{"service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"}});
  tcp["spec"]["loadBalancerClass"] = "service.k8s.aws/nlb";
  add(tcp);
  EXPECT_THAT(fix({}).out, AllOf(HasSubstr("to be translated    Service shop/tcp\n"),
                                 HasSubstr("-  loadBalancerClass: service.k8s.aws/nlb\n")));
  const std::size_t before = memory_->requests().size();
  std::vector<Json> written;
  memory_->with_objects([&](MemoryObjects& objects) {
    objects.before_update = [&](const ObjectKey&, const Json& object) {
      written.push_back(object);
    };
    return 0;
  });
  const Outcome result = fix({"--apply"});
  EXPECT_EQ(result.exit, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("translated          Service shop/tcp\n"));
  EXPECT_EQ(writes_since(before).size(), 2U);
  ASSERT_EQ(written.size(), 2U);
  EXPECT_EQ(written[0]["spec"]["type"], "ClusterIP");
  EXPECT_FALSE(written[0]["spec"].contains("loadBalancerClass"));
  const Json after = get("Service", "tcp");
  EXPECT_EQ(after["spec"]["type"], "LoadBalancer");
  EXPECT_FALSE(after["spec"].contains("loadBalancerClass"));
  EXPECT_EQ(translator::string_at(after, translator::Pointer("/spec/clusterIP")), "10.0.0.7");
  EXPECT_EQ(annotation(after, "networking.gke.io/load-balancer-type"), "Internal");
  EXPECT_EQ(annotation(after, "eks2gke.io/verdict"), "translated");
  EXPECT_THAT(annotation(after, "eks2gke.io/original").value_or(""),
              HasSubstr("service.k8s.aws/nlb"));
}

TEST_F(FixTest, AChangeOfSomebodyElseInBetweenIsTakenIn) {
  add(service("web", "NodePort"));
  add(ingress("web", {{"scheme", "internal"}}));
  int interferences = 2;
  memory_->with_objects([&](MemoryObjects& objects) {
    objects.before_update = [&](const ObjectKey& key, const Json&) {
      if (key.plural == "ingresses" && interferences-- > 0) {
        const std::string text = std::to_string(interferences);
        objects.merge_patch(key, {{"metadata", {{"annotations", {{"other", text}}}}}});
      }
    };
    return 0;
  });
  const Outcome result = fix({"--apply"});
  EXPECT_EQ(result.exit, 0) << result.out;
  EXPECT_EQ(annotation(get("Ingress", "web"), "other"), "0");
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "gce-internal");
}

TEST_F(FixTest, AnObjectThatIsAlwaysChangedIsNamedAndTheOthersAreDone) {
  add(service("web", "NodePort"));
  add(ingress("busy", {{"scheme", "internal"}}));
  add(ingress("web", {{"scheme", "internal"}}));
  int number = 0;
  memory_->with_objects([&](MemoryObjects& objects) {
    objects.before_update = [&](const ObjectKey& key, const Json&) {
      if (key.name == "busy") {
        objects.merge_patch(
            key, {{"metadata", {{"annotations", {{"other", std::to_string(++number)}}}}}});
      }
    };
    return 0;
  });
  const Outcome result = fix({"--apply"});
  EXPECT_EQ(result.exit, 1);
  EXPECT_THAT(result.out, HasSubstr("failed              Ingress shop/busy\n"));
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "gce-internal");
}

TEST_F(FixTest, AManifestOfEksThatIsAppliedAgainIsTranslatedAgain) {
  add(service("web", "NodePort"));
  add(ingress("web", {{"scheme", "internal"}}));
  EXPECT_EQ(fix({"--apply"}).exit, 0);
  patch("Ingress", "web",
        {{"metadata",
          {{"annotations",
            {{"kubernetes.io/ingress.class", "alb"},
             {"alb.ingress.kubernetes.io/scheme", "internal"}}}}}});
  EXPECT_EQ(fix({"--apply"}).exit, 0);
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "gce-internal");
  EXPECT_FALSE(annotation(get("Ingress", "web"), "alb.ingress.kubernetes.io/scheme"));
}

TEST_F(FixTest, OnlyWhatWasNamedIsLookedAt) {
  add({{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", "pay"}}}});
  add(service("web", "NodePort"));
  add(ingress("web", {{"scheme", "internal"}}));
  expect_no_writes({"--apply", "-n", "pay"});
  const Outcome unknown = fix({"--restore", "frist"});
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_THAT(unknown.err, HasSubstr("there is no restore \"frist\""));
  EXPECT_EQ(fix({"-o", "table"}).exit, 2);
  EXPECT_EQ(fix({"--settings", "no-such-file"}).exit, 2);
  EXPECT_EQ(fix({"--apply", "-n", "pay,shop"}).exit, 0);
  EXPECT_EQ(annotation(get("Ingress", "web"), "kubernetes.io/ingress.class"), "gce-internal");
}

TEST_F(FixTest, JsonForPrograms) {
  add(service("web", "NodePort"));
  add(ingress("web", {{"scheme", "internal"}}));
  const Outcome result = fix({"-o", "json"});
  EXPECT_EQ(result.exit, 0) << result.err;
  const auto told = translator::parse_json(result.out);
  ASSERT_TRUE(told) << result.out;
  const Json& json = told->value;
  EXPECT_EQ(json["schema"], "eks2gke.io/fix/v1");
  EXPECT_EQ(json["applied"], false);
  ASSERT_EQ(json["items"].size(), 2U);
  EXPECT_EQ(json["items"][1]["kind"], "Ingress");
  EXPECT_EQ(json["items"][1]["state"], "translated");
  EXPECT_EQ(json["items"][1]["changed"], true);
  EXPECT_THAT(json["items"][1]["findings"], Not(IsEmpty()));
  EXPECT_EQ(json["totals"], (Json{{"right", 0}, {"translated", 2}}));
}

TEST_F(FixTest, AClusterOutOfReachIsToldAsSuch) {
  memory_.reset();
  EXPECT_EQ(fix({}).exit, 3);
}

}  // namespace
}  // namespace cmd
