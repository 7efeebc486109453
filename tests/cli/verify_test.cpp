// `eks2gke verify`, the program itself, against a cluster in memory.

#include "cmd/verify.h"

#include <fstream>

#include <gmock/gmock.h>

#include "cmd/memory_cluster.h"
#include "cmd/temporary_folder.h"
#include "tests/cli/run_program.h"

namespace cmd {
namespace {

using testing::HasSubstr;
using testing::Not;
using translator::Json;

Json ingress(const std::string& name, Json annotations, const std::string& address = "") {
  annotations["eks2gke.io/verdict"] = annotations.value("eks2gke.io/verdict", "translated");
  Json object = {{"apiVersion", "networking.k8s.io/v1"},
                 {"kind", "Ingress"},
                 {"metadata",
                  {{"name", name},
                   {"namespace", "shop"},
                   {"labels", {{"velero.io/restore-name", "first"}}},
                   {"annotations", annotations}}}};
  if (!address.empty()) {
    object["status"]["loadBalancer"]["ingress"] = Json::array({{{"ip", address}}});
  }
  return object;
}

Json service(const std::string& name, const std::string& type, const std::string& address) {
  Json object = ingress(name, Json::object(), address);
  object["apiVersion"] = "v1";
  object["kind"] = "Service";
  object["spec"]["type"] = type;
  return object;
}

Json event(const std::string& about, const std::string& type, const std::string& time,
           const std::string& reason, const std::string& message) {
  return {{"apiVersion", "v1"},
          {"kind", "Event"},
          {"metadata", {{"generateName", "e."}, {"namespace", "shop"}}},
          {"involvedObject", {{"uid", about}}},
          {"type", type},
          {"reason", reason},
          {"message", message},
          {"lastTimestamp", "2026-01-01T00:00:" + time + "Z"}};
}

class VerifyTest : public testing::Test {
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
      add("", "namespaces",
          {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}});
    }
    add("velero.io", "restores",
        {{"apiVersion", "velero.io/v1"},
         {"kind", "Restore"},
         {"metadata", {{"name", "first"}, {"namespace", "velero"}}}});
  }

  void add(const std::string& group, const std::string& plural, const Json& object) {
    const auto answer = memory_->with_objects([&](MemoryObjects& objects) {
      return objects.create({group, plural, translator::namespace_of(object), ""}, object);
    });
    ASSERT_TRUE(answer.ok()) << answer.body;
  }
  void add_ingress(const Json& object) { add("networking.k8s.io", "ingresses", object); }
  void add_event_about(const std::string& name, const std::string& type, const std::string& time,
                       const std::string& reason, const std::string& message) {
    const ApiAnswer found = memory_->with_objects([&](MemoryObjects& objects) {
      return objects.get({"networking.k8s.io", "ingresses", "shop", name});
    });
    const std::string uid =
        found.ok() ? found.body.at("metadata").at("uid").get<std::string>() : "another";
    add("", "events", event(uid, type, time, reason, message));
  }
  void add_service(const Json& object) { add("", "services", object); }

  [[nodiscard]] std::string kubeconfig() const { return (folder_->path() / "config").string(); }

  [[nodiscard]] cli_tests::Outcome verify(std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {CLI_BINARY, "verify", "--kubeconfig", kubeconfig()};
    more = more.empty() ? std::vector<std::string>{"--restore", "first"} : more;
    words.insert(words.end(), more.begin(), more.end());
    return cli_tests::run({.words = words, .folder = ".", .input = "", .environment = {}});
  }

  std::unique_ptr<MemoryCluster> memory_;
  std::optional<TemporaryFolder> folder_;
};

TEST_F(VerifyTest, AllServe) {
  add_ingress(ingress("web",
                      {{"kubernetes.io/ingress.class", "gce-internal"},
                       {"ingress.kubernetes.io/backends", R"({"web:80":"HEALTHY"})"}},
                      "10.128.0.5"));
  add_service(service("tcp", "LoadBalancer", "203.0.113.9"));
  const auto result = verify();
  EXPECT_EQ(result.exit, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("serving            Ingress shop/web  10.128.0.5\n"));
  EXPECT_THAT(result.out, HasSubstr("serving            Service shop/tcp  203.0.113.9\n"));
  EXPECT_THAT(result.out, HasSubstr("\n2 serving\n"));
}

TEST_F(VerifyTest, AHostNameOfAwsIsNoAddress) {
  Json object = ingress("web", {{"kubernetes.io/ingress.class", "gce"}});
  object["status"]["loadBalancer"]["ingress"] =
      Json::array({{{"hostname", "a.elb.amazonaws.com"}}});
  add_ingress(object);
  const auto result = verify();
  EXPECT_EQ(result.exit, 1);
  EXPECT_THAT(result.out, HasSubstr("no address         Ingress shop/web\n"));
}

