// The fold: what is done with the answers of the rows.

#include "translator/translate.h"

#include <gtest/gtest.h>

#include "tests/support/laws.h"
#include "tests/support/objects.h"
#include "translator/finding.h"
#include "translator/gke_names.h"

namespace {

using support::annotation_of;
using support::finding_of;
using support::json;
using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::Pointer;
using translator::Translation;
using translator::Verdict;

const char* const kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";
constexpr std::string_view kInternal =
    R"("kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/scheme":"internal")";
constexpr std::string_view kPublic =
    R"("kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/scheme":"internet-facing")";

std::string with(std::string_view annotations, const std::string& more) {
  return std::string(annotations) + "," + more;
}

// --- untouched, undone -------------------------------------------------------------------------

TEST(Translate, WhatIsNotOfAwsComesBackEqual) {
  for (const char* text :
       {R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"a"}})",
        R"({"apiVersion":"v1","kind":"Service","metadata":{},"spec":null})",
        R"({"apiVersion":"v1","kind":"Pod","metadata":{"annotations":null}})",
        R"({"apiVersion":"v1","kind":"ConfigMap","data":{"x":"arn:aws:s3:::b"}})",
        R"({"kind":"Ingress"})"}) {
    const Json object = json(text);
    const Translation result = support::translate(object);
    EXPECT_EQ(result.fate, Fate::untouched) << text;
    EXPECT_EQ(result.object, object);
    EXPECT_TRUE(result.findings.empty());
    EXPECT_EQ(result.summary, "");
  }
}

// The settings can open its Ingress, so they count for the Service, too.
TEST(Translate, AServiceBehindAParkedIngressAsksItsNeighbour) {
  const Json service = json(
      R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},"spec":{"ports":[{"port":80}]}})");
  translator::BackupObjects surroundings;
  surroundings.add(service);
  EXPECT_FALSE(support::translate(service, surroundings).asked_neighbours);
  surroundings.add(support::ingress(
      "web", with(kPublic, R"("alb.ingress.kubernetes.io/wafv2-acl-arn":"arn:aws:wafv2:x")"),
      R"({"defaultBackend":{"service":{"name":"web","port":{"number":80}}}})"));
  const Translation result = support::translate(service, surroundings);
  EXPECT_EQ(result.fate, Fate::untouched);
  EXPECT_TRUE(result.asked_neighbours);
}

TEST(Translate, TheOriginalAnnotationIsEnoughToUndoEverything) {
  Json ingress =
      support::ingress("web", with(kInternal, R"("a":"b","velero.io/restore-status":"false")"),
                       R"({"ingressClassName":"x","rules":[{"host":"a"}]})");
  ingress["metadata"]["finalizers"] = {"ingress.k8s.aws/resources", "b"};
  const Translation result = support::translate(ingress);
  ASSERT_EQ(result.fate, Fate::translated);
  EXPECT_EQ(nlohmann::json::parse(support::undone(result.object).dump()),
            nlohmann::json::parse(support::without_bookkeeping(ingress).dump()));
}

// --- annotations of the result -----------------------------------------------------------------

TEST(Translate, AChangedItemCarriesVerdictSummaryAndOriginal) {
  Json ingress = support::ingress("web", kInternal);
  ingress["metadata"]["managedFields"] = Json::array({{{"manager", "x"}}});
  const Translation result = support::translate(ingress);
  EXPECT_EQ(annotation_of(result.object, "eks2gke.io/verdict"), "translated");
  EXPECT_EQ(annotation_of(result.object, "eks2gke.io/summary"), "translated: 3 translated");
  EXPECT_EQ(result.summary, "translated: 3 translated");
  EXPECT_EQ(annotation_of(result.object, "eks2gke.io/next-step"), "(absent)");
  EXPECT_EQ(annotation_of(result.object, "velero.io/restore-status"), "false");
  EXPECT_EQ(translator::find(result.object, Pointer("/metadata/managedFields")), nullptr);
  EXPECT_EQ(
      annotation_of(result.object, "eks2gke.io/original"),
      R"({"schema":"eks2gke.io/original/v1","edits":[)"
      R"({"path":"/metadata/annotations/alb.ingress.kubernetes.io~1scheme","value":"internal"},)"
      R"({"path":"/metadata/annotations/kubernetes.io~1ingress.class","value":"alb"}]})");
}

