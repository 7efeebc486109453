// Keys and fields that choose a backend for a request.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

constexpr std::array kRouting = {
    KeyText{"/spec/rules", Prospect::decision,
            "Rules in order; the first one that matched won. Paths of type ImplementationSpecific "
            "were patterns with * and ?.",
            "Written so that GKE, which takes the nearest host and in it the longest path, "
            "chooses the same backend. Where that cannot be, the Ingress is parked.",
            "Wildcards other than /* at the end of a path.",
            "Write paths of type Exact or Prefix that do not depend on their order into the "
            "source."},
    KeyText{"/spec/defaultBackend", Prospect::carries_over,
            "Got every request that no rule matched; without one the ALB answered 404.",
            "Stays; without one GKE answers 404 as well."},
    KeyText{"alb.ingress.kubernetes.io/actions.*", Prospect::decision,
            "An action in JSON that a backend with the port use-annotation named: forward, "
            "redirect or fixed-response.",
            "A forward to one Service becomes a plain backend. The redirect of all requests to "
            "HTTPS becomes that of the load balancer. A fixed 404 may fall away. Everything else "
            "parks the Ingress.",
            "Weights, other redirects, fixed responses, target groups from outside the cluster.",
            "Write one Service as the backend of the path into the source, or move to a Gateway "
            "of GKE, which knows weights and redirects."},
    KeyText{"alb.ingress.kubernetes.io/conditions.*", Prospect::decision,
            "More conditions on the rules of a backend: host, path, header, method, query string, "
            "source address.",
            "Hosts and paths become hosts and paths of the Ingress. Any other condition parks it: "
            "without the condition more requests would get in.",
            "Conditions on headers, methods, query strings and addresses.",
            "Let the application check them, or keep addresses out by Cloud Armor; then take the "
            "condition out of the source."},
    KeyText{"alb.ingress.kubernetes.io/transforms.*", Prospect::cannot,
            "Rewrote the URL or the host of requests.",
            "GKE Ingress rewrites nothing: the Ingress is parked.", "The rewrite.",
            "Let the application take the requests as clients send them, or rewrite in a proxy "
            "behind the load balancer."},
    KeyText{"alb.ingress.kubernetes.io/use-regex-path-match", Prospect::cannot,
            "true made paths of type ImplementationSpecific regular expressions.",
            "GKE Ingress knows no regular expressions: the Ingress is parked when it has such "
            "paths. Without such paths, and with false, it falls away.",
            "The regular expressions.",
            "Write the paths as Exact or Prefix into the source, without this annotation."}};

}  // namespace

std::span<const KeyText> routing() { return kRouting; }

}  // namespace translator::texts
