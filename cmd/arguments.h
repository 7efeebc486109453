#pragma once

// The command line of `eks2gke`, read into values. Knows every option and its help; does nothing.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cmd/cluster_connection.h"
#include "translator/finding.h"

namespace cmd {

struct PlanArguments {
  std::vector<std::string> inputs;
  std::string settings;  // a file, "-", or "" for the defaults
  bool json = false;
  bool verbose = false;
  std::optional<translator::Verdict> fail_on;
};

struct ConvertArguments {
  std::vector<std::string> inputs;
  std::string settings;    // a file, "-", or "" for the defaults
  std::string output_dir;  // "" for standard output
  bool all = false;
  bool json = false;
  std::optional<translator::Verdict> fail_on;
};

struct DiffArguments {
  std::vector<std::string> inputs;
  std::string settings;  // a file, "-", or "" for the defaults
  std::optional<translator::Verdict> fail_on;
};

struct ExplainArguments {
  std::string name;  // "" for the list
  bool all = false;
  std::string keys;  // "ingress" or "service": the tables of its page, always Markdown
  bool markdown = false;
};

struct RehearseArguments {
  std::string archive;
  std::string plugin;                           // "" to look for it
  std::string output_dir;                       // "" to write no files
  std::vector<std::string> namespace_mappings;  // "a:b"
  std::string settings;                         // a file, "-", or "" for none
};

struct SettingsCheckArguments {
  std::string file;  // or "-"
  bool json = false;
};

struct PullSecretsArguments {
  bool refresh = false;                 // else list
  std::vector<std::string> registries;  // hosts that may get a token
  std::vector<std::string> namespaces;  // none: those of the settings, or all
  std::string settings;                 // a file, "-", or "" for none
  bool force = false;
  ClusterArguments cluster;
  bool json = false;
};

struct VerifyArguments {
  std::string restore;
  std::string velero_namespace = "velero";
  ClusterArguments cluster;
  bool json = false;
};

struct FixArguments {
  std::string settings;                 // a file, "-", or "" for those of the cluster
  std::vector<std::string> namespaces;  // none: all
  std::string restore;                  // "" for all
  std::string velero_namespace = "velero";
  bool apply = false;
  bool finish_deletions = false;
  bool release_dns = false;
  ClusterArguments cluster;
  bool json = false;
};

struct VersionArguments {};

// What is to be printed instead of doing anything: help, or what is wrong with the command line.
struct Notice {
  std::string text;
  bool is_error = false;
};

using Arguments =
    std::variant<Notice, PlanArguments, ConvertArguments, DiffArguments, ExplainArguments,
                 RehearseArguments, PullSecretsArguments, SettingsCheckArguments, VerifyArguments,
                 FixArguments, VersionArguments>;

[[nodiscard]] Arguments read_arguments(int count, const char* const* words);

}  // namespace cmd