TEST(Translate, OnlyIngressesAndServicesAskForNoStatus) {
  Json pod = json(R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p",
                      "finalizers":["networking.k8s.aws/resources"]}})");
  const Translation result = support::translate(pod);
  ASSERT_EQ(result.fate, Fate::translated);
  EXPECT_EQ(annotation_of(result.object, "velero.io/restore-status"), "(absent)");
}

TEST(Translate, IncomingAnnotationsOfOursAreNotBelieved) {
  const std::string forged = R"("eks2gke.io/verdict":"translated","eks2gke.io/original":"{}",)"
                             R"("eks2gke.io/next-step":"none","eks2gke.io/summary":"all is well")";
  const Translation parked = support::translate(support::ingress(
      "web", with(kPublic, forged + R"(,"alb.ingress.kubernetes.io/auth-type":"oidc")")));
  EXPECT_EQ(parked.fate, Fate::parked);
  EXPECT_EQ(annotation_of(parked.object, "eks2gke.io/verdict"), "parked");
  EXPECT_NE(annotation_of(parked.object, "eks2gke.io/original"), "{}");
  EXPECT_NE(annotation_of(parked.object, "eks2gke.io/next-step"), "none");
  const Translation translated =
      support::translate(support::ingress("web", with(kInternal, forged)));
  EXPECT_EQ(annotation_of(translated.object, "eks2gke.io/next-step"), "(absent)");
  EXPECT_NE(annotation_of(translated.object, "eks2gke.io/summary"), "all is well");
  // nothing of AWS: nothing is looked at, nothing is changed
  EXPECT_EQ(support::translate(support::ingress("web", forged)).fate, Fate::untouched);
}

TEST(Translate, TheNextStepsOfTheWorstFindingsAreOnAParkedItemEachOnce) {
  const Translation result = support::translate(support::ingress(
      "web", with(kPublic, R"("alb.ingress.kubernetes.io/inbound-cidrs":"10.0.0.0/8",
                             "alb.ingress.kubernetes.io/never-heard-of":"openid",
                             "alb.ingress.kubernetes.io/group.name":"edge")")));
  const std::string steps = annotation_of(result.object, "eks2gke.io/next-step");
  for (const char* word : {"securityPolicies", "never-heard-of", "backup of all namespaces"}) {
    EXPECT_NE(steps.find(word), std::string::npos) << word;
  }
  EXPECT_EQ(steps.find("Point the DNS name"), std::string::npos) << "a lesser finding's";
  Finding finding{.key = "k", .message = "m.", .next_step = "Do it.", .rule = "x"};
  finding.verdict = Verdict::refused;
  const auto object = support::ingress("web", kInternal);
  const auto surroundings = support::backup();
  const Translation twice = translate(
      object,
      translator::context_for(object, surroundings, translator::default_settings(), nullptr),
      {finding, finding});
  EXPECT_EQ(annotation_of(twice.object, "eks2gke.io/next-step"), "Do it.");
}

TEST(Translate, LongSummariesAreCutBetweenCharacters) {
  Finding finding{.key = "k", .rule = "x"};
  finding.verdict = Verdict::refused;
  const auto object = support::ingress("web", kInternal);
  const auto surroundings = support::backup();
  for (const std::size_t blanks : {0U, 1U}) {
    finding.message = std::string(blanks, ' ');
    for (int i = 0; i < 800; ++i) {
      finding.message += "ü";
    }
    const Translation result = translate(
        object,
        translator::context_for(object, surroundings, translator::default_settings(), nullptr),
        {finding});
    const std::string summary = annotation_of(result.object, "eks2gke.io/summary");
    EXPECT_LE(summary.size(), 1024U + 3);
    EXPECT_GE(summary.size(), 1024U);
    EXPECT_EQ(summary.substr(summary.size() - 5), "ü...") << "whole characters only";
  }
}

TEST(Translate, TheOriginalIsBoundedAndWhatIsMissingIsTold) {
  const std::string large(70000, 'x');
  const Translation result = support::translate(support::ingress(
      "web", with(kInternal, R"("alb.ingress.kubernetes.io/dry-run-plan":")" + large + "\"")));
  ASSERT_EQ(result.fate, Fate::translated);
  EXPECT_LE(annotation_of(result.object, "eks2gke.io/original").size(), 65536U);
  const Finding* told = finding_of(result, "original-too-large");
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->verdict, Verdict::approximated);
  EXPECT_EQ(told->key, "eks2gke.io/original");
  EXPECT_NE(told->message.find("1 replaced value"), std::string::npos);
  const Finding* plan = finding_of(result, "ingress-dry-run-plan");
  ASSERT_NE(plan, nullptr);
  EXPECT_EQ(plan->from, large);
}

