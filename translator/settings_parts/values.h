#pragma once

// How single values, tables and lists of the settings are read: what does not fit is told and left
// out. Private to translator/settings_yaml.h and its parts.

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "translator/ecr_host.h"
#include "translator/settings_parts/section.h"
#include "translator/settings_parts/words.h"

namespace translator::settings_parts {

// What a value must be, in words and as a test.
struct Form {
  bool (*fits)(std::string_view text);
  std::string_view words;  // "an ACM ARN (arn:aws:acm:...)"
};

inline constexpr Form kObject{is_object_name,
                              "the namespace and name of an object, such as shop/web"};
inline constexpr Form kGoogleName{is_google_name,
                                  "a name in the Google project (small letters, digits and -)"};
inline constexpr Form kSecretName{is_subdomain, "the name of a Secret"};
inline constexpr Form kCertificateArn{
    is_certificate_arn, "the ARN of a certificate (arn:aws:acm:REGION:ACCOUNT:certificate/ID)"};
inline constexpr Form kProtection{is_protection_value,
                                  "an ARN, a CIDR block such as 203.0.113.0/24, or an id of AWS"};
inline constexpr Form kAwsPolicy{is_aws_policy_name, "the name of an AWS security policy"};
inline constexpr Form kEcrHost{is_private_ecr_host,
                               "the whole host of a private ECR registry "
                               "(ACCOUNT.dkr.ecr.REGION.amazonaws.com)"};
inline constexpr Form kNamespace{is_namespace_choice, "a namespace, or \"*\""};
inline constexpr Form kRegistryPath{is_registry_path,
                                    "a registry path without https:// (HOST/PROJECT/REPOSITORY)"};
inline constexpr Form kAnyText{is_any_text, "a text"};
inline constexpr Form kExactValue{is_exact_value, "a text"};

// The text when it fits; else tells what is wrong. `effect` says what follows from it.
[[nodiscard]] std::optional<std::string> text_in(const Node& node, const Form& form,
                                                 const std::string& path, std::string_view effect,
                                                 Problems& problems);

// The place in `words` of the word that stands under the key: that of `safe` when it cannot be
// read, nothing when the key is absent.
[[nodiscard]] std::optional<std::size_t> chosen_word(const Section& section, std::string_view key,
                                                     const std::vector<std::string_view>& words,
                                                     std::string_view safe, Problems& problems);

// A word of a fixed list; absent leaves the target as it is.
template <typename Word>
void read_word(const Section& section, std::string_view key,
               std::initializer_list<std::pair<std::string_view, Word>> words,
               std::string_view safe, Problems& problems, Word& target) {
  std::vector<std::string_view> texts;
  for (const auto& word : words) {
    texts.push_back(word.first);
  }
  if (const auto chosen = chosen_word(section, key, texts, safe, problems)) {
    target = (words.begin() + *chosen)->second;
  }
}

// `safe` is used when it cannot be read; absent leaves the target as it is.
void read_bool(const Section& section, std::string_view key, bool safe, Problems& problems,
               bool& target);

// Each entry of a table whose key fits and stands once.
void for_each_entry(
    const Section& section, std::string_view key, const Form& form, Problems& problems,
    const std::function<void(const Node& name, const Node& value, const std::string& path)>& take);

// A table of texts.
[[nodiscard]] std::map<std::string, std::string> read_names(const Section& section,
                                                            std::string_view key, const Form& keys,
                                                            const Form& values, Problems& problems);

// The entries of a list that fit, each once.
[[nodiscard]] std::vector<std::string> read_list(const Node& list, const Form& form,
                                                 const std::string& path, std::string_view effect,
                                                 Problems& problems);

// The text of a required or optional key of an entry; nothing when it is absent or does not fit.
[[nodiscard]] std::optional<std::string> entry_text(const Section& entry, std::string_view key,
                                                    const Form& form, Problems& problems);

// An entry with a fault is left out: half of it must not be obeyed. `before` is the number of
// problems before the entry was read.
[[nodiscard]] inline bool is_clean(const Problems& problems, std::size_t before) {
  return problems.size() == before;
}

}  // namespace translator::settings_parts
