#include "cmd/rehearse.h"

#include <fmt/format.h>

#include "cmd/object_files.h"
#include "cmd/plugin_path.h"
#include "cmd/settings_file.h"
#include "cmd/text.h"

namespace cmd {
namespace {

using translator::Error;
using translator::Result;
using translator::Status;

Result<std::map<std::string, std::string>> parse_mappings(const std::vector<std::string>& texts) {
  std::map<std::string, std::string> mapping;
  for (const std::string& text : texts) {
    const std::size_t colon = text.find(':');
    const bool good = colon != std::string::npos && colon > 0 && colon + 1 < text.size() &&
                      text.find(':', colon + 1) == std::string::npos;
    if (!good || !mapping.emplace(text.substr(0, colon), text.substr(colon + 1)).second) {
      return Error{.what = fmt::format("\"{}\" maps no namespace; write old:new, and each old one "
                                       "once",
                                       text),
                   .where = "--namespace-mappings"};
    }
  }
  return mapping;
}

bool has_failures(const Rehearsal& rehearsal) {
  bool failed = !rehearsal.problems.empty() || rehearsal.interrupted;
  for (const RehearsedItem& item : rehearsal.items) {
    failed = failed || item.fate == RehearsedFate::failed;
  }
  return failed;
}

}  // namespace

Result<RehearseResult> rehearse(const RehearseArguments& arguments, Console& console) {
  auto mapping = parse_mappings(arguments.namespace_mappings);
  if (!mapping) {
    return mapping.error();
  }
  const auto plugin = find_plugin(arguments.plugin);
  if (!plugin) {
    return plugin.error();
  }
  if (!arguments.output_dir.empty()) {
    if (const Status made = make_output_folder(arguments.output_dir); !made) {
      return made.error();
    }
  }
  RehearsalOptions options{
      .archive = arguments.archive, .plugin = *plugin, .namespace_mapping = std::move(*mapping)};
  if (!arguments.settings.empty()) {
    auto file = read_settings(arguments.settings);
    if (!file) {
      return file.error();
    }
    if (file->text.empty() && !file->settings.problems.empty()) {
      return Error{.what = to_text(file->settings.problems.front(), arguments.settings),
                   .where = ""};
    }
    warn_of_problems(file->settings, arguments.settings, console);
    options.settings = std::move(file->text);
  }
  const auto rehearsal = run_rehearsal(options, console);
  if (!rehearsal) {
    return rehearsal.error();
  }
  if (rehearsal->interrupted) {
    console.err += "error: interrupted before the end; nothing was written\n";
    return RehearseResult{.text = "", .has_failures = true};
  }
  if (!arguments.output_dir.empty()) {
    const Status written = write_objects(arguments.output_dir, resulting_objects(*rehearsal));
    if (!written) {
      return written.error();
    }
  }
  return RehearseResult{.text = to_text(*rehearsal, arguments, console.look),
                        .has_failures = has_failures(*rehearsal)};
}

}  // namespace cmd
