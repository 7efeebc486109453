#include "translator/alb.h"

#include <ostream>

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "tests/support/trials.h"

namespace {

using support::json;
using translator::AlbIngress;
using translator::Context;
using translator::IngressOwner;
using translator::Json;

// Classes of a cluster: two of AWS, one with parameters, one of nginx.
constexpr std::string_view kClasses = R"([
  {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},
   "spec":{"controller":"ingress.k8s.aws/alb"}},
  {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"auto"},
   "spec":{"controller":"eks.amazonaws.com/alb","parameters":{"name":"auto-params"}}},
  {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"private"},
   "spec":{"controller":"ingress.k8s.aws/alb","parameters":{"name":"params"}}},
  {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"lost"},
   "spec":{"controller":"ingress.k8s.aws/alb","parameters":{"name":"not-in-the-backup"}}},
  {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"nginx"},
   "spec":{"controller":"k8s.io/ingress-nginx"}},
  {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"params"},
   "spec":{"scheme":"internal","group":{"name":"back"}}},
  {"apiVersion":"eks.amazonaws.com/v1","kind":"IngressClassParams",
   "metadata":{"name":"auto-params"},"spec":{"scheme":"internet-facing"}}])";

const char* const kAlbKey = R"("alb.ingress.kubernetes.io/target-type":"ip")";
const char* const kElb = "k8s-shop-0a1b.us-east-1.elb.amazonaws.com";

struct RecognitionCase {
  const char* name;
  std::string annotations;
  std::string class_field = {};
  std::string finalizer = {};
  std::string hostname = {};
  IngressOwner owner = IngressOwner::none;
  bool class_known = true;
};

void PrintTo(const RecognitionCase& trial, std::ostream* stream) { *stream << trial.name; }

class Recognition : public testing::TestWithParam<RecognitionCase> {};

TEST_P(Recognition, TellsWhoseIngressItIs) {
  const RecognitionCase& trial = GetParam();
  Json ingress = support::ingress("web", trial.annotations);
  if (!trial.class_field.empty()) {
    ingress["spec"]["ingressClassName"] = trial.class_field;
  }
  if (!trial.finalizer.empty()) {
    ingress["metadata"]["finalizers"] = {trial.finalizer};
  }
  Json backup_item = ingress;
  backup_item["status"]["loadBalancer"]["ingress"] = Json::array({{{"hostname", trial.hostname}}});
  const auto surroundings = support::backup(kClasses);
  const AlbIngress alb = read_alb_ingress(
      ingress, Context{surroundings, translator::default_settings(), &backup_item, {}});
  EXPECT_EQ(alb.owner, trial.owner);
  EXPECT_EQ(alb.class_known, trial.class_known);
}

const RecognitionCase kRecognition[] = {
    // the field
    {"FieldAlb", "", "alb", "", "", IngressOwner::alb},
    {"FieldOfAutoMode", "", "auto", "", "", IngressOwner::alb},
    {"FieldWithParameters", "", "private", "", "", IngressOwner::alb},
    {"FieldWithLostParameters", "", "lost", "", "", IngressOwner::alb, false},
    {"FieldNginx", "", "nginx", "", "", IngressOwner::none},
    {"FieldNginxWithAlbKey", kAlbKey, "nginx", "", "", IngressOwner::foreign},
    {"FieldNginxWithFinalizer", "", "nginx", "ingress.k8s.aws/resources", "",
     IngressOwner::foreign},
    // a class that is not in the backup
    {"UnknownField", "", "team", "", "", IngressOwner::none},
    {"UnknownFieldWithAlbKey", kAlbKey, "team", "", "", IngressOwner::alb, false},
    {"UnknownFieldWithFinalizer", "", "team", "group.ingress.k8s.aws/edge", "", IngressOwner::alb,
     false},
    {"UnknownFieldWithStatus", "", "team", "", kElb, IngressOwner::alb, false},
    // the annotation decides alone when it is there
    {"AnnotationAlb", R"("kubernetes.io/ingress.class":"alb")", "", "", "", IngressOwner::alb},
    {"AnnotationAlbBesideFieldNginx", R"("kubernetes.io/ingress.class":"alb")", "nginx", "", "",
     IngressOwner::alb},
    {"AnnotationNginxBesideFieldAlb", R"("kubernetes.io/ingress.class":"nginx")", "alb", "", "",
     IngressOwner::none},
    {"AnnotationNginxWithAlbKey",
     std::string(R"("kubernetes.io/ingress.class":"nginx",)") + kAlbKey, "", "", "",
     IngressOwner::foreign},
    {"RenamedAnnotationClassWithFinalizer", R"("kubernetes.io/ingress.class":"our-alb")", "",
     "ingress.k8s.aws/resources", "", IngressOwner::alb},
    {"RenamedAnnotationClassWithStatus", R"("kubernetes.io/ingress.class":"our-alb")", "", "", kElb,
     IngressOwner::alb},
    {"RenamedAnnotationClassAlone", R"("kubernetes.io/ingress.class":"our-alb")", "", "", "",
     IngressOwner::none},
    // GKE takes an empty annotation for no class at all
    {"EmptyAnnotation", R"("kubernetes.io/ingress.class":"")", "", "", "", IngressOwner::none},
    {"EmptyAnnotationWithAlbKey", std::string(R"("kubernetes.io/ingress.class":"",)") + kAlbKey, "",
     "", "", IngressOwner::alb},
    {"EmptyAnnotationBesideFieldAlb", R"("kubernetes.io/ingress.class":"")", "alb", "", "",
     IngressOwner::alb},
    // no class
    {"NothingOfAws", "", "", "", "", IngressOwner::none},
    {"OnlyAlbKey", kAlbKey, "", "", "", IngressOwner::alb},
    {"OnlyFinalizer", "", "", "ingress.k8s.aws/resources", "", IngressOwner::alb},
    {"OnlyStatus", "", "", "", kElb, IngressOwner::alb},
    {"OnlyForeignStatus", "", "", "", "lb.example.com", IngressOwner::none},
    {"OnlyForeignFinalizer", "", "", "example.com/keep", "", IngressOwner::none},
};

