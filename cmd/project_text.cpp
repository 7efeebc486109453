#include <algorithm>

#include <fmt/format.h>

#include "cmd/plan_parts.h"
#include "cmd/text.h"

namespace cmd {
namespace {

using translator::Prerequisite;

std::string objects_text(const std::vector<std::string>& objects) {
  constexpr std::size_t kMost = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(objects.size(), kMost); ++i) {
    text += (i == 0 ? "" : ", ") + printable(objects[i]);
  }
  return objects.size() > kMost ? text + fmt::format(" and {} more", objects.size() - kMost) : text;
}

}  // namespace

std::string prerequisites_text(const std::vector<Prerequisite>& all, const Look& look) {
  if (all.empty()) {
    return "";
  }
  std::string text =
      "\n" +
      styled(look, Style::strong, "Before the restore, in the Google project and the cluster") +
      "\n\n";
  const std::vector<std::string> variables = variables_of(all);
  text += variables.empty() ? "" : "  Shell variables in these lines, to be set first:\n";
  for (const std::string& variable : variables) {
    text += wrapped(variable, {.first = 4, .rest = 6, .width = look.width});
  }
  for (const Prerequisite& one : all) {
    text +=
        "\n" + wrapped(printable(one.reason), {.first = 2, .rest = 2, .width = look.width}) +
        wrapped("For " + objects_text(one.objects), {.first = 2, .rest = 4, .width = look.width});
    text += one.command.empty() ? "" : "    " + one.command + "\n";  // one line, to be copied
  }
  return text + "\n";
}

std::string hints_text(const std::vector<Hint>& hints, const Look& look) {
  if (hints.empty()) {
    return "";
  }
  std::string text = "\n" + styled(look, Style::caution, "To know before the restore") + "\n";
  for (const Hint& hint : hints) {
    const Margins margins{.first = 4, .rest = 4, .width = look.width};
    text += "\n" +
            wrapped(objects_text(hint.objects), {.first = 2, .rest = 4, .width = look.width}) +
            wrapped(printable(hint.message), margins) +
            wrapped("Next: " + printable(hint.next_step), margins);
  }
  return text + "\n";
}

std::string balancers_text(const Plan& plan, const Look& look) {
  const Stories& stories = plan.stories;
  const translator::LoadBalancers& google = plan.load_balancers;
  return wrapped(
      fmt::format("On AWS: {} and {} of Services. The restore makes {}: {} internal, {} external, "
                  "with {}.",
                  counted(stories.albs.size(), "ALB"),
                  counted(stories.service_balancers, "load balancer"),
                  counted(google.all(), "load balancer"), google.internal, google.external,
                  counted(google.addresses, "address")),
      {.first = 0, .rest = 2, .width = look.width});
}

}  // namespace cmd
