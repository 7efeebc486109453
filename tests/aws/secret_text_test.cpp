#include "aws/secret_text.h"

#include <sstream>
#include <type_traits>

#include <gtest/gtest.h>

namespace {

using aws::SecretText;

template <typename T, typename = void>
struct IsPrintable : std::false_type {};
template <typename T>
struct IsPrintable<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<T>())>>
    : std::true_type {};

static_assert(IsPrintable<std::string>::value);
static_assert(!IsPrintable<SecretText>::value);
static_assert(!std::is_convertible_v<SecretText, std::string>);
static_assert(!std::is_convertible_v<SecretText, std::string_view>);

TEST(SecretText, KeepsWhatItWasGiven) {
  const SecretText secret("planted");
  EXPECT_EQ(secret.revealed(), "planted");
  EXPECT_FALSE(secret.empty());
  EXPECT_TRUE(SecretText().empty());
}

TEST(SecretText, MovingLeavesNothing) {
  SecretText first("planted");
  const SecretText second(std::move(first));
  EXPECT_EQ(second.revealed(), "planted");
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move)
}

TEST(SecretText, AssignmentReplaces) {
  SecretText first("planted");
  const SecretText second("other");
  first = second;
  EXPECT_EQ(first.revealed(), "other");
  EXPECT_EQ(second.revealed(), "other");
}

TEST(SecretText, WipesStrings) {
  std::string text(100, 'k');
  const char* memory = text.data();
  aws::wipe(text);
  EXPECT_TRUE(text.empty());
  EXPECT_EQ(memory[50], '\0');
}

}  // namespace
