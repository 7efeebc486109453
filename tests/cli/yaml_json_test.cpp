#include "cmd/yaml_json.h"

#include <gmock/gmock.h>

namespace cmd {
namespace {

using testing::HasSubstr;
using translator::Json;

struct ScalarCase {
  const char* yaml;
  const char* json;
};

// Kubernetes reads YAML 1.1 numbers and 1.2 words; "yes" is a word here.
constexpr ScalarCase kScalars[] = {
    // Nothing
    {"~", "null"},
    {"null", "null"},
    {"NULL", "null"},
    {"", "null"},
    // Truth
    {"true", "true"},
    {"True", "true"},
    {"FALSE", "false"},
    {"yes", R"("yes")"},
    {"on", R"("on")"},
    {"n", R"("n")"},
    {"tRue", R"("tRue")"},
    // Integers
    {"0", "0"},
    {"80", "80"},
    {"+7", "7"},
    {"-42", "-42"},
    {"0x1F", "31"},
    {"0o17", "15"},
    {"0644", "420"},
    {"0b101", "5"},
    {"9223372036854775807", "9223372036854775807"},
    {"18446744073709551615", "18446744073709551615"},
    {"-9223372036854775808", "-9223372036854775808"},
    // Fractions
    {"1.5", "1.5"},
    {".5", "0.5"},
    {"1e3", "1000"},
    {"1.0", "1"},
    {"089", "89"},
    // Text
    {"1.2.3", R"("1.2.3")"},
    {"10.0.0.0/8", R"("10.0.0.0/8")"},
    {"12:30", R"("12:30")"},
    {"2026-11-22", R"("2026-11-22")"},
    {"0xZZ", R"("0xZZ")"},
    {".", R"(".")"},
    {"1_000", R"("1_000")"},
    {".inf", R"(".inf")"},
    {"NaN", R"("NaN")"},
    // Quoted
    {"'80'", R"("80")"},
    {"\"true\"", R"("true")"},
    {"\"\"", R"("")"},
    {"'~'", R"("~")"},
    {"!!str 80", R"("80")"},
};

TEST(ReadYaml, Scalars) {
  for (const ScalarCase& one : kScalars) {
    const auto documents = read_yaml(std::string("v: ") + one.yaml, "file");
    ASSERT_TRUE(documents) << one.yaml << ": " << documents.error().text();
    EXPECT_EQ(documents->at(0).value["v"].dump(), one.json) << one.yaml;
  }
}

TEST(ReadYaml, KeepsTheOrderOfKeys) {
  const auto documents = read_yaml("z: 1\na: {y: 2, b: [3, x]}\n80: port\n", "file");
  ASSERT_TRUE(documents);
  EXPECT_EQ(documents->at(0).value.dump(), R"({"z":1,"a":{"y":2,"b":[3,"x"]},"80":"port"})");
}

TEST(ReadYaml, DocumentsWithTheirLines) {
  const auto documents = read_yaml("# nothing\n---\na: 1\n---\n---\n# c\nb: 2\n", "file");
  ASSERT_TRUE(documents);
  ASSERT_EQ(documents->size(), 2U);
  EXPECT_EQ(documents->at(0).line, 3);
  EXPECT_EQ(documents->at(1).line, 7);
}

TEST(ReadYaml, MergeKeys) {
  const auto documents =
      read_yaml("base: &b {x: 1, y: 2}\none:\n  <<: *b\n  y: 3\ntwo:\n  '<<': text\n", "file");
  ASSERT_TRUE(documents);
  EXPECT_EQ(documents->at(0).value["one"].dump(), R"({"y":3,"x":1})");
  EXPECT_EQ(documents->at(0).value["two"].dump(), R"({"<<":"text"})");
}

TEST(ReadYaml, ErrorsNameThePlace) {
  const auto twice = read_yaml("a: 1\nb:\n  c: 1\n  c: 2\n", "shop.yaml");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().where, "shop.yaml:4:3");
  EXPECT_THAT(twice.error().what, HasSubstr("\"c\" stands twice"));

