#include "translator/docker_config.h"

#include <gtest/gtest.h>

#include "translator/base64.h"
#include "translator/json_text.h"

namespace {

using translator::docker_configs;
using translator::DockerConfigForm;
using translator::Json;
using translator::with_auths;

using Hosts = std::vector<std::string>;

constexpr const char* kTokyo = "111122223333.dkr.ecr.ap-northeast-1.amazonaws.com";

Json secret(const std::string& type, const std::string& key, const std::string& text) {
  return Json{{"apiVersion", "v1"},
              {"kind", "Secret"},
              {"type", type},
              {"data", {{key, translator::base64_encoded(text)}}}};
}

Json modern(const std::string& text) {
  return secret("kubernetes.io/dockerconfigjson", ".dockerconfigjson", text);
}

TEST(DockerConfig, Forms) {
  struct Row {
    const char* type;
    const char* key;
    const char* text;
    DockerConfigForm form;
    Hosts hosts;
    Hosts helpers;
    const char* store;
  };
  const Row rows[] = {
      {"kubernetes.io/dockerconfigjson",
       ".dockerconfigjson",
       R"({"auths":{"https://a.example/v1/":{},"b.example":{},"a.example":{}}})",
       DockerConfigForm::dockerconfigjson,
       {"a.example", "b.example"},
       {},
       ""},
      {"kubernetes.io/dockercfg",
       ".dockercfg",
       R"({"https://a.example/v2/":{"auth":"x"}})",
       DockerConfigForm::dockercfg,
       {"a.example"},
       {},
       ""},
      {"Opaque",
       "config.json",
       R"({"auths":{"a.example":{}}})",
       DockerConfigForm::opaque,
       {"a.example"},
       {},
       ""},
      {"kubernetes.io/dockerconfigjson",
       ".dockerconfigjson",
       R"({"credHelpers":{"a.example":"ecr-login"}})",
       DockerConfigForm::dockerconfigjson,
       {},
       {"a.example"},
       ""},
      {"Opaque",
       "config.json",
       R"({"credsStore":"ecr-login"})",
       DockerConfigForm::opaque,
       {},
       {},
       "ecr-login"},
      {"kubernetes.io/dockerconfigjson",
       ".dockerconfigjson",
       R"({"auths":null})",
       DockerConfigForm::dockerconfigjson,
       {},
       {},
       ""},
      {"kubernetes.io/dockerconfigjson",
       ".dockerconfigjson",
       "{}",
       DockerConfigForm::dockerconfigjson,
       {},
       {},
       ""},
  };
  for (const Row& row : rows) {
    const auto configs = docker_configs(secret(row.type, row.key, row.text));
    ASSERT_EQ(configs.size(), 1U) << row.text;
    EXPECT_EQ(configs[0].form, row.form) << row.text;
    EXPECT_EQ(configs[0].broken, "") << row.text;
    EXPECT_EQ(configs[0].hosts, row.hosts) << row.text;
    EXPECT_EQ(configs[0].helper_hosts, row.helpers) << row.text;
    EXPECT_EQ(configs[0].store, row.store) << row.text;
    EXPECT_EQ(configs[0].text, row.text);
  }
}

TEST(DockerConfig, BrokenOnesAreTold) {
  EXPECT_EQ(docker_configs(modern("planted")).at(0).broken, "it is no JSON");
  EXPECT_EQ(docker_configs(modern("[]")).at(0).broken, "it is no JSON object");
  EXPECT_EQ(docker_configs(modern(R"({"auths":[]})")).at(0).broken, "its auths is no object");
  Json odd = modern("{}");
  odd["data"][".dockerconfigjson"] = "not base64!";
  EXPECT_EQ(docker_configs(odd).at(0).broken, "it is no base64");
  odd["data"][".dockerconfigjson"] = 7;
  EXPECT_EQ(docker_configs(odd).at(0).broken, "it is no base64");
}

// config.json is a common name: what is no docker config is none of our business.
TEST(DockerConfig, OtherSecretsAreNone) {
  EXPECT_TRUE(docker_configs(secret("Opaque", "config.json", R"({"port":80})")).empty());
  EXPECT_TRUE(docker_configs(secret("Opaque", "config.json", "port=80")).empty());
  EXPECT_TRUE(docker_configs(secret("Opaque", "password", "x")).empty());
  EXPECT_TRUE(docker_configs(Json{{"kind", "Secret"}, {"data", nullptr}}).empty());
}

TEST(DockerConfig, KnowsEcrAndItsWildcards) {
  EXPECT_TRUE(translator::names_ecr(kTokyo));
  EXPECT_TRUE(translator::names_ecr("*.dkr.ecr.ap-northeast-1.amazonaws.com"));
  EXPECT_FALSE(translator::names_ecr("*.amazonaws.com"));
  EXPECT_FALSE(translator::names_ecr("*"));
  EXPECT_FALSE(translator::names_ecr(std::string(kTokyo) + ".example.org"));
}

TEST(DockerConfig, OnlyTheNamedHostsChange) {
  struct Row {
    DockerConfigForm form;
    std::string before;
    std::string after;
  };
  const std::string host = kTokyo;
  const auto form = DockerConfigForm::dockerconfigjson;
  const Row rows[] = {
      {form, R"({"auths":{")" + host + R"(":{"auth":"old"}}})",
       R"({"auths":{")" + host + R"(":{"auth":"NEW"}}})"},
      // Every other byte stays, odd spacing and numbers that JSON libraries change included.
      {form,
       "{ \"auths\" : {\n  \"b.example\" : { \"auth\":\"x\\/y\" , \"n\":1e3 },\n  \"https://" +
           host + "/v1/\" : {\"username\":\"AWS\",\"password\":\"old}\\\"{\"} } , \"z\":[1, 2] }\n",
       "{ \"auths\" : {\n  \"b.example\" : { \"auth\":\"x\\/y\" , \"n\":1e3 },\n  \"https://" +
           host + "/v1/\" : {\"auth\":\"NEW\"} } , \"z\":[1, 2] }\n"},
      // The same registry in two ways.
      {form, R"({"auths":{")" + host + R"(":1,"b":2,"https://)" + host + R"(":3}})",
       R"({"auths":{")" + host + R"(":{"auth":"NEW"},"b":2,"https://)" + host +
           R"(":{"auth":"NEW"}}})"},
      // It was not there.
      {form, R"({"auths":{"b":{}}})", R"({"auths":{")" + host + R"(":{"auth":"NEW"},"b":{}}})"},
      {form, R"({"auths":{}})", R"({"auths":{")" + host + R"(":{"auth":"NEW"}}})"},
      {form, R"({"auths": null ,"a":1})",
       R"({"auths": {")" + host + R"(":{"auth":"NEW"}} ,"a":1})"},
      {form, R"({"credHelpers":{}})",
       R"({"auths":{")" + host + R"(":{"auth":"NEW"}},"credHelpers":{}})"},
      {form, "{}", R"({"auths":{")" + host + R"(":{"auth":"NEW"}}})"},
      // A key with escapes is the same key.
      {form, R"({"\u0061uths":{"\u0031)" + host.substr(1) + R"(":{}}})",
       R"({"\u0061uths":{"\u0031)" + host.substr(1) + R"(":{"auth":"NEW"}}})"},
      {DockerConfigForm::dockercfg, R"({")" + host + R"(":{"auth":"old"},"auths":{"auth":"x"}})",
       R"({")" + host + R"(":{"auth":"NEW"},"auths":{"auth":"x"}})"},
  };
  for (const Row& row : rows) {
    const auto after = with_auths(row.before, row.form, {{host, "NEW"}});
    ASSERT_TRUE(after) << row.before;
    EXPECT_EQ(*after, row.after);
    EXPECT_TRUE(translator::parse_json(*after)) << *after;
  }
}