TEST_F(VerifyTest, TheLastWarningIsToldWithWhatToDo) {
  add_ingress(ingress("web", {{"kubernetes.io/ingress.class", "gce"}}));
  add_event_about("web", "Normal", "01", "Sync", "fine");
  add_event_about("web", "Warning", "09", "Translate", "could not find service shop/web");
  add_event_about("other", "Warning", "10", "Sync", "of somebody else");
  const auto result = verify();
  EXPECT_EQ(result.exit, 1);
  EXPECT_THAT(result.out, HasSubstr("Translate: could not find service shop/web"));
  EXPECT_THAT(result.out, HasSubstr("Next: Restore or create the Service"));
  EXPECT_THAT(result.out, Not(HasSubstr("somebody else")));
}

TEST_F(VerifyTest, AWarningThatWasCuredIsNone) {
  add_ingress(ingress("web", {{"kubernetes.io/ingress.class", "gce"}}, "203.0.113.9"));
  add_event_about("web", "Warning", "01", "Translate", "could not find service shop/web");
  add_event_about("web", "Normal", "09", "Sync", "scheduled");
  const auto result = verify();
  EXPECT_EQ(result.exit, 0);
  EXPECT_THAT(result.out, Not(HasSubstr("could not find")));
}

TEST_F(VerifyTest, UnhealthyBackendsAndParkedObjectsAreProblems) {
  add_ingress(ingress("web",
                      {{"kubernetes.io/ingress.class", "gce"},
                       {"ingress.kubernetes.io/backends", R"({"a":"HEALTHY","b":"UNHEALTHY"})"}},
                      "203.0.113.9"));
  add_ingress(ingress("admin", {{"kubernetes.io/ingress.class", "eks2gke-parked"},
                                {"eks2gke.io/verdict", "parked"},
                                {"eks2gke.io/summary", "parked: a web ACL"},
                                {"eks2gke.io/next-step", "Name a policy."}}));
  const auto result = verify();
  EXPECT_EQ(result.exit, 1);
  EXPECT_THAT(result.out, HasSubstr("unhealthy: b\n"));
  EXPECT_THAT(result.out, HasSubstr("parked             Ingress shop/admin\n"));
  EXPECT_THAT(result.out, HasSubstr("parked: a web ACL"));
  EXPECT_THAT(result.out, HasSubstr("Next: Name a policy."));
  EXPECT_THAT(result.out, HasSubstr("1 unhealthy, 1 parked"));
}

TEST_F(VerifyTest, ObjectsOfOtherRestoresAndWithoutAVerdictAreNotLookedAt) {
  Json other = ingress("other", {{"kubernetes.io/ingress.class", "gce"}});
  other["metadata"]["labels"]["velero.io/restore-name"] = "second";
  add_ingress(other);
  Json untouched = ingress("plain", {{"kubernetes.io/ingress.class", "gce"}});
  untouched["metadata"]["annotations"].erase("eks2gke.io/verdict");
  add_ingress(untouched);
  const auto result = verify();
  EXPECT_EQ(result.exit, 0);
  EXPECT_THAT(result.out, HasSubstr("Nothing of this restore was translated"));
}

TEST_F(VerifyTest, ASlipInTheNameIsAnError) {
  const auto result = verify({"--restore", "frist"});
  EXPECT_EQ(result.exit, 2);
  EXPECT_THAT(result.err, HasSubstr(R"(there is no restore "frist" in namespace velero)"));
}

TEST_F(VerifyTest, JsonIsForMachines) {
  add_service(service("tcp", "ClusterIP", ""));
  const auto result = verify({"--restore", "first", "-o", "json"});
  EXPECT_EQ(result.exit, 0);
  const auto read = translator::parse_json(result.out);
  ASSERT_TRUE(read) << result.out;
  EXPECT_EQ(read->value.at("schema"), "eks2gke.io/verify/v1");
  EXPECT_EQ(read->value.at("objects").at(0).at("state"), "noAddressNeeded");
  EXPECT_EQ(read->value.at("totals").at("noAddressNeeded"), 1);
}

TEST_F(VerifyTest, NoClusterIsItsOwnExitCode) {
  const std::string config = kubeconfig();
  memory_.reset();
  const auto result =
      cli_tests::run({.words = {CLI_BINARY, "verify", "--kubeconfig", config, "--restore", "first"},
                      .folder = ".",
                      .input = "",
                      .environment = {}});
  EXPECT_EQ(result.exit, 3) << result.out;
  EXPECT_THAT(result.err, HasSubstr("error: "));
}

}  // namespace
}  // namespace cmd