// --- last applied ------------------------------------------------------------------------------

TEST(Translate, TheLastAppliedConfigurationNeverGainsAKeyOfGke) {
  for (const std::string_view scheme : {kInternal, kPublic}) {
    Json ingress = support::ingress("web", scheme);
    const Json applied = {{"metadata", {{"annotations", ingress["metadata"]["annotations"]}}}};
    ingress["metadata"]["annotations"][kLastApplied] = applied.dump();
    const Translation result = support::translate(ingress);
    EXPECT_EQ(annotation_of(result.object, kLastApplied), R"({"metadata":{"annotations":{}}})");
  }
  Json service = support::service(
      "tcp", "", R"({"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"})");
  service["metadata"]["annotations"][kLastApplied] =
      R"({"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})";
  EXPECT_EQ(annotation_of(support::translate(service).object, kLastApplied),
            R"({"spec":{"type":"LoadBalancer"}})");
}

TEST(Translate, AnUnreadableLastAppliedConfigurationIsToldAndLeft) {
  const Translation result = support::translate(
      support::ingress("web", with(kInternal, "\"" + std::string(kLastApplied) + R"(":"{")")));
  EXPECT_EQ(annotation_of(result.object, kLastApplied), "{");
  const Finding* told = finding_of(result, "last-applied-unreadable", kLastApplied);
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->verdict, Verdict::needs_action);
  EXPECT_FALSE(told->next_step.empty());
}

// --- parked or not -----------------------------------------------------------------------------

struct DoorCase {
  const char* name;
  const char* object;
  Verdict verdict;
  Fate fate;
};

TEST(Translate, FindingsOfTheDoorsTakePartInTheJudgement) {
  const char* internal = R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":
      {"name":"a","annotations":{"kubernetes.io/ingress.class":"alb"}}})";
  const char* of_the_internet = R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":
      {"name":"a","annotations":{"kubernetes.io/ingress.class":"alb",
      "alb.ingress.kubernetes.io/scheme":"internet-facing"}}})";
  const char* pod = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"a",
      "finalizers":["networking.k8s.aws/resources"]}})";
  const DoorCase cases[] = {
      {"harmless", internal, Verdict::approximated, Fate::translated},
      {"needs action", of_the_internet, Verdict::needs_action, Fate::translated},
      {"invalid and internal", internal, Verdict::invalid, Fate::translated},
      {"unknown and internal", internal, Verdict::unknown, Fate::translated},
      {"invalid and public", of_the_internet, Verdict::invalid, Fate::parked},
      {"unknown and public", of_the_internet, Verdict::unknown, Fate::parked},
      {"refused and internal", internal, Verdict::refused, Fate::parked},
      {"refused, but no kind to park", pod, Verdict::refused, Fate::translated},
  };
  for (const DoorCase& trial : cases) {
    SCOPED_TRACE(trial.name);
    const Json object = json(trial.object);
    const auto surroundings = support::backup();
    Finding finding{.key = "k", .message = "A door says so.", .rule = "cluster-write-failed"};
    finding.verdict = trial.verdict;
    const Translation result = translate(
        object,
        translator::context_for(object, surroundings, translator::default_settings(), nullptr),
        {finding});
    EXPECT_EQ(result.fate, trial.fate);
    EXPECT_NE(finding_of(result, "cluster-write-failed"), nullptr);
    if (trial.fate == Fate::parked) {
      EXPECT_EQ(result.summary, "parked: k: A door says so.");
      EXPECT_TRUE(result.companions.empty());
      EXPECT_TRUE(result.patches.empty());
    }
  }
}