// A look-alike is another host.
TEST(DockerConfig, LookAlikesAreNotTouched) {
  const std::string text = R"({"auths":{")" + std::string(kTokyo) +
                           R"(.example.org":{"auth":"x"},")" + kTokyo + R"(":{"auth":"old"}}})";
  const auto after = with_auths(text, DockerConfigForm::dockerconfigjson, {{kTokyo, "NEW"}});
  ASSERT_TRUE(after);
  EXPECT_NE(after->find(R"(.example.org":{"auth":"x"})"), std::string::npos) << *after;
}

TEST(DockerConfig, RefusesToChangeWhatItCannotRead) {
  for (const char* text : {"", "planted", "[]", R"({"auths":[]})", R"({"auths":"planted"})", "{"}) {
    const auto after = with_auths(text, DockerConfigForm::dockerconfigjson, {{kTokyo, "NEW"}});
    ASSERT_FALSE(after) << text;
    EXPECT_EQ(after.error().text().find("planted"), std::string::npos);
  }
}

TEST(DockerConfig, NewOnesHoldSeveralHosts) {
  EXPECT_EQ(translator::docker_config_text({{"a", "1"}, {"b", "2"}}),
            R"({"auths":{"a":{"auth":"1"},"b":{"auth":"2"}}})");
}

TEST(JsonText, FindsMembers) {
  const std::string text = R"( { "a" : [1,{"b":"}"}] , "c":"x\"y", "d":-1.5e3,"e":{} } tail)";
  const auto object = translator::object_in_text(text);
  ASSERT_TRUE(object);
  ASSERT_EQ(object->members.size(), 4U);
  std::vector<std::string> values;
  for (const auto& member : object->members) {
    values.push_back(text.substr(member.begin, member.end - member.begin));
  }
  EXPECT_EQ(values, (Hosts{R"([1,{"b":"}"}])", R"("x\"y")", "-1.5e3", "{}"}));
  EXPECT_EQ(text.substr(object->end), " tail");
  for (const char* broken :
       {"", "[", "{", R"({"a)", R"({"a")", R"({"a":)", R"({"a":1)", R"({a:1})"}) {
    EXPECT_FALSE(translator::object_in_text(broken)) << broken;
  }
}

}  // namespace
