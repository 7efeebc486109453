// The laws of tests/support/laws.h over random backups: Ingresses, their groups, classes and
// Services, and what an operator may have written for them.

#include <algorithm>
#include <iostream>
#include <map>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/laws/trials.h"
#include "tests/support/aws_oracle.h"
#include "tests/support/laws.h"
#include "tests/support/objects.h"
#include "tests/support/random_objects.h"
#include "tests/support/routing_oracle.h"
#include "translator/catalogue.h"
#include "translator/edits.h"
#include "translator/gke_names.h"

namespace {

using translator::Json;

support::LawCase law_case(const Json& object, const translator::Surroundings& surroundings,
                          const translator::Settings& settings = translator::default_settings()) {
  Json item = object;
  item.erase("status");
  return {item.dump(), object.dump(), surroundings, settings};
}

std::string broken_in(const Json& object, const translator::Surroundings& surroundings) {
  std::string broken;
  for (const std::string& law : support::broken_laws(law_case(object, surroundings))) {
    broken += law + "; ";
  }
  return broken;
}

// Of what kinds the trials were: laws that were never put to the test prove nothing.
struct Kinds {
  std::map<std::string, std::uint32_t> counts;

  void add(const Json& object, const support::RandomBackup& backup,
           const translator::Translation& result) {
    if (translator::kind_of(object) != "Ingress") {
      return;
    }
    const auto reach = support::reach_on_aws(object, &object, backup.surroundings);
    count("Ingresses", true);
    count("internal", reach == support::Reach::internal);
    count("internet-facing", reach == support::Reach::internet);
    count("protected", !support::protections_on_aws(object, backup.surroundings).empty());
    count("HTTPS", support::tls_on_aws(object, backup.surroundings).https);
    count("with settings", !(backup.settings == translator::default_settings()));
    count("translated", result.fate == translator::Fate::translated);
    count("parked", result.fate == translator::Fate::parked);
    const bool is_public = support::public_on_gke(result.object);
    count("public", is_public);
    count("public and protected before",
          is_public && !support::protections_on_aws(object, backup.surroundings).empty());
  }
  void count(const std::string& kind, bool is_one) { counts[kind] += is_one ? 1 : 0; }
};

TEST(Laws, HoldForRandomBackups) {
  Kinds kinds;
  std::uint32_t items = 0;
  int failures = 0;
  const std::uint32_t first = laws::first_seed();
  for (std::uint32_t seed = first; kinds.counts["Ingresses"] < laws::trials(); ++seed) {
    const support::RandomBackup backup = support::random_backup(seed);
    for (const Json& object : backup.items) {
      const support::Judgement judged =
          support::judge(law_case(object, backup.surroundings, backup.settings));
      EXPECT_EQ(judged.broken, std::vector<std::string>())
          << "replay with EKS2GKE_SEED=" << seed << " EKS2GKE_TRIALS=1: " << object.dump();
      failures += judged.broken.empty() ? 0 : 1;
      ASSERT_LT(failures, 5) << "and so on";
      ++items;
      kinds.add(object, backup, judged.result->translation);
    }
  }
  std::string line = fmt::format("from seed {}: {} objects", first, items);
  for (const auto& [kind, count] : kinds.counts) {
    line += fmt::format(", {} {}", count, kind);
    EXPECT_GE(count * 200, kinds.counts["Ingresses"]) << kind << " are too few to prove anything";
  }
  std::cout << line << "\n";
}

TEST(Laws, HoldWhenTheBackupCannotBeRead) {
  const translator::NoSurroundings nothing("no access");
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    for (const Json& object : support::random_backup(seed).items) {
      ASSERT_EQ(broken_in(object, nothing), "") << "seed " << seed << ": " << object.dump();
    }
  }
}

TEST(Laws, ABackupWithoutAnythingOfAwsComesBackByteForByte) {
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    const support::RandomBackup backup = support::random_backup_without_aws(seed);
    for (const Json& object : backup.items) {
      const auto given = law_case(object, backup.surroundings);
      const auto result = translator::translate_item(
          given.item, given.backup_item, given.surroundings, translator::default_settings());
      ASSERT_TRUE(result);
      ASSERT_EQ(result->bytes, given.item) << "seed " << seed;
    }
  }
}

