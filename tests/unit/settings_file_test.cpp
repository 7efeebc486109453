#include <string>

#include <gtest/gtest.h>

#include "translator/settings_yaml.h"

namespace {

using translator::parse_settings;
using translator::parse_settings_file;
using translator::SettingsFile;

constexpr const char* kHead =
    "apiVersion: v1\n"
    "kind: ConfigMap\n"
    "metadata:\n"
    "  name: eks2gke-settings\n"
    "  namespace: velero\n"
    "  labels: {velero.io/plugin-config: \"\", eks2gke.io/settings: RestoreItemActionV2}\n"
    "data:\n";

TEST(SettingsFiles, TheBareYamlIsReadAsItIs) {
  const SettingsFile file = parse_settings_file("dns: hold\nparked: maybe\n");
  EXPECT_EQ(file.text, "dns: hold\nparked: maybe\n");
  EXPECT_EQ(file.settings, parse_settings(file.text));
}

TEST(SettingsFiles, TheConfigMapIsReadByItsText) {
  const SettingsFile file =
      parse_settings_file(std::string(kHead) + "  settings.yaml: |\n    dns: hold\n");
  EXPECT_EQ(file.text, "dns: hold\n");
  EXPECT_EQ(file.settings, parse_settings("dns: hold"));
}

TEST(SettingsFiles, PlacesAreThoseInTheManifest) {
  const SettingsFile file = parse_settings_file(
      std::string(kHead) +
      "  settings.yaml: |-\n\n      # mine\n      dns: hold\n      parked: x\n");
  ASSERT_EQ(file.settings.problems.size(), 1U);
  EXPECT_EQ(file.settings.problems.front().line, 12);
  EXPECT_EQ(file.settings.problems.front().column, 15);
}

TEST(SettingsFiles, PlacesSurviveTheLineEndsOfWindows) {
  std::string text = std::string(kHead) + "  settings.yaml: |\n    dns: hold\n    parked: x\n";
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) {
    text.replace(at, 1, "\r\n");
  }
  const SettingsFile file = parse_settings_file(text);
  ASSERT_EQ(file.settings.problems.size(), 1U);
  EXPECT_EQ(file.settings.problems.front().line, 10);
  EXPECT_EQ(file.settings.problems.front().column, 13);
}

TEST(SettingsFiles, InATextInQuotesThePlaceWithinIsTold) {
  const SettingsFile file =
      parse_settings_file(std::string(kHead) + "  settings.yaml: \"dns: hold\\nparked: x\\n\"\n");
  ASSERT_EQ(file.settings.problems.size(), 1U);
  EXPECT_EQ(file.settings.problems.front().line, 8);
  EXPECT_EQ(file.settings.problems.front().column, 18);
  EXPECT_EQ(
      file.settings.problems.front().message.rfind("In line 2, column 9 of settings.yaml: ", 0), 0U)
      << file.settings.problems.front().message;
}

TEST(SettingsFiles, WhatKubectlPrintsAsJsonIsRead) {
  const SettingsFile file = parse_settings_file(
      R"({"apiVersion": "v1", "kind": "ConfigMap", "data": {"settings.yaml": "dns: hold\n"},
          "metadata": {"name": "x", "labels":
            {"velero.io/plugin-config": "", "eks2gke.io/settings": "RestoreItemActionV2"}}})");
  EXPECT_EQ(file.settings, parse_settings("dns: hold"));
}

TEST(SettingsFiles, LabelsWithoutWhichThePluginFindsNothingAreMissed) {
  for (const char* metadata :
       {"metadata: {name: a}", "metadata: {name: a, labels: {}}",
        "metadata: {labels: {velero.io/plugin-config: 'true', eks2gke.io/settings: other}}"}) {
    const SettingsFile file =
        parse_settings_file("apiVersion: v1\nkind: ConfigMap\n" + std::string(metadata) +
                            "\ndata:\n  settings.yaml: 'dns: hold'\n");
    ASSERT_EQ(file.settings.problems.size(), 2U) << metadata;
    EXPECT_EQ(file.settings.problems.front().path, "metadata.labels");
    EXPECT_EQ(file.settings.problems.front().line, 3);
    EXPECT_NE(file.settings.problems.front().message.find("velero.io/plugin-config"),
              std::string::npos);
    EXPECT_EQ(file.settings.dns, translator::DnsPolicy::hold);
  }
}

TEST(SettingsFiles, AConfigMapWithoutSettingsIsUnreadable) {
  for (const char* data : {"", "data: {}\n", "data: {settings.yml: 'dns: keep'}\n",
                           "data: {settings.yaml: {dns: keep}}\n", "data: []\n"}) {
    const SettingsFile file =
        parse_settings_file("apiVersion: v1\nkind: ConfigMap\n" + std::string(data));
    ASSERT_EQ(file.settings.problems.size(), 1U) << data;
    EXPECT_EQ(file.settings.problems.front().path, "");
    EXPECT_EQ(file.settings.dns, translator::DnsPolicy::hold);
    EXPECT_EQ(file.text, "");
  }
}

TEST(SettingsFiles, TextThatIsNoYamlIsToldOnce) {
  const SettingsFile file = parse_settings_file("kind: ConfigMap\na: [");
  ASSERT_EQ(file.settings.problems.size(), 1U);
  EXPECT_NE(file.settings.problems.front().message.find("no valid YAML"), std::string::npos);
}

}  // namespace
