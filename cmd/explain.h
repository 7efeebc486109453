#pragma once

// `eks2gke explain`: the catalogue as pages, on a terminal or as docs/rules.md. Every word comes
// from the rows.

#include <string>

#include "cmd/console.h"
#include "translator/result.h"

namespace cmd {

enum class PageFormat { text, markdown };

// All rules, one line each, topic by topic.
[[nodiscard]] std::string rule_list(PageFormat format, const Look& look);

// All rules in full.
[[nodiscard]] std::string rule_pages(PageFormat format, const Look& look);

// One rule, all rules of a topic ("ingress"), or what becomes of an AWS key. Error: nothing of this
// name, with the nearest one.
[[nodiscard]] translator::Result<std::string> rule_page(const std::string& name, PageFormat format,
                                                        const Look& look);

}  // namespace cmd
