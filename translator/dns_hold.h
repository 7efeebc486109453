#pragma once

// Holding an Ingress or Service back from external-dns, and releasing it again. external-dns leaves
// an object alone whose annotation "controller" names somebody else: hosts, names and every other
// key can stay. The rows of `dns: hold` write it; whoever releases takes it away again.
// Source: kubernetes-sigs/external-dns, docs/annotations/annotations.md.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "translator/rule.h"

namespace translator {

// external-dns reads the second by default since v0.22; an older one, or one with the flag for the
// old annotations, reads the first.
inline constexpr std::array<std::string_view, 2> kExternalDnsPrefixes = {
    "external-dns.alpha.kubernetes.io/", "external-dns.kubernetes.io/"};

// Whom a held object names.
inline constexpr std::string_view kDnsHolder = "eks2gke-hold";

// What follows the prefix of an annotation of external-dns: "hostname"; "" for other keys.
[[nodiscard]] std::string external_dns_setting(std::string_view key);

// The edits that make external-dns leave the object alone, for both prefixes. None for a prefix
// under which somebody else is named already: external-dns leaves it alone as it is.
[[nodiscard]] std::vector<Edit> hold_dns(const Json& object);

// True when hold_dns() was done to the object and not undone.
[[nodiscard]] bool is_dns_held(const Json& object);

// The edits that undo it. An object that named external-dns itself before, which
// eks2gke.io/original tells, does so again. None for an object that is not held.
[[nodiscard]] std::vector<Edit> release_dns(const Json& object);

}  // namespace translator