INSTANTIATE_TEST_SUITE_P(Alb, Recognition, testing::ValuesIn(kRecognition),
                         support::trial_name<RecognitionCase>);

AlbIngress read(const Json& ingress, const translator::Surroundings& surroundings) {
  return read_alb_ingress(ingress,
                          Context{surroundings, translator::default_settings(), nullptr, {}});
}

TEST(Alb, AClassWithoutABackupIsNotKnown) {
  const translator::NoSurroundings nothing("no access");
  const Json by_field = support::ingress("web", "", R"({"ingressClassName":"alb"})");
  EXPECT_EQ(read(by_field, nothing).owner, IngressOwner::alb);
  EXPECT_FALSE(read(by_field, nothing).class_known);
  const Json by_annotation = support::ingress("web", R"("kubernetes.io/ingress.class":"alb")");
  EXPECT_TRUE(read(by_annotation, nothing).class_known);
}

TEST(Alb, ParametersOfTheClassApplyToTheFieldOnly) {
  const auto surroundings = support::backup(kClasses);
  const Json by_field = support::ingress("web", "", R"({"ingressClassName":"private"})");
  EXPECT_NE(read(by_field, surroundings).class_params, nullptr);
  EXPECT_EQ(read(by_field, surroundings).group, "back");
  const Json by_both = support::ingress("web", R"("kubernetes.io/ingress.class":"alb")",
                                        R"({"ingressClassName":"private"})");
  EXPECT_EQ(read(by_both, surroundings).class_params, nullptr);
  EXPECT_EQ(read(by_both, surroundings).group, "");
}

TEST(Alb, TheGroupOfTheClassWinsOverTheAnnotation) {
  const auto surroundings = support::backup(kClasses);
  const Json ingress = support::ingress("web", R"("alb.ingress.kubernetes.io/group.name":"edge")",
                                        R"({"ingressClassName":"private"})");
  EXPECT_EQ(read(ingress, surroundings).group, "back");
}

struct SchemeCase {
  const char* name;
  std::string class_field;
  std::string scheme;     // of the Ingress; "-" is absent
  std::string of_member;  // of another member of its group; "" is no member, "-" without scheme
  bool internet_facing;
  bool problem;
  std::string key;
};

void PrintTo(const SchemeCase& trial, std::ostream* stream) { *stream << trial.name; }

class Schemes : public testing::TestWithParam<SchemeCase> {};

std::string scheme_annotation(const std::string& scheme) {
  return scheme == "-" ? "" : R"(,"alb.ingress.kubernetes.io/scheme":")" + scheme + "\"";
}