TEST(Translate, OnlyIngressesAndServicesOfTheirOwnGroupsAreParked) {
  for (const char* text :
       {R"({"apiVersion":"v1","kind":"Pod"})", R"({"apiVersion":"x.io/v1","kind":"Ingress"})",
        R"({"apiVersion":"serving.knative.dev/v1","kind":"Service"})"}) {
    const Json object = json(text);
    const auto surroundings = support::backup();
    Finding finding{.key = "k", .rule = "x"};
    finding.verdict = Verdict::refused;
    EXPECT_EQ(translate(object,
                        translator::context_for(object, surroundings,
                                                translator::default_settings(), nullptr),
                        {finding})
                  .fate,
              Fate::untouched)
        << text;
  }
}

TEST(Translate, InternalNeverBecomesPublicWhateverStandsBeside) {
  for (const char* more :
       {R"("networking.gke.io/v1beta1.FrontendConfig":"x")",
        R"("kubernetes.io/ingress.global-static-ip-name":"x")",
        R"("alb.ingress.kubernetes.io/enable-frontend-nlb":"true")",
        R"("alb.ingress.kubernetes.io/frontend-nlb-scheme":"internet-facing")"}) {
    const Translation result = support::translate(support::ingress("web", with(kInternal, more)));
    EXPECT_FALSE(translator::is_public(result.object)) << more;
  }
}

// --- the sweep ---------------------------------------------------------------------------------

struct SweepCase {
  const char* name;
  const char* pod;        // members of a pod
  const char* key;        // of the finding; null: silent
  const char* next_step;  // a part of it
};

TEST(Sweep, TellsTextOfAwsThatNoRowAnswersFor) {
  const SweepCase cases[] = {
      {"an image of ECR",
       R"("spec":{"containers":[{"image":"1.dkr.ecr.eu-west-1.amazonaws.com/a"}]})",
       "/spec/containers/0/image", "pull Secret"},
      {"an image of ECR over both IP families",
       R"("spec":{"image":"1.dkr-ecr.eu-west-1.on.aws/a"})", "/spec/image", "pull Secret"},
      {"a role of EKS",
       R"("metadata":{"annotations":{"eks.amazonaws.com/role-arn":"arn:aws:iam::1:role/x"}})",
       "/metadata/annotations/eks.amazonaws.com~1role-arn", "identity"},
      {"a load balancer", R"("spec":{"env":"x.elb.eu-west-1.amazonaws.com"})", "/spec/env",
       "address of the load balancer"},
      {"another thing with elb in it", R"("spec":{"env":"x.elb.example.com"})", nullptr, ""},
      {"an ARN", R"("spec":{"env":"arn:aws-cn:s3:::bucket"})", "/spec/env", "takes its place"},
      {"a host", R"("spec":{"env":"s3.amazonaws.com"})", "/spec/env", "can be reached"},
      {"a newer host", R"("spec":{"env":"x.eu-west-1.on.aws"})", "/spec/env", "can be reached"},
      {"a label of a controller", R"("metadata":{"labels":{"service.k8s.aws/stack":"x"}})",
       "/metadata/labels/service.k8s.aws~1stack", "Take it out"},
      {"a key of external-dns",
       R"("metadata":{"annotations":{"external-dns.alpha.kubernetes.io/aws-weight":"1"}})",
       "/metadata/annotations/external-dns.alpha.kubernetes.io~1aws-weight", "Take it out"},
      {"a value with /aws- in it", R"("spec":{"path":"/opt/aws-cli"})", nullptr, ""},
      {"a key that holds more than text", R"("spec":{"k8s.aws":{"deep":[1]}})", "/spec/k8s.aws",
       "Take it out"},
      {"in a list of lists", R"("spec":{"a":[["x"],[["arn:aws:x"]]]})", "/spec/a/1/0/0",
       "takes its place"},
      // not looked at
      {"data", R"("data":{"x":"arn:aws:x"},"stringData":{"x":"arn:aws:x"})", nullptr, ""},
      {"status", R"("status":{"x":"arn:aws:x"})", nullptr, ""},
      {"managed fields", R"("metadata":{"managedFields":[{"x":"arn:aws:x"}]})", nullptr, ""},
      {"what kubectl applied",
       R"("metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"arn:aws"}})",
       nullptr, ""},
      {"what we wrote", R"("metadata":{"annotations":{"eks2gke.io/original":"arn:aws:x"}})",
       nullptr, ""},
      {"plain text", R"("spec":{"a":"awsome laws, k8s and amazon"})", nullptr, ""},
  };
  for (const SweepCase& trial : cases) {
    SCOPED_TRACE(trial.name);
    const Json pod = json(R"({"apiVersion":"v1","kind":"Pod",)" + std::string(trial.pod) + "}");
    const Translation result = support::translate(pod);
    EXPECT_EQ(result.fate, Fate::untouched);
    const Finding* finding = finding_of(result, "leftover");
    ASSERT_EQ(finding != nullptr, trial.key != nullptr);
    if (finding != nullptr) {
      EXPECT_EQ(finding->key, trial.key);
      EXPECT_EQ(finding->verdict, Verdict::needs_action);
      EXPECT_NE(finding->next_step.find(trial.next_step), std::string::npos) << finding->next_step;
      EXPECT_EQ(result.findings.size(), 1U);
      EXPECT_EQ(result.summary, "untouched: 1 needs-action");
    }
  }
}

