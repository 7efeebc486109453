// Whatever stands in the annotations and the spec: the translator answers, in time, and by the laws
// of tests/support/laws.h. An answer is translated, parked, or untouched with a finding; never an
// error, which would make Velero drop the item.

#include <chrono>
#include <set>

#include <gtest/gtest.h>

#include "tests/coverage/key_rows.h"
#include "tests/support/aws_oracle.h"
#include "tests/support/golden_case.h"
#include "tests/support/laws.h"
#include "tests/support/objects.h"

namespace {

using support::key_base;
using support::key_rows;
using support::KeyRow;
using support::KeyTrial;
using translator::Fate;
using translator::Finding;
using translator::Json;

// Builds without optimisation and with sanitizers, on a busy machine: a hang, not a slow answer.
constexpr double kMostSeconds = 60;

struct BadValue {
  const char* name;
  Json value;
};

std::vector<BadValue> wrong_types() {
  return {{"a number", 5},
          {"a boolean", true},
          {"null", nullptr},
          {"a list", Json::array({"10.0.0.0/8"})},
          {"a map", Json{{"a", "b"}}}};
}

std::vector<BadValue> bad_texts() {
  return {{"nothing", ""},
          {"a blank", " "},
          {"a comma", ","},
          {"an equals sign", "="},
          {"broken JSON", R"([{"HTTP":80},)"},
          {"JSON of another shape", R"({"a":[null,{"b":1e999}]})"},
          {"a list of nothing", "[null]"},
          {"too large a number", "99999999999999999999"},
          {"a number below zero", "-1"},
          {"NUL", std::string("a\0b", 3)},
          {"escapes that are no UTF-8", "{\"a\":\"\\ud800\",\"b\":\"\xEF\xBF\xBD\"}"}};
}

std::string deep(const std::string& begin, const std::string& end) {
  constexpr int kLevels = 10'000;
  std::string text;
  for (int i = 0; i < kLevels; ++i) {
    text += begin;
  }
  for (int i = 0; i < kLevels; ++i) {
    text += end;
  }
  return text;
}

// Long values of every shape that a rule reads: texts, lists, maps and JSON.
std::vector<BadValue> large_texts() {
  constexpr std::size_t kMebibyte = 1 << 20;
  // What Kubernetes takes at most for all annotations of an object together.
  constexpr std::size_t kMostAnnotations = 256 << 10;
  const auto repeated = [](const std::string& part) {
    std::string text;
    while (text.size() < kMostAnnotations) {
      text += part;
    }
    return text;
  };
  return {{"a long text", std::string(kMebibyte, 'a')},
          {"a long list", repeated("10.0.0.0/8,")},
          {"a long map", repeated("a=b,")},
          {"a long JSON list", "[" + repeated(R"({"HTTP":80},)") + R"({"HTTP":80}])"},
          {"deep lists", deep("[", "]")},
          {"deep maps", deep(R"({"a":)", "}")},
          {"lists that do not end", deep("[", "")}};
}

// One row for each key, whatever attributes it may hold.
std::vector<const KeyRow*> annotation_rows() {
  std::vector<const KeyRow*> rows;
  std::set<std::string> keys;
  for (const KeyRow& row : key_rows()) {
    if (!row.is_finalizer && keys.insert(row.key).second) {
      rows.push_back(&row);
    }
  }
  return rows;
}

// Where most can go wrong: on a public object.
const support::KeyBase& base_of(const KeyRow& row) {
  return key_base(row.bases.size() > 1 ? row.bases[1] : row.bases[0]);
}

void expect_an_answer(const KeyTrial& trial) {
  const auto begin = std::chrono::steady_clock::now();
  const auto result = trial.translation();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(seconds.count(), kMostSeconds);
  ASSERT_TRUE(result) << result.error().text();
  for (const Finding& finding : result->translation.findings) {
    EXPECT_NE(finding.rule, "internal-error") << finding.message;
  }
  const bool touched = result->translation.fate != Fate::untouched;
  EXPECT_TRUE(touched || !result->translation.findings.empty() ||
              support::aws_keys(trial.object).empty())
      << "untouched, and nothing is said";
  EXPECT_TRUE(translator::parse_json(result->bytes)) << "no JSON";
}

void expect_the_laws(const KeyTrial& trial) {
  const support::LawCase law_case{trial.item(), trial.backup_item(), trial.surroundings,
                                  trial.base.settings};
  const auto result = trial.translation();
  for (const std::string& law : support::broken_laws(law_case)) {
    ADD_FAILURE() << law << " "
                  << (result ? support::findings_document(result->translation).dump(1) : "");
  }
}

class BadValues : public testing::TestWithParam<const KeyRow*> {};

TEST_P(BadValues, OfAnotherTypeAreAnswered) {
  for (const BadValue& bad : wrong_types()) {
    SCOPED_TRACE(bad.name);
    const KeyTrial trial = trial_of(*GetParam(), base_of(*GetParam()), bad.value);
    expect_an_answer(trial);
    expect_the_laws(trial);
  }
}

TEST_P(BadValues, OfTextAreAnswered) {
  for (const BadValue& bad : bad_texts()) {
    SCOPED_TRACE(bad.name);
    const KeyTrial trial = trial_of(*GetParam(), base_of(*GetParam()), bad.value);
    expect_an_answer(trial);
    expect_the_laws(trial);
  }
}

TEST_P(BadValues, OfGreatSizeAreAnsweredInTime) {
  for (const BadValue& bad : large_texts()) {
    SCOPED_TRACE(bad.name);
    expect_an_answer(trial_of(*GetParam(), base_of(*GetParam()), bad.value));
  }
}

std::string name_of_row(const testing::TestParamInfo<const KeyRow*>& info) {
  std::string name = info.param->key.substr(info.param->key.find('/') + 1);
  for (char& letter : name) {
    letter = std::isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
  }
  return name + "_" + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(Keys, BadValues, testing::ValuesIn(annotation_rows()), name_of_row);

// The same laws for the values that are right: what they are measured against.
TEST_P(BadValues, AreNotTheOnlyOnesThatKeepTheLaws) {
  for (const auto& value : GetParam()->values) {
    if (value) {
      SCOPED_TRACE(*value);
      expect_the_laws(trial_of(*GetParam(), base_of(*GetParam()), GetParam()->text_of(*value)));
    }
  }
}

TEST(BadAttributes, AreAnswered) {
  for (const KeyRow& row : key_rows()) {
    if (row.attribute.empty()) {
      continue;
    }
    for (const char* value : {"", "=", "-1", "99999999999999999999", "maybe", "1e3", "0x10"}) {
      SCOPED_TRACE(row.title() + "=" + value);
      expect_an_answer(trial_of(row, base_of(row), Json(row.text_of(value))));
    }
  }
}

// Objects whose spec or metadata is not as the API server would have it.
struct OddObject {
  const char* base;
  const char* path;
  const char* value;  // "" takes it away
};

constexpr OddObject kOddObjects[] = {
    {"public", "/spec/rules", "[]"},
    {"public", "/spec/rules", "null"},
    {"public", "/spec/rules", "[null]"},
    {"public", "/spec/rules", R"([{"host":"shop.example.org"}])"},
    {"public", "/spec/rules/0/host", "5"},
    {"public", "/spec/rules/0/http", "[]"},
    {"public", "/spec/rules/0/http/paths", "null"},
    {"public", "/spec/rules/0/http/paths/0", "{}"},
    {"public", "/spec/rules/0/http/paths/0/path", "5"},
    {"public", "/spec/rules/0/http/paths/0/pathType", "null"},
    {"public", "/spec/rules/0/http/paths/0/backend", "{}"},
    {"public", "/spec/rules/0/http/paths/0/backend", R"({"resource":{"kind":"x","name":"y"}})"},
    {"public", "/spec/rules/0/http/paths/0/backend/service", R"({"name":"web"})"},
    {"public", "/spec/rules/0/http/paths/0/backend/service/name", R"("absent")"},
    {"public", "/spec/rules/0/http/paths/0/backend/service/port", R"({"number":"80"})"},
    {"public", "/spec/rules/0/http/paths/0/backend/service/port", R"({"number":99999999999})"},
    {"public", "/spec/tls", R"({"a":1})"},
    {"public", "/spec/ingressClassName", "5"},
    {"public", "/spec", ""},
    {"public", "/spec", "[]"},
    {"public", "/metadata/name", ""},
    {"public", "/metadata/namespace", "5"},
    {"public", "/metadata/annotations", "null"},
    {"public", "/metadata/annotations", "[]"},
    {"public", "/metadata/annotations", R"(["alb.ingress.kubernetes.io/scheme"])"},
    {"public", "/metadata/annotations", R"("alb")"},
    {"public", "/metadata/finalizers", R"("ingress.k8s.aws/resources")"},
    {"public", "/metadata/labels", "5"},
    {"public", "/metadata", ""},
    {"public", "/metadata", "[]"},
    {"public", "/status", R"({"loadBalancer":[]})"},
    {"nlb-public", "/spec/ports", "null"},
    {"nlb-public", "/spec/ports", "[null,5]"},
    {"nlb-public", "/spec/ports/0/port", R"("80")"},
    {"nlb-public", "/spec/type", "5"},
    {"nlb-public", "/spec/loadBalancerClass", "[]"},
    {"nlb-public", "/spec/loadBalancerSourceRanges", R"("10.0.0.0/8")"},
    {"nlb-public", "/spec/loadBalancerSourceRanges", "[5]"},
    {"nlb-public", "/spec", ""},
    {"nlb-public", "/metadata/annotations", "[]"},
    {"nlb-public", "/metadata", ""},
    {"classic", "/metadata/annotations", "null"},
    {"classic", "/status", R"({"loadBalancer":{"ingress":[5]}})"},
};

TEST(OddObjects, AreAnswered) {
  for (const OddObject& odd : kOddObjects) {
    SCOPED_TRACE(std::string(odd.base) + odd.path + ": " + odd.value);
    Json object = key_base(odd.base).object;
    const translator::Pointer path(odd.path);
    if (std::string_view(odd.value).empty()) {
      object[path.parent_pointer()].erase(path.back());
    } else {
      object[path] = support::json(odd.value);
    }
    const KeyTrial trial = trial_of(object, key_base(odd.base));
    const auto result = trial.translation();
    ASSERT_TRUE(result) << result.error().text();
    for (const Finding& finding : result->translation.findings) {
      // Annotations that are a list are the wall's own case (tests/unit/item_test.cpp).
      EXPECT_TRUE(finding.rule != "internal-error" || result->translation.fate == Fate::parked)
          << finding.message;
    }
  }
}

}  // namespace
