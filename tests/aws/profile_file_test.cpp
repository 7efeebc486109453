#include "aws/profile_file.h"

#include <gtest/gtest.h>

namespace {

using aws::read_profiles;
using aws::value_of;

std::string read(const std::string& text, const std::string& profile, const std::string& key) {
  const auto profiles = read_profiles(text);
  const auto found = profiles.find(profile);
  return found == profiles.end() ? "no profile" : std::string(value_of(found->second, key));
}

TEST(ProfileFile, ReadsSettings) {
  struct Row {
    const char* text;
    const char* profile;
    const char* key;
    const char* value;
  };
  const Row rows[] = {
      {"[default]\naws_access_key_id = A\n", "default", "aws_access_key_id", "A"},
      {"[default]\r\naws_access_key_id=A\r\n", "default", "aws_access_key_id", "A"},
      {"\xef\xbb\xbf[default]\nk=v", "default", "k", "v"},
      {"[profile shop]\nregion = x\n", "shop", "region", "x"},
      {"[ shop ]\nregion = x\n", "shop", "region", "x"},
      {"[shop]\nKEY = v\n", "shop", "key", "v"},
      {"[shop]\nkey = a=b/c+d==\n", "shop", "key", "a=b/c+d=="},
      {"[shop]\n# key = no\n; key = no\nkey = v # why\n", "shop", "key", "v"},
      {"[shop]\nkey = a#b\n", "shop", "key", "a#b"},
      {"[shop]\nkey = 1\nkey = 2\n", "shop", "key", "2"},
      {"[shop]\nkey = 1\n[other]\nkey = 2\n", "shop", "key", "1"},
      {"[shop]\ns3 =\n  key = nested\n", "shop", "key", ""},
      {"[sso-session shop]\nkey = v\n", "shop", "key", "no profile"},
      {"key = v\n[shop]\n", "shop", "key", ""},
      {"[shop\nkey = v\n", "shop", "key", "no profile"},
      {"[shop]\nnonsense\nkey = v\n", "shop", "key", "v"},
      {"", "default", "key", "no profile"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(read(row.text, row.profile, row.key), row.value) << row.text;
  }
}

TEST(ProfileFile, CredentialsGoBeforeConfig) {
  const auto profiles =
      aws::merged(read_profiles("[a]\nk=1\n"), read_profiles("[a]\nk=2\nm=3\n[b]\nk=4\n"));
  EXPECT_EQ(value_of(profiles.at("a"), "k"), "1");
  EXPECT_EQ(value_of(profiles.at("a"), "m"), "3");
  EXPECT_EQ(value_of(profiles.at("b"), "k"), "4");
}

}  // namespace
