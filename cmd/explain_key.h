#pragma once

// `explain KEY`, and the tables of docs/ingress.md and docs/service.md. Every word comes from the
// key texts and the rows.

#include <optional>
#include <string>
#include <string_view>

#include "cmd/console.h"
#include "cmd/explain.h"
#include "translator/key_text.h"

namespace cmd {

// What is known about a key as people write it; nothing where no text speaks of it.
[[nodiscard]] std::optional<std::string> key_page(const std::string& word, PageFormat format,
                                                  const Look& look);

// All keys of Ingresses, or of Services, with what becomes of them, in Markdown: the end of
// docs/ingress.md or docs/service.md.
[[nodiscard]] std::string key_tables(translator::KeyOwner owner);

// A line "name   text", wrapped behind its label.
[[nodiscard]] std::string text_field(const Look& look, std::string_view name,
                                     std::string_view text);

}  // namespace cmd