TEST_P(Schemes, AreDecidedByTheStrongestWord) {
  const SchemeCase& trial = GetParam();
  auto surroundings = support::backup(kClasses);
  const std::string group = R"("alb.ingress.kubernetes.io/group.name":"edge")";
  const Json ingress = support::ingress("web", group + scheme_annotation(trial.scheme),
                                        R"({"ingressClassName":")" + trial.class_field + "\"}");
  surroundings.add(ingress);
  if (!trial.of_member.empty()) {
    surroundings.add(support::ingress("other", group + scheme_annotation(trial.of_member),
                                      R"({"ingressClassName":"alb"})"));
  }
  const Context context{surroundings, translator::default_settings(), nullptr, {}};
  const translator::Scheme scheme = scheme_of(ingress, read(ingress, surroundings), context);
  EXPECT_EQ(scheme.internet_facing, trial.internet_facing);
  EXPECT_EQ(!scheme.problem.empty(), trial.problem) << scheme.problem;
  EXPECT_EQ(scheme.key, trial.key);
}

const char* const kSchemeKey = "alb.ingress.kubernetes.io/scheme";
const char* const kParamsKey = "IngressClassParams spec.scheme";

const SchemeCase kSchemes[] = {
    {"AbsentIsInternal", "alb", "-", "", false, false, ""},
    {"Internal", "alb", "internal", "", false, false, kSchemeKey},
    {"InternetFacing", "alb", "internet-facing", "", true, false, kSchemeKey},
    {"ParametersInternalWin", "private", "internet-facing", "", false, false, kParamsKey},
    {"ParametersPublicWin", "auto", "internal", "", true, false, kParamsKey},
    {"UnknownWord", "alb", "internet_facing", "", false, true, kSchemeKey},
    {"WordsAreCaseSensitive", "alb", "Internet-Facing", "", false, true, kSchemeKey},
    {"EmptyWord", "alb", "", "", false, true, kSchemeKey},
    {"EmptyWordBesidePublicMember", "alb", "", "internet-facing", false, true, kSchemeKey},
    {"MemberDecides", "alb", "-", "internet-facing", true, false, kSchemeKey},
    {"MemberWithoutSchemeIsSilent", "alb", "internet-facing", "-", true, false, kSchemeKey},
    {"MembersAgree", "alb", "internet-facing", "internet-facing", true, false, kSchemeKey},
    {"MembersDiffer", "alb", "internet-facing", "internal", false, true, kSchemeKey},
    {"MembersDifferTheOtherWay", "alb", "internal", "internet-facing", false, true, kSchemeKey},
    {"MemberWithUnknownWord", "alb", "-", "public", false, true, kSchemeKey},
};

INSTANTIATE_TEST_SUITE_P(Alb, Schemes, testing::ValuesIn(kSchemes),
                         support::trial_name<SchemeCase>);

TEST(Alb, MembersAreTheOtherIngressesOfTheGroupInAllNamespaces) {
  auto surroundings = support::backup(R"([
    {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web",
     "namespace":"other","annotations":{"kubernetes.io/ingress.class":"alb",
     "alb.ingress.kubernetes.io/group.name":"edge"}}},
    {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"of-nginx",
     "namespace":"shop","annotations":{"kubernetes.io/ingress.class":"nginx",
     "alb.ingress.kubernetes.io/group.name":"edge"}}},
    {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"of-another-group",
     "namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb",
     "alb.ingress.kubernetes.io/group.name":"back"}}},
    {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"alone",
     "namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}}])");
  const Json ingress = support::ingress(
      "web",
      R"("kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/group.name":"edge")");
  surroundings.add(ingress);
  const Context context{surroundings, translator::default_settings(), nullptr, {}};
  const auto members = other_members(ingress, read(ingress, surroundings), context);
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(translator::namespace_of(*members[0]), "other");
  // Ingresses without a group are no group of their own.
  const Json alone = support::ingress("alone", R"("kubernetes.io/ingress.class":"alb")");
  EXPECT_TRUE(other_members(alone, read(alone, surroundings), context).empty());
}

