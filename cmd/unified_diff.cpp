#include "cmd/unified_diff.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace cmd {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kContext = 3;
constexpr std::size_t kMaxCells = std::size_t{1} << 24U;  // beyond, the middle is replaced whole

struct Step {
  char mark;  // ' ', '-' or '+'
  std::string_view line;
};

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// How long the longest common subsequence of the lines from i of one text and from j of the other
// is. Nothing when there would be too many cells: then the lines count as all different.
class CommonLengths {
 public:
  CommonLengths(const Lines& a, const Lines& b) : width_(b.size() + 1) {
    if (a.size() + 1 > kMaxCells / width_) {
      return;
    }
    cells_.assign((a.size() + 1) * width_, 0);
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        cells_[i * width_ + j] =
            a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }

  [[nodiscard]] bool known() const { return !cells_.empty(); }
  [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const {
    return cells_[i * width_ + j];
  }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> cells_;
};

// What lies between the equal ends.
void add_middle(const Lines& a, const Lines& b, std::vector<Step>& steps) {
  const CommonLengths common(a, b);
  std::size_t i = 0;
  std::size_t j = 0;
  while (common.known() && i < a.size() && j < b.size()) {
    if (a[i] == b[j]) {
      steps.push_back({' ', a[i++]});
      ++j;
    } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
      steps.push_back({'-', a[i++]});
    } else {
      steps.push_back({'+', b[j++]});
    }
  }
  while (i < a.size()) {
    steps.push_back({'-', a[i++]});
  }
  while (j < b.size()) {
    steps.push_back({'+', b[j++]});
  }
}

std::vector<Step> steps_between(const Lines& a, const Lines& b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t head = 0;
  while (head < shorter && a[head] == b[head]) {
    ++head;
  }
  std::size_t tail = 0;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  const auto middle = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                 lines.end() - static_cast<std::ptrdiff_t>(tail));
  };
  std::vector<Step> steps;
  for (std::size_t i = 0; i < head; ++i) {
    steps.push_back({' ', a[i]});
  }
  add_middle(middle(a), middle(b), steps);
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) {
    steps.push_back({' ', a[i]});
  }
  return steps;
}

// diff's way: an empty range is named by the line before it.
std::string range(std::size_t before, std::size_t count) {
  return count == 1 ? fmt::format("{}", before + 1)
                    : fmt::format("{},{}", count == 0 ? before : before + 1, count);
}

using StepIterator = std::vector<Step>::const_iterator;

bool is_change(const Step& step) { return step.mark != ' '; }

// The last change that stands in one hunk with `change`: their contexts touch.
StepIterator last_of_hunk(StepIterator change, StepIterator end) {
  for (auto next = change; next != end && next - change <= std::ptrdiff_t{2 * kContext + 1};
       next = std::find_if(next + 1, end, is_change)) {
    change = next;
  }
  return change;
}

// `old_line` and `new_line` count the lines before the hunk, and move behind it.
std::string hunk_text(StepIterator first, StepIterator end, std::size_t& old_line,
                      std::size_t& new_line) {
  std::string body;
  std::size_t removed = 0;
  std::size_t added = 0;
  for (auto step = first; step != end; ++step) {
    removed += step->mark != '+' ? 1 : 0;
    added += step->mark != '-' ? 1 : 0;
    body += fmt::format("{}{}\n", step->mark, step->line);
  }
  std::string text =
      fmt::format("@@ -{} +{} @@\n", range(old_line, removed), range(new_line, added)) + body;
  old_line += removed;
  new_line += added;
  return text;
}

}  // namespace

std::string unified_hunks(std::string_view before, std::string_view after) {
  const std::vector<Step> steps = steps_between(lines_of(before), lines_of(after));
  std::string text;
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  for (auto done = steps.begin();;) {
    const auto change = std::find_if(done, steps.end(), is_change);
    if (change == steps.end()) {
      return text;
    }
    const auto first = change - std::min<std::ptrdiff_t>(kContext, change - done);
    old_line += static_cast<std::size_t>(first - done);
    new_line += static_cast<std::size_t>(first - done);
    const auto last = last_of_hunk(change, steps.end());
    done = last + 1 + std::min<std::ptrdiff_t>(kContext, steps.end() - last - 1);
    text += hunk_text(first, done, old_line, new_line);
  }
}

}  // namespace cmd
