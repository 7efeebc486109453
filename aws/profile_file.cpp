#include "aws/profile_file.h"

#include <algorithm>
#include <cctype>

namespace aws {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  const auto end = text.find_last_not_of(" \t\r");
  return begin == std::string_view::npos ? "" : text.substr(begin, end - begin + 1);
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  return result;
}

// The name in "[NAME]" or "[profile NAME]"; nothing for sections of another kind.
std::optional<std::string> section_name(std::string_view line) {
  const auto end = line.find(']');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view name = trimmed(line.substr(1, end - 1));
  const auto space = name.find_first_of(" \t");
  if (space == std::string_view::npos) {
    return std::string(name);
  }
  return name.substr(0, space) == "profile"
             ? std::optional(std::string(trimmed(name.substr(space))))
             : std::nullopt;
}

// A comment after a value begins with a space and '#' or ';'.
std::string_view without_comment(std::string_view value) {
  return value.substr(0, std::min({value.find(" #"), value.find(" ;"), value.size()}));
}

void read_setting(std::string_view line, Profile& profile) {
  const auto equals = line.find('=');
  if (equals != std::string_view::npos) {
    profile[lower(trimmed(line.substr(0, equals)))] =
        SecretText(trimmed(without_comment(line.substr(equals + 1))));
  }
}

}  // namespace

Profiles read_profiles(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  Profiles profiles;
  Profile* current = nullptr;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view raw = text.substr(0, end);
    const std::string_view line = trimmed(raw);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool indented = !raw.empty() && (raw.front() == ' ' || raw.front() == '\t');
    if (line.empty() || line.front() == '#' || line.front() == ';') {
      continue;
    }
    if (line.front() == '[') {
      const auto name = section_name(line);
      current = name ? &profiles[*name] : nullptr;
    } else if (current != nullptr && !indented) {
      read_setting(line, *current);
    }
  }
  return profiles;
}

Profiles merged(Profiles first, const Profiles& second) {
  for (const auto& [name, profile] : second) {
    first[name].insert(profile.begin(), profile.end());
  }
  return first;
}

std::string_view value_of(const Profile& profile, const std::string& key) {
  const auto found = profile.find(key);
  return found == profile.end() ? "" : found->second.revealed();
}

}  // namespace aws