TEST(Alb, BackendsAreServicePortsOnceAndInOrder) {
  auto surroundings = support::backup();
  surroundings.add(support::service(
      "web", "", R"({"ports":[{"name":"http","port":80},{"name":"admin","port":8080}]})"));
  const Json ingress = support::ingress("web", "", R"({
    "defaultBackend":{"service":{"name":"web","port":{"name":"admin"}}},
    "rules":[{"http":{"paths":[
      {"backend":{"service":{"name":"web","port":{"number":80}}}},
      {"backend":{"service":{"name":"web","port":{"name":"http"}}}},
      {"backend":{"service":{"name":"gone","port":{"name":"http"}}}},
      {"backend":{"service":{"name":"web","port":{"number":81}}}},
      {"backend":{"service":{"name":"split","port":{"name":"use-annotation"}}}},
      {"backend":{"resource":{"kind":"Bucket"}}}]}}]})");
  const auto backends =
      backends_of(ingress, Context{surroundings, translator::default_settings(), nullptr, {}});
  std::string text;
  for (const translator::Backend& backend : backends) {
    text += backend.service + ":" + backend.port + (backend.object == nullptr ? "?" : "") +
            (backend.port_object == nullptr ? "! " : " ");
  }
  EXPECT_EQ(text, "web:8080 web:80 gone:http?! web:81! ");
  EXPECT_TRUE(translator::has_action_backend(ingress));
  EXPECT_FALSE(translator::has_action_backend(support::ingress("web", "")));
}

TEST(Alb, BackendsOfActionsAreTheServicesThatGetTraffic) {
  auto surroundings = support::backup();
  surroundings.add(support::service(
      "web", "", R"({"ports":[{"name":"http","port":80},{"name":"admin","port":8080}]})"));
  Json ingress = support::ingress("web", "", R"({
    "defaultBackend":{"service":{"name":"shift","port":{"name":"use-annotation"}}},
    "rules":[{"http":{"paths":[
      {"backend":{"service":{"name":"web","port":{"number":80}}}},
      {"backend":{"service":{"name":"deny","port":{"name":"use-annotation"}}}},
      {"backend":{"service":{"name":"broken","port":{"name":"use-annotation"}}}},
      {"backend":{"service":{"name":"outside","port":{"name":"use-annotation"}}}}]}}]})");
  Json& annotations = ingress["metadata"]["annotations"];
  annotations[translator::alb_key("actions.shift")] =
      R"({"type":"forward","forwardConfig":{"targetGroups":[
        {"serviceName":"web","servicePort":"admin","weight":1},
        {"serviceName":"web","servicePort":"80","weight":1},
        {"serviceName":"idle","servicePort":80,"weight":0},
        {"serviceName":"new","servicePort":80,"weight":1}]}})";
  annotations[translator::alb_key("actions.deny")] =
      R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":"403"}})";
  annotations[translator::alb_key("actions.broken")] = "{";
  annotations[translator::alb_key("actions.outside")] =
      R"({"type":"forward","targetGroupARN":"a"})";
  std::string text;
  for (const auto& backend : translator::backends_of(
           ingress, Context{surroundings, translator::default_settings(), nullptr, {}})) {
    text += backend.service + ":" + backend.port + (backend.object == nullptr ? "? " : " ");
  }
  EXPECT_EQ(text, "web:8080 web:80 new:80? ");
}

TEST(Alb, BackendsAreInTheNamespaceOfTheIngress) {
  auto surroundings = support::backup();
  Json elsewhere = support::service("web", "", R"({"ports":[{"port":80}]})");
  elsewhere["metadata"]["namespace"] = "other";
  surroundings.add(elsewhere);
  const Json ingress = support::ingress(
      "web", "", R"({"defaultBackend":{"service":{"name":"web","port":{"number":80}}}})");
  const auto backends =
      backends_of(ingress, Context{surroundings, translator::default_settings(), nullptr, {}});
  ASSERT_EQ(backends.size(), 1U);
  EXPECT_EQ(backends[0].object, nullptr);
}

TEST(Alb, AServiceSettingWinsAsAWhole) {
  const Json service =
      support::service("web", R"("alb.ingress.kubernetes.io/healthcheck-path":"/s")", "{}");
  const Json ingress = support::ingress("web", R"("alb.ingress.kubernetes.io/healthcheck-path":"/i",
      "alb.ingress.kubernetes.io/success-codes":"200")");
  translator::Backend backend;
  backend.object = &service;
  const auto path = target_group_setting(ingress, backend, translator::alb_key("healthcheck-path"));
  ASSERT_TRUE(path);
  EXPECT_EQ(path->value, "/s");
  EXPECT_TRUE(path->from_service);
  const auto codes = target_group_setting(ingress, backend, translator::alb_key("success-codes"));
  ASSERT_TRUE(codes);
  EXPECT_EQ(codes->value, "200");
  EXPECT_FALSE(codes->from_service);
  EXPECT_FALSE(target_group_setting(ingress, backend, translator::alb_key("target-type")));
}

}  // namespace