// The rows see only the original, so any order gives the same object.
TEST(Laws, TheOrderOfTheRowsHasNoMeaning) {
  std::mt19937 shuffler(7);
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    const support::RandomBackup backup = support::random_backup(seed);
    for (const Json& object : backup.items) {
      const auto context = translator::context_for(object, backup.surroundings,
                                                   translator::default_settings(), &object);
      std::vector<translator::Edit> edits;
      for (const translator::Rule* rule : translator::all_rules()) {
        const bool concerned = std::any_of(
            rule->resources.begin(), rule->resources.end(),
            [&](const translator::Resource& resource) { return resource.matches(object); });
        if (concerned && rule->apply != nullptr) {
          const auto outcome = rule->apply(object, context);
          edits.insert(edits.end(), outcome.edits.begin(), outcome.edits.end());
        }
      }
      const auto in_order = nlohmann::json::parse(apply_edits(object, edits).object.dump());
      std::shuffle(edits.begin(), edits.end(), shuffler);
      const auto shuffled = nlohmann::json::parse(apply_edits(object, edits).object.dump());
      ASSERT_EQ(in_order, shuffled) << "seed " << seed;
    }
  }
}

// The old form of an Ingress, as extensions/v1beta1 and networking.k8s.io/v1beta1 spell it.
void make_old(Json& backend) {
  const Json service = backend.at("service");
  const Json& port = service.at("port");
  backend = {{"serviceName", service.at("name")},
             {"servicePort", port.contains("name") ? port.at("name") : port.at("number")}};
}

Json old_form(Json ingress, const char* version) {
  ingress["apiVersion"] = version;
  Json& spec = ingress["spec"];
  if (spec.contains("defaultBackend")) {
    spec["backend"] = spec["defaultBackend"];
    spec.erase("defaultBackend");
    make_old(spec["backend"]);
  }
  for (Json& rule : spec.contains("rules") ? spec["rules"] : spec["none"]) {
    for (Json& path : rule.contains("http") ? rule["http"]["paths"] : rule["none"]) {
      make_old(path["backend"]);
    }
    rule.erase("none");
  }
  spec.erase("none");
  return ingress;
}

Json without_summary(Json object) {
  object["metadata"]["annotations"].erase("eks2gke.io/summary");
  return object;
}

// API servers before Kubernetes 1.22 hold Ingresses of the old versions: they become what the same
// Ingress of today becomes.
TEST(Laws, AnOldIngressBecomesWhatTheSameOfTodayBecomes) {
  int changed = 0;
  for (std::uint32_t seed = 1; changed < 150; ++seed) {
    const support::RandomBackup backup = support::random_backup(seed);
    const char* version = seed % 2 == 0 ? "extensions/v1beta1" : "networking.k8s.io/v1beta1";
    for (const Json& object : backup.items) {
      if (translator::kind_of(object) != "Ingress") {
        continue;
      }
      const Json old = old_form(object, version);
      const auto today = support::translate(object, backup.surroundings, &object, backup.settings);
      const auto before = support::translate(old, backup.surroundings, &old, backup.settings);
      ASSERT_EQ(before.fate, today.fate) << "seed " << seed << ": " << old;
      if (today.fate == translator::Fate::untouched) {
        ASSERT_EQ(before.object, old) << "seed " << seed;
        continue;
      }
      ++changed;
      ASSERT_EQ(nlohmann::json(without_summary(before.object)),
                nlohmann::json(without_summary(today.object)))
          << "seed " << seed << ": " << old;
      ASSERT_EQ(before.findings.size(), today.findings.size() + 1) << "seed " << seed;
      ASSERT_EQ(before.companions.size(), today.companions.size()) << "seed " << seed;
    }
  }
}

bool names_a_host(const Json& ingress) {
  const auto has = [&](const char* list, const char* member) {
    const Json& entries = translator::array_at(ingress, translator::Pointer(list));
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Json& entry) { return entry.contains(member); });
  };
  return has("/spec/rules", "host") || has("/spec/tls", "hosts");
}

// Behind HTTPS alone, inside the network: a TLS Secret has to serve, or nothing does.
Json behind_https(Json ingress) {
  Json& annotations = ingress["metadata"]["annotations"];
  if (!annotations.is_object()) {
    annotations = Json::object();
  }
  annotations["alb.ingress.kubernetes.io/listen-ports"] = R"([{"HTTPS":443}])";
  annotations["alb.ingress.kubernetes.io/scheme"] = "internal";
  return ingress;
}

