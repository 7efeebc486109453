#pragma once

// A text that must not be seen: keys and tokens. It has no output operator and no conversion, so
// that it cannot get into a log by accident, and its memory is wiped when it goes.

#include <string>
#include <string_view>
#include <vector>

namespace aws {

class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string_view text) : bytes_(text.begin(), text.end()) {}
  SecretText(const SecretText&) = default;
  SecretText(SecretText&& other) noexcept : bytes_(std::move(other.bytes_)) {}
  SecretText& operator=(SecretText other) noexcept {
    bytes_.swap(other.bytes_);  // what was here is wiped with `other`
    return *this;
  }
  ~SecretText();

  [[nodiscard]] bool empty() const { return bytes_.empty(); }

  // For the one place that needs it: signing, or the body of a Secret. Never for a message.
  [[nodiscard]] std::string_view revealed() const { return {bytes_.data(), bytes_.size()}; }

 private:
  std::vector<char> bytes_;  // unlike std::string never inside the object itself: moves leave none
};

// Overwrites the text, then empties it.
void wipe(std::string& text);

// From now on the memory of this process is written to no core file. Called before credentials are
// read.
void forbid_core_dumps();

}  // namespace aws
