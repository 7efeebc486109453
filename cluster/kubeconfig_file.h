#pragma once

// The YAML of kubeconfig files: named entries and their values, each with its place for messages.
// Private to kubeconfig.cpp, which knows what the values mean. yaml-cpp's exceptions end in
// parse_kubeconfig_files(); later ones in read_kubeconfig().

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "translator/result.h"

namespace cluster {

struct KubeconfigFile {
  std::filesystem::path path;
  YAML::Node root;
};

// The inner map of a named entry, and where it stands. Relative paths in it start at `folder`.
struct KubeconfigEntry {
  YAML::Node values;
  std::string place;
  std::filesystem::path folder;

  [[nodiscard]] std::string place_of(const std::string& key) const { return place + "." + key; }
};

// Files that do not exist are passed over when there are several. Never empty.
[[nodiscard]] translator::Result<std::vector<KubeconfigFile>> parse_kubeconfig_files(
    const std::vector<std::filesystem::path>& paths);

// The first entry of that name in any file; `list` is "clusters", `inner` is "cluster", and so on.
[[nodiscard]] translator::Result<KubeconfigEntry> entry_named(
    const std::vector<KubeconfigFile>& files, const std::string& list, const std::string& inner,
    const std::string& name);

// The value as text; nothing when absent, null or empty. Error: a list or a map.
[[nodiscard]] translator::Result<std::optional<std::string>> text_at(const KubeconfigEntry& entry,
                                                                     const std::string& key);

// `KEY-data` (base64) goes before `KEY` (a path), as in kubectl. "" when neither is there.
[[nodiscard]] translator::Result<std::string> pem_at(const KubeconfigEntry& entry,
                                                     const std::string& key);

// text_at() into `target`, "" when absent.
[[nodiscard]] translator::Status read_text(const KubeconfigEntry& entry, const char* key,
                                           std::string& target);

// true or false; `flag` stays when absent.
[[nodiscard]] translator::Status read_flag(const KubeconfigEntry& entry, const char* key,
                                           bool& flag);

}  // namespace cluster