TEST(Sweep, OnAnIngressOrServiceNobodyKnowsWhatSuchTextMeans) {
  const std::string note = R"("example.com/allow":"arn:aws:iam::1:role/x")";
  const Translation internal = support::translate(support::ingress("a", with(kInternal, note)));
  EXPECT_EQ(internal.fate, Fate::translated);
  ASSERT_NE(finding_of(internal, "leftover"), nullptr);
  EXPECT_EQ(finding_of(internal, "leftover")->verdict, Verdict::unknown);
  EXPECT_EQ(finding_of(internal, "leftover")->from, "arn:aws:iam::1:role/x");
  EXPECT_EQ(support::translate(support::ingress("a", with(kPublic, note))).fate, Fate::parked);
  // text alone makes no Ingress of another controller ours
  EXPECT_EQ(support::translate(support::ingress("a", note)).fate, Fate::untouched);
}

TEST(Sweep, IsSilentAboutWhatARowHasTold) {
  const Translation result = support::translate(support::ingress(
      "a", with(kInternal, R"("alb.ingress.kubernetes.io/certificate-arn":"arn:aws:acm:x")")));
  EXPECT_EQ(finding_of(result, "leftover"), nullptr);
}

// --- groups ------------------------------------------------------------------------------------

Translation of_group(const std::string& member_annotations, bool whole_cluster) {
  const std::string group = R"("alb.ingress.kubernetes.io/group.name":"edge")";
  auto surroundings = support::backup();
  if (whole_cluster) {
    support::add_every_namespace(surroundings);
  }
  Json member =
      support::ingress("member", R"("kubernetes.io/ingress.class":"alb",)" + group +
                                     (member_annotations.empty() ? "" : "," + member_annotations));
  member["metadata"]["namespace"] = "other";
  surroundings.add(member);
  return support::translate(support::ingress("web", with(kPublic, group)), surroundings);
}

TEST(Groups, AreJudgedAsAWhole) {
  EXPECT_EQ(of_group("", true).fate, Fate::translated);
  EXPECT_EQ(of_group("", false).fate, Fate::parked);
  const Translation unfinished = of_group("", false);
  ASSERT_NE(finding_of(unfinished, "ingress-group-member"), nullptr);
  EXPECT_NE(finding_of(unfinished, "ingress-group-member")->next_step.find("all namespaces"),
            std::string::npos);
  for (const char* protection :
       {R"("alb.ingress.kubernetes.io/never-heard-of":"x")",
        R"("alb.ingress.kubernetes.io/target-group-attributes":"stickiness")",
        R"("example.com/allow":"arn:aws:x")"}) {
    const std::string backend = protection;
    const Translation result = of_group(backend, true);
    const bool only_with_backends = backend.find("target-group-attributes") != std::string::npos;
    EXPECT_EQ(result.fate, only_with_backends ? Fate::translated : Fate::parked) << protection;
    if (!only_with_backends) {
      const Finding* finding = finding_of(result, "ingress-group-member");
      ASSERT_NE(finding, nullptr) << protection;
      EXPECT_EQ(finding->verdict, Verdict::refused);
      EXPECT_NE(finding->message.find("other/member of the same group edge: "), std::string::npos);
    }
  }
}