// A Secret that is expired, broken, absent or of another host would stop GKE, or serve a
// certificate that no client believes. Without a host any that is in date will do.
TEST(Laws, OnlyTlsSecretsThatServeStayInATranslatedIngress) {
  std::map<std::string, int> kept;
  int taken_out = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    const support::RandomBackup backup = support::random_backup(seed);
    for (const Json& random : backup.items) {
      if (translator::kind_of(random) != "Ingress" || !random["spec"].contains("tls")) {
        continue;
      }
      const Json object = seed % 2 == 0 ? behind_https(random) : random;
      const auto result = support::translate(object, backup.surroundings, &object, backup.settings);
      if (result.fate != translator::Fate::translated ||
          translator::annotation(object, "kubernetes.io/ingress.class").value_or("").find("gce") ==
              0 ||
          translator::annotation(result.object, "kubernetes.io/ingress.class")
                  .value_or("")
                  .find("gce") != 0) {
        continue;
      }
      const Json& after = translator::array_at(result.object, translator::Pointer("/spec/tls"));
      taken_out += static_cast<int>(object["spec"]["tls"].size() - after.size());
      for (const Json& tls : after) {
        const std::string secret = tls.at("secretName").get<std::string>();
        ++kept[secret];
        ASSERT_TRUE(secret == support::kGoodTls ||
                    (secret == support::kOtherHostTls && !names_a_host(object)))
            << "seed " << seed << ": " << object;
      }
    }
  }
  EXPECT_GT(kept[support::kGoodTls], 5);
  EXPECT_GT(taken_out, 20);
}

// is_public decides what is parked: a second reading has to agree with it.
TEST(Laws, TheTwoReadingsOfWhatIsPublicOnGkeAgree) {
  int is_public = 0;
  for (std::uint32_t seed = 1; seed <= 500; ++seed) {
    for (const Json& object : support::random_backup(seed).items) {
      ASSERT_EQ(translator::is_public(object), support::public_on_gke(object)) << object.dump();
      is_public += support::public_on_gke(object) ? 1 : 0;
    }
  }
  EXPECT_GT(is_public, 100);
}

// Laws that hold for everything prove nothing: the random backups reach every outcome.
TEST(Laws, RandomBackupsReachEveryOutcome) {
  std::map<translator::Fate, int> fates;
  int public_and_translated = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    const support::RandomBackup backup = support::random_backup(seed);
    for (const Json& object : backup.items) {
      const auto given = law_case(object, backup.surroundings);
      const auto result = translator::translate_item(
          given.item, given.backup_item, given.surroundings, translator::default_settings());
      ASSERT_TRUE(result);
      const auto& translation = result->translation;
      ++fates[translation.fate];
      public_and_translated += translation.fate == translator::Fate::translated &&
                                       support::public_on_gke(translation.object)
                                   ? 1
                                   : 0;
    }
  }
  EXPECT_GT(fates[translator::Fate::untouched], 50);
  EXPECT_GT(fates[translator::Fate::translated], 100);
  EXPECT_GT(fates[translator::Fate::parked], 100);
  EXPECT_GT(public_and_translated, 20);
}

// The law about routing is tried out on real work: translated Ingresses with requests that reach
// Services and requests that reach nobody, and shielded requests among what is parked.
TEST(Laws, RandomBackupsReachEveryKindOfRouting) {
  std::map<std::string, int> translated;
  int shielded_and_parked = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    const support::RandomBackup backup = support::random_backup(seed);
    for (const Json& object : backup.items) {
      const auto result = support::translate(object, backup.surroundings, &object);
      if (translator::kind_of(object) != "Ingress") {
        continue;
      }
      const bool shielded = !support::shielded_on_aws(object).empty();
      if (result.fate == translator::Fate::parked) {
        shielded_and_parked += shielded ? 1 : 0;
      } else if (result.fate == translator::Fate::translated) {
        for (const support::Request& request : support::requests_around(object)) {
          ++translated[support::answer_on_gke(result.object, request)];
        }
      }
    }
  }
  EXPECT_GT(shielded_and_parked, 50);
  EXPECT_GT(translated["web:80"], 500);
  EXPECT_GT(translated["api:80"], 500);
  EXPECT_GT(translated["404"], 500);
}

}  // namespace
