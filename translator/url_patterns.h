#pragma once

// Patterns of hosts and paths: what an ALB pattern matches, and how GKE can say it. Used by the
// rows about routing. Two patterns that GKE can say are always nested or apart, never crossing; so
// ALB's first match and GKE's longest match can be compared pattern by pattern.

#include <string>
#include <string_view>
#include <vector>

namespace translator {

struct PathPattern {
  enum class Kind {
    exact,   // text itself
    prefix,  // everything that begins with text
    other,   // wildcards elsewhere: GKE cannot say it
  };
  Kind kind = Kind::other;
  std::string text;  // without the star at the end

  friend bool operator==(const PathPattern&, const PathPattern&) = default;
};

// Reads an ALB pattern: '*' is any text, '?' any one character.
[[nodiscard]] PathPattern path_pattern(std::string_view alb_text);

// Every path of `inner` is one of `outer` too. False for patterns of kind other.
[[nodiscard]] bool covers(const PathPattern& outer, const PathPattern& inner);

// The nearest that GKE can say: a prefix must end with a slash there, so "/foo*" becomes "/foo" and
// "/foo/*", which is less. Empty for kind other.
[[nodiscard]] std::vector<PathPattern> gke_patterns(const PathPattern& pattern);

// As pathType ImplementationSpecific in an Ingress.
[[nodiscard]] std::string text_of(const PathPattern& pattern);

// Every name of host pattern `inner` is one of `outer` too; "" is any host. ALB's '*' spans labels.
[[nodiscard]] bool host_covers(std::string_view outer, std::string_view inner);

// What the API server takes as the host of a rule: a DNS name in small letters, with at most one
// wildcard as its first label.
[[nodiscard]] bool is_rule_host(std::string_view host);

// What the API server takes as the name of a Service (RFC 1035 label), and of one of its ports.
[[nodiscard]] bool is_service_name(std::string_view name);
[[nodiscard]] bool is_port_name(std::string_view name);

}  // namespace translator