// Each member reads for itself what governs them all.
TEST(Groups, ShareTheProtectionOfOneMember) {
  for (const char* protection : {R"("alb.ingress.kubernetes.io/inbound-cidrs":"10.0.0.0/8")",
                                 R"("alb.ingress.kubernetes.io/wafv2-acl-arn":"arn:aws:x")"}) {
    const Translation result = of_group(protection, true);
    EXPECT_EQ(result.fate, Fate::parked) << protection;
    EXPECT_TRUE(std::any_of(result.findings.begin(), result.findings.end(),
                            [](const Finding& finding) {
                              return finding.verdict == Verdict::refused &&
                                     finding.message.find("other/member") != std::string::npos;
                            }))
        << protection;
  }
}

TEST(Groups, OfInternalLoadBalancersAreNotParkedForEachOther) {
  const std::string group = R"("alb.ingress.kubernetes.io/group.name":"back")";
  auto surroundings = support::backup();
  surroundings.add(support::ingress(
      "member", with(kInternal, group + R"(,"alb.ingress.kubernetes.io/auth-type":"oidc")")));
  const Translation result =
      support::translate(support::ingress("web", with(kInternal, group)), surroundings);
  EXPECT_EQ(result.fate, Fate::translated);
  EXPECT_EQ(finding_of(result, "ingress-group-member"), nullptr);
}

TEST(Groups, AServiceBehindAParkedGroupGetsNothing) {
  const std::string group = R"("alb.ingress.kubernetes.io/group.name":"edge")";
  const std::string spec = R"({"defaultBackend":{"service":{"name":"web","port":{"number":80}}}})";
  auto surroundings = support::backup();
  support::add_every_namespace(surroundings);
  surroundings.add(support::ingress("web", with(kPublic, group), spec));
  const Json service = support::service("web", "", R"({"ports":[{"port":80}]})");
  surroundings.add(service);
  EXPECT_EQ(support::translate(service, surroundings).fate, Fate::translated);
  surroundings.add(support::ingress(
      "member", with(kPublic, group + R"(,"alb.ingress.kubernetes.io/auth-type":"oidc")")));
  EXPECT_EQ(support::translate(service, surroundings).fate, Fate::untouched);
}

// --- words -------------------------------------------------------------------------------------

TEST(Words, OfVerdictsFatesAndSites) {
  std::string verdicts;
  for (const Verdict verdict :
       {Verdict::translated, Verdict::dropped, Verdict::approximated, Verdict::needs_action,
        Verdict::invalid, Verdict::unknown, Verdict::refused}) {
    verdicts += std::string(name_of(verdict)) + " ";
  }
  EXPECT_EQ(verdicts, "translated dropped approximated needs-action invalid unknown refused ");
  std::string fates;
  for (const Fate fate : {Fate::untouched, Fate::translated, Fate::parked, Fate::skipped}) {
    fates += std::string(name_of(fate)) + " ";
  }
  EXPECT_EQ(fates, "untouched translated parked skipped ");
  EXPECT_EQ((translator::Site{"translator/rules/x.cpp", 7}.text()), "translator/rules/x.cpp:7");
  EXPECT_EQ(translator::Site{}.text(), "");
  EXPECT_EQ(translator::worst_of({}), Verdict::translated);
}

TEST(Words, EveryFindingNamesItsRowAndItsPlace) {
  const Translation result = support::translate(support::ingress(
      "web", with(kPublic, R"("alb.ingress.kubernetes.io/auth-type":"oidc","x":"arn:aws:x")")));
  for (const Finding& finding : result.findings) {
    EXPECT_NE(finding.rule, "");
    EXPECT_EQ(finding.site.text().rfind("translator/", 0), 0U) << finding.site.text();
    EXPECT_GT(finding.site.line, 0U);
  }
}

TEST(Names, OfCompanionsAreAtMost63CharactersWithAHash) {
  EXPECT_EQ(translator::companion_name(std::string(63, 'a')), std::string(63, 'a'));
  // printf aaaa… | sha256sum
  EXPECT_EQ(translator::companion_name(std::string(64, 'a')), std::string(54, 'a') + "-ffe054fe");
  EXPECT_NE(translator::companion_name(std::string(64, 'a')),
            translator::companion_name(std::string(65, 'a')));
}

}  // namespace
