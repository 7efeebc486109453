#include "cmd/text.h"

#include <gmock/gmock.h>

#include "cmd/console.h"

namespace cmd {
namespace {

struct PrintableCase {
  std::string text;
  std::string safe;
};

TEST(Printable, EscapesWhatCouldSteerATerminal) {
  const PrintableCase cases[] = {
      {"shop/web", "shop/web"},
      {"\u65e5\u672c", "\u65e5\u672c"},
      {"\U0001f600", "\U0001f600"},
      {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
      {"\x1b[31mred", "\\x1b[31mred"},
      {std::string("a\0b", 3), "a\\x00b"},
      {"\x7f", "\\x7f"},
      {"\u009b31m", "\\u009b31m"},          // a one-character escape sequence
      {"\u202egnp", "\\u202egnp"},          // right to left
      {"a\u200bb", "a\\u200bb"},            // invisible
      {"\xff\xfe", "\\xff\\xfe"},           // no UTF-8
      {"\xc3", "\\xc3"},                    // cut off
      {"\xe0\x80\x80", "\\xe0\\x80\\x80"},  // overlong
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},  // half of a surrogate pair
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
  };
  for (const PrintableCase& one : cases) {
    EXPECT_EQ(printable(one.text), one.safe);
  }
}

TEST(Shortened, SaysHowLongItWas) {
  EXPECT_EQ(shortened("short", 5), "short");
  EXPECT_EQ(shortened(std::string(100, 'x'), 30), std::string(15, 'x') + "... (100 bytes)");
  const std::string many = [] {
    std::string text;
    for (int i = 0; i < 50; ++i) {
      text += "\u65e5";
    }
    return text;
  }();
  EXPECT_EQ(shortened(many, 50), many);
  EXPECT_EQ(printable(shortened(many, 40)), shortened(many, 40));  // not cut inside a character
}

TEST(Wrapped, BreaksBetweenWords) {
  const Margins margins{.first = 2, .rest = 4, .width = 12};
  EXPECT_EQ(wrapped("one two three four", margins), "  one two\n    three\n    four\n");
  EXPECT_EQ(wrapped("averylongwordthatdoesnotfit x", margins),
            "  averylongwordthatdoesnotfit\n    x\n");
  EXPECT_EQ(wrapped("", margins), "");
}

TEST(Counted, HasPlurals) {
  EXPECT_EQ(counted(0, "item"), "0 items");
  EXPECT_EQ(counted(1, "item"), "1 item");
  EXPECT_EQ(counted(2, "class"), "2 classes");
}

TEST(Table, AlignsColumns) {
  EXPECT_EQ(table({{"a", "long", "x"}, {"\u65e5\u672c", "b", ""}}, 1),
            " a   long  x\n \u65e5\u672c  b\n");
}

TEST(Styled, OnlyWithColour) {
  EXPECT_EQ(styled({.colour = false}, Style::bad, "x"), "x");
  EXPECT_EQ(styled({.colour = true}, Style::bad, "x"), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(styled({.colour = true}, Style::plain, "x"), "x");
}

}  // namespace
}  // namespace cmd
