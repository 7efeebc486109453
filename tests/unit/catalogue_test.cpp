#include "translator/catalogue.h"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "translator/edits.h"
#include "translator/settings_yaml.h"

namespace {

using translator::all_rules;
using translator::Rule;

// Rows with a function: the others belong to the fold.
std::vector<const Rule*> rows_with_a_function() {
  std::vector<const Rule*> rows;
  const auto rules = all_rules();
  std::copy_if(rules.begin(), rules.end(), std::back_inserter(rows),
               [](const Rule* rule) { return rule->apply != nullptr; });
  return rows;
}

translator::Outcome outcome_of(
    const Rule& rule, const translator::Json& object, const translator::Surroundings& surroundings,
    const translator::Settings& settings = translator::default_settings()) {
  return rule.apply(object, translator::context_for(object, surroundings, settings, &object));
}

TEST(Catalogue, IdsAreUniqueAndLegal) {
  std::set<std::string_view> ids;
  for (const Rule* rule : all_rules()) {
    EXPECT_TRUE(ids.insert(rule->id).second) << rule->id;
    EXPECT_EQ(rule->id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string_view::npos)
        << rule->id;
    EXPECT_EQ(translator::rule_by_id(rule->id), rule);
  }
  EXPECT_EQ(translator::rule_by_id("no-such-rule"), nullptr);
}

TEST(Catalogue, TextsAreSentences) {
  for (const Rule* rule : all_rules()) {
    for (const std::string_view text : {rule->summary, rule->why}) {
      ASSERT_FALSE(text.empty()) << rule->id;
      EXPECT_EQ(text.back(), '.') << rule->id << ": " << text;
      EXPECT_EQ(text.find("  "), std::string_view::npos) << rule->id << ": " << text;
    }
    EXPECT_FALSE(rule->resources.empty()) << rule->id;
  }
}

TEST(Catalogue, EveryExampleHolds) {
  for (const Rule* rule : rows_with_a_function()) {
    SCOPED_TRACE(std::string(rule->id));
    const auto surroundings =
        support::backup(rule->example.with.empty() ? "[]" : rule->example.with);
    const auto before = support::json(rule->example.before);
    const auto settings = translator::parse_settings(rule->example.settings);
    EXPECT_TRUE(settings.problems.empty());
    const auto outcome = outcome_of(*rule, before, surroundings, settings);
    const auto after = rule->example.after.empty() ? before : support::json(rule->example.after);
    EXPECT_EQ(translator::apply_edits(before, outcome.edits).object, after);
    EXPECT_TRUE(std::any_of(outcome.findings.begin(), outcome.findings.end(),
                            [&](const translator::Finding& finding) {
                              return finding.message.find(rule->example.says) != std::string::npos;
                            }))
        << "nothing says: " << rule->example.says;
  }
}

TEST(Catalogue, RowsOfOtherKindsAreSilent) {
  // A plain object of each kind gets no answer from any row that selects the kind.
  const translator::BackupObjects surroundings;
  for (const Rule* rule : rows_with_a_function()) {
    if (rule->id == "aws-kind") {
      continue;  // answers whatever the object holds
    }
    for (const translator::Resource& resource : rule->resources) {
      const std::string version =
          resource.group.empty() ? "v1" : std::string(resource.group) + "/v1";
      const translator::Json plain = {{"apiVersion", version},
                                      {"kind", std::string(resource.kind)},
                                      {"metadata", {{"name", "x"}, {"namespace", "y"}}},
                                      {"spec", translator::Json::object()}};
      const auto outcome = outcome_of(*rule, plain, surroundings);
      EXPECT_TRUE(outcome.edits.empty() && outcome.findings.empty() && !outcome.skip)
          << rule->id << " on " << resource.kind;
    }
  }
}

TEST(Catalogue, SelectorsAreDisjointNarrowAndSorted) {
  std::set<std::string> seen;
  for (const translator::Action action : translator::kActions) {
    const auto resources = translator::resources_of(action);
    EXPECT_FALSE(resources.empty()) << translator::action_name(action);
    std::string last;
    for (const translator::Resource& resource : resources) {
      EXPECT_TRUE(seen.insert(resource.qualified()).second) << resource.qualified();
      EXPECT_EQ(resource.qualified().find('*'), std::string::npos);
      EXPECT_LT(last, resource.qualified());
      last = resource.qualified();
    }
  }
}

TEST(Catalogue, EachSkippedCrdHasItsInstancesInTheSelector) {
  const auto resources = translator::resources_of(translator::Action::aws_only);
  const Rule* kinds = translator::rule_by_id("aws-kind");
  const Rule* crds = translator::rule_by_id("aws-crd");
  ASSERT_TRUE(kinds && crds);
  for (const translator::Resource& kind : kinds->resources) {
    const translator::Json crd = {{"apiVersion", "apiextensions.k8s.io/v1"},
                                  {"kind", "CustomResourceDefinition"},
                                  {"metadata", {{"name", kind.qualified()}}}};
    EXPECT_TRUE(outcome_of(*crds, crd, translator::BackupObjects()).skip) << kind.qualified();
    EXPECT_TRUE(std::any_of(resources.begin(), resources.end(),
                            [&](const translator::Resource& selected) {
                              return selected.qualified() == kind.qualified();
                            }))
        << kind.qualified();
    const translator::Json instance = {{"apiVersion", std::string(kind.group) + "/v1"},
                                       {"kind", std::string(kind.kind)},
                                       {"metadata", {{"name", "x"}}}};
    EXPECT_TRUE(outcome_of(*kinds, instance, translator::BackupObjects()).skip) << kind.qualified();
  }
}

TEST(Catalogue, KeysLeadToTheirRow) {
  const auto id_for = [](std::string_view key) -> std::string {
    const auto rules = translator::rules_for_key(key);
    return rules.empty() ? "" : std::string(rules.front()->id);
  };
  EXPECT_EQ(id_for("alb.ingress.kubernetes.io/scheme"), "ingress-scheme");
  EXPECT_EQ(id_for("alb.ingress.kubernetes.io/healthcheck-path"), "ingress-health-check");
  EXPECT_EQ(id_for("group.ingress.k8s.aws/edge"), "aws-finalizer");
  EXPECT_EQ(id_for("service.beta.kubernetes.io/aws-load-balancer-internal"), "service-scheme");
  EXPECT_EQ(id_for("alb.ingress.kubernetes.io/wafv2-acl-arn"), "ingress-waf");
  EXPECT_EQ(id_for("alb.ingress.kubernetes.io/schemes"), "");
}

TEST(Catalogue, NearMissesAreSuggested) {
  EXPECT_EQ(translator::nearest_name("ingress-schema"), "ingress-scheme");
  EXPECT_EQ(translator::nearest_name("alb.ingress.kubernetes.io/target-typ"),
            "alb.ingress.kubernetes.io/target-type");
  EXPECT_EQ(translator::nearest_name("healthcheck-pth"),
            "alb.ingress.kubernetes.io/healthcheck-path");
  EXPECT_EQ(translator::nearest_name("something quite different"), "");
  EXPECT_EQ(translator::nearest_name(""), "");
}

TEST(Catalogue, ActionsHaveTheirNames) {
  EXPECT_EQ(translator::action_name(translator::Action::ingress), "eks2gke.io/ingress");
  EXPECT_EQ(translator::action_name(translator::Action::service), "eks2gke.io/service");
  EXPECT_EQ(translator::action_name(translator::Action::pull_secret), "eks2gke.io/pull-secret");
  EXPECT_EQ(translator::action_name(translator::Action::workload), "eks2gke.io/workload");
  EXPECT_EQ(translator::action_name(translator::Action::aws_only), "eks2gke.io/aws-only");
  EXPECT_EQ(translator::action_for(
                support::json(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{}})")),
            translator::Action::workload);
  EXPECT_EQ(translator::action_for(
                support::json(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{}})")),
            std::nullopt);
}

}  // namespace