  const auto broken = read_yaml("a:\n  - b\n c: [\n", "shop.yaml");
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().where, testing::StartsWith("shop.yaml:3:"));

  EXPECT_FALSE(read_yaml("? [a]\n: b\n", "x"));
  EXPECT_FALSE(read_yaml("a: *missing\n", "x"));
  EXPECT_FALSE(read_yaml("<<: text\n", "x"));
}

TEST(ReadYaml, SurvivesHostileDocuments) {
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 12; ++level) {
    const std::string name = "a" + std::to_string(level);
    const std::string last = "*a" + std::to_string(level - 1);
    laughs += name + ": &" + name + " [" + last;
    for (int i = 0; i < 9; ++i) {
      laughs += ", " + last;
    }
    laughs += "]\n";
  }
  const auto grown = read_yaml(laughs, "laughs");
  ASSERT_FALSE(grown);
  EXPECT_THAT(grown.error().what, HasSubstr("aliases"));

  EXPECT_FALSE(read_yaml("&a [*a]", "loop"));
  EXPECT_FALSE(read_yaml(std::string(100000, '['), "deep"));
}

TEST(ToYaml, LooksLikeKubectl) {
  const Json object = Json::parse(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web",
      "annotations":{"a.b/c":"true","d":"{\"x\":1}"},"labels":{}},
      "spec":{"ports":[{"port":80,"name":"http"},{"port":443}],"externalIPs":[],"text":"a\nb\n"}})");
  EXPECT_EQ(to_yaml(object),
            "apiVersion: v1\n"
            "kind: Service\n"
            "metadata:\n"
            "  name: web\n"
            "  annotations:\n"
            "    a.b/c: \"true\"\n"
            "    d: \"{\\\"x\\\":1}\"\n"
            "  labels: {}\n"
            "spec:\n"
            "  ports:\n"
            "  - port: 80\n"
            "    name: http\n"
            "  - port: 443\n"
            "  externalIPs: []\n"
            "  text: |\n"
            "    a\n"
            "    b\n");
}

// Whatever a backup has in it, reads back as the same value.
TEST(ToYaml, ReadsBack) {
  const char* texts[] = {"",
                         "yes",
                         "No",
                         "~",
                         "null",
                         "80",
                         "0644",
                         "1e3",
                         "-",
                         "- a",
                         "a: b",
                         "a:b",
                         "a #b",
                         "#a",
                         "'",
                         "\"",
                         "\\",
                         "\\n",
                         "a\nb",
                         "a\n\nb\n",
                         "\n",
                         "a\n\n",
                         " a\nb",
                         "a \nb",
                         "a\tb",
                         "\x1b[31m",
                         "\x7f",
                         "\u0085",
                         "\u00e9",
                         "\U0001f600",
                         "\u2028x",
                         "\ufeffx",
                         "{a",
                         "[a",
                         "&a",
                         "*a",
                         "!a",
                         "|",
                         "> a",
                         "%a",
                         "@a",
                         "`a",
                         "? a",
                         "---",
                         "...",
                         "a:",
                         "2026-11-22",
                         "12:30:45",
                         "+1",
                         ".5",
                         "=",
                         "<<",
                         "\u202e x",
                         "a\\\"b\\",
                         "x\r\ny",
                         "a\x01"
                         "b",
                         "true",
                         "arn:aws:iam::1:role/x"};
  Json values =
      Json::array({nullptr, true, 0, -1, 18446744073709551615U, 1.5, Json::object(), Json::array(),
                   Json::array({Json::array({1, Json::array()}), Json::object()})});
  for (const char* text : texts) {
    values.push_back(text);
    values.push_back({{text, text}});
    values.push_back({{"nested", {{"list", Json::array({text, {{"k", text}}})}}}});
  }
  for (const Json& value : values) {
    const Json object = {{"v", value}, {"list", Json::array({value})}};
    const std::string yaml = to_yaml(object);
    const auto documents = read_yaml(yaml, "back");
    ASSERT_TRUE(documents) << documents.error().text() << "\n" << yaml;
    EXPECT_EQ(documents->at(0).value, object) << yaml;
  }
}

}  // namespace
}  // namespace cmd
