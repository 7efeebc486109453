#include "cmd/commands.h"

#include <fmt/format.h>

#include "cmd/conversion.h"
#include "cmd/explain.h"
#include "cmd/explain_key.h"
#include "cmd/fix_command.h"
#include "cmd/object_files.h"
#include "cmd/plan.h"
#include "cmd/pull_secrets_command.h"
#include "cmd/rehearse.h"
#include "cmd/settings_file.h"
#include "cmd/text.h"
#include "cmd/verify.h"
#include "translator/about.h"
#include "version.h"

namespace cmd {
namespace {

ExitCode fail(Console& console, const translator::Error& error,
              ExitCode code = ExitCode::bad_input) {
  console.err += styled(console.look, Style::plain, "error: " + printable(error.text())) + "\n";
  return code;
}

// JSON in ASCII: no name in it can steer a terminal.
std::string machine_text(const translator::Json& value) { return value.dump(2, ' ', true) + "\n"; }

ExitCode run_one(const Notice& notice, Console& console) {
  (notice.is_error ? console.err : console.out) += notice.text;
  return notice.is_error ? ExitCode::bad_input : ExitCode::done;
}

ExitCode run_one(const VersionArguments&, Console& console) {
  console.out += translator::about_text("eks2gke", kVersion, kCommit);
  return ExitCode::done;
}

// The defaults without a file. What is wrong in the file is on standard error.
translator::Result<translator::Settings> settings_for(const std::string& file, Console& console) {
  if (file.empty()) {
    return translator::Settings{};
  }
  auto read = read_settings(file);
  if (!read) {
    return read.error();
  }
  warn_of_problems(read->settings, file, console);
  return std::move(read->settings);
}

template <typename Told>
ExitCode code_for(const Told& told, const std::optional<translator::Verdict>& fail_on) {
  return fail_on && has_problems(told, *fail_on) ? ExitCode::problems : ExitCode::done;
}

ExitCode run_one(const PlanArguments& arguments, Console& console) {
  const auto settings = settings_for(arguments.settings, console);
  if (!settings) {
    return fail(console, settings.error());
  }
  const auto plan = make_plan(arguments.inputs, *settings, console);
  if (!plan) {
    return fail(console, plan.error());
  }
  console.out += arguments.json ? machine_text(to_json(*plan))
                                : to_text(*plan, console.look, arguments.verbose);
  return code_for(*plan, arguments.fail_on);
}

translator::Status write_conversion(const Conversion& conversion, const ConvertArguments& arguments,
                                    Console& console) {
  if (!arguments.output_dir.empty()) {
    return write_objects(arguments.output_dir, manifests(conversion, arguments.all));
  }
  console.out += arguments.json ? machine_text({{"apiVersion", "v1"},
                                                {"kind", "List"},
                                                {"items", manifests(conversion, arguments.all)}})
                                : manifests_text(conversion, arguments.all);
  return translator::Done{};
}

ExitCode run_one(const ConvertArguments& arguments, Console& console) {
  const auto settings = settings_for(arguments.settings, console);
  if (!settings) {
    return fail(console, settings.error());
  }
  const auto conversion = make_conversion(arguments.inputs, *settings, console);
  if (!conversion) {
    return fail(console, conversion.error());
  }
  translator::Status status =
      arguments.output_dir.empty() ? translator::Done{} : make_output_folder(arguments.output_dir);
  if (status) {
    status = write_conversion(*conversion, arguments, console);
  }
  if (!status) {
    return fail(console, status.error());
  }
  console.err += findings_text(*conversion, arguments.all, console.look);
  return code_for(*conversion, arguments.fail_on);
}

ExitCode run_one(const DiffArguments& arguments, Console& console) {
  const auto settings = settings_for(arguments.settings, console);
  if (!settings) {
    return fail(console, settings.error());
  }
  const auto conversion = make_conversion(arguments.inputs, *settings, console);
  if (!conversion) {
    return fail(console, conversion.error());
  }
  console.out += differences_text(*conversion, console.look);
  return code_for(*conversion, arguments.fail_on);
}

ExitCode run_one(const ExplainArguments& arguments, Console& console) {
  const PageFormat format = arguments.markdown ? PageFormat::markdown : PageFormat::text;
  if (!arguments.keys.empty()) {
    console.out += key_tables(arguments.keys == "service" ? translator::KeyOwner::service
                                                          : translator::KeyOwner::ingress);
    return ExitCode::done;
  }
  if (arguments.all) {
    console.out += rule_pages(format, console.look);
    return ExitCode::done;
  }
  if (arguments.name.empty()) {
    console.out += rule_list(format, console.look);
    return ExitCode::done;
  }
  const auto page = rule_page(arguments.name, format, console.look);
  if (!page) {
    return fail(console, page.error());
  }
  console.out += *page;
  return ExitCode::done;
}

ExitCode run_one(const RehearseArguments& arguments, Console& console) {
  const auto rehearsal = rehearse(arguments, console);
  if (!rehearsal) {
    return fail(console, rehearsal.error());
  }
  console.out += rehearsal->text;
  return rehearsal->has_failures ? ExitCode::problems : ExitCode::done;
}

ExitCode run_one(const PullSecretsArguments& arguments, Console& console) {
  return run_pull_secrets(arguments, console);
}

// What the API said, as an exit code: a wrong name is the caller's, all else the cluster's.
ExitCode fail(Console& console, const cluster::ApiError& error) {
  return fail(console, error.as_error(),
              error.kind == cluster::ApiError::Kind::not_found ? ExitCode::bad_input
                                                               : ExitCode::unreachable);
}

ExitCode run_one(const VerifyArguments& arguments, Console& console) {
  auto client = connect(arguments.cluster);
  if (!client) {
    return fail(console, client.error(), ExitCode::unreachable);
  }
  const auto verification = verify_restore(*client, arguments.velero_namespace, arguments.restore);
  if (!verification) {
    return fail(console, verification.error());
  }
  console.out +=
      arguments.json ? machine_text(to_json(*verification)) : to_text(*verification, console.look);
  return verification->all_serve() ? ExitCode::done : ExitCode::problems;
}

ExitCode run_one(const FixArguments& arguments, Console& console) {
  return run_fix(arguments, console);
}

// 2 for a text that could not be read at all, like every other unreadable input.
ExitCode run_one(const SettingsCheckArguments& arguments, Console& console) {
  const auto file = read_settings(arguments.file);
  if (!file) {
    return fail(console, file.error());
  }
  const translator::Settings& settings = file->settings;
  if (arguments.json) {
    console.out += machine_text(settings_report(settings, arguments.file));
  } else if (settings.problems.empty()) {
    console.out += printable(arguments.file) + ": no problems\n";
  }
  bool readable = true;
  for (const translator::SettingsProblem& problem : settings.problems) {
    readable = readable && !problem.path.empty();
    if (!arguments.json) {
      console.err += to_text(problem, arguments.file) + "\n";
    }
  }
  for (const std::string& path : settings.not_in_effect) {
    if (!arguments.json) {
      console.err += "note: " + not_in_effect_text(path, arguments.file) + "\n";
    }
  }
  return !readable                   ? ExitCode::bad_input
         : settings.problems.empty() ? ExitCode::done
                                     : ExitCode::problems;
}

}  // namespace

ExitCode run(const Arguments& arguments, Console& console) {
  return std::visit([&](const auto& command) { return run_one(command, console); }, arguments);
}

}  // namespace cmd
