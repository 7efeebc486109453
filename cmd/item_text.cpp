#include <fmt/format.h>

#include "cmd/finding_text.h"
#include "cmd/plan_parts.h"
#include "cmd/text.h"

namespace cmd {
namespace {

using translator::ObjectName;

std::string names_of(const std::vector<ObjectName>& objects) {
  std::string names;
  for (const ObjectName& object : objects) {
    names += (names.empty() ? "" : ", ") + kind_and_name(object);
  }
  return names;
}

std::string address_text(const ObjectName& object, const Stories& stories, const Look& look) {
  const auto found = stories.addresses.find(key_of(object));
  if (found == stories.addresses.end()) {
    return "";
  }
  const AddressNeed& need = found->second;
  std::string text =
      fmt::format("gets {} {}", need.served.external ? "an external" : "an internal",
                  need.served.addresses == 1 ? "address" : "address for each IP family");
  if (need.reserved.empty()) {
    text += fmt::format(
        ": any free one. To keep one, reserve it and write in the settings: "
        "{}: {{addresses: {{\"{}\": NAME}}}}",
        object.kind == "Ingress" ? "ingress" : "service", label_of(object));
  } else {
    std::string names;
    for (const std::string& name : need.reserved) {
      names += (names.empty() ? ": " : ", ") + name;
    }
    text += names;
  }
  return wrapped(printable(text), {.first = 4, .rest = 6, .width = look.width});
}

}  // namespace

std::string kind_and_name(const ObjectName& object) {
  return printable(object.kind + " " + label_of(object));
}

std::string item_text(const translator::ItemReport& item, const Stories& stories,
                      const Look& look) {
  std::string text = "  " + styled(look, Style::strong, kind_and_name(item.object)) + "\n" +
                     wrapped(printable(item.summary), {.first = 4, .rest = 4, .width = look.width});
  text += item.summary.empty() ? "    untouched\n" : "";
  text += findings_text(item.findings, look, 4);
  if (!item.companions.empty()) {
    text +=
        wrapped("makes " + names_of(item.companions), {.first = 4, .rest = 6, .width = look.width});
  }
  if (!item.patched.empty()) {
    text += wrapped("annotates " + names_of(item.patched),
                    {.first = 4, .rest = 6, .width = look.width});
  }
  return text + address_text(item.object, stories, look) + "\n";
}

}  // namespace cmd
