// DNS names of Ingresses and Services, and the finalizers of Services.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

#define FOR_ROUTE_53 "Taken out: other DNS services of external-dns have no such records."
#define KEPT                                                                                    \
  "Kept, so that an external-dns in the cluster leads the names to the new address. With dns: " \
  "hold external-dns leaves the object alone until the names may move."
#define WHEN_NAMES_MOVE \
  "Set dns: hold in the settings when the names must not move with the restore."

constexpr std::array kServiceDns = {
    KeyText{"external-dns.alpha.kubernetes.io/*", Prospect::decision,
            "Told external-dns which DNS names lead to the load balancer, and how.", KEPT, "",
            WHEN_NAMES_MOVE},
    KeyText{"external-dns.kubernetes.io/*", Prospect::decision,
            "Told external-dns v0.22 and later the same as external-dns.alpha.kubernetes.io/*.",
            KEPT, "", WHEN_NAMES_MOVE},
    KeyText{"external-dns.alpha.kubernetes.io/hostname", Prospect::decision,
            "Named the DNS names that lead to the load balancer.", KEPT, "", WHEN_NAMES_MOVE},
    KeyText{"external-dns.alpha.kubernetes.io/target", Prospect::decision,
            "Led the DNS names to this address or host name, and not to the load balancer of the "
            "Ingress or Service.",
            "Kept where it names no load balancer of AWS. Where it does it is taken out, and the "
            "names lead to the load balancer of GKE.",
            "", "Check that the names may move; dns: hold in the settings keeps them back."},
    KeyText{"external-dns.alpha.kubernetes.io/aws-*", Prospect::falls_away,
            "Weights, regions, failover and health checks of records in Route 53.", FOR_ROUTE_53,
            "The routing policy.",
            "Make a routing policy in Cloud DNS by hand, when one is needed."},
    KeyText{"external-dns.alpha.kubernetes.io/alias", Prospect::falls_away,
            "true made an alias record of Route 53.", FOR_ROUTE_53, "", ""},
    KeyText{"external-dns.alpha.kubernetes.io/set-identifier", Prospect::falls_away,
            "Told apart the records of one name in Route 53.", FOR_ROUTE_53, "The routing policy.",
            ""},
    KeyText{"/status/loadBalancer/ingress/0/hostname", Prospect::decision,
            "The host name of the load balancer of AWS, as it stands in the backup.",
            "The load balancer stays behind, and GKE gives an address, no host name. The finding "
            "tells the old name: a DNS name that leads to it must change.",
            "The host name.",
            "Lead the DNS name to the address that the Service gets on GKE, unless external-dns "
            "does."}};

constexpr std::array kServiceFinalizers = {
    KeyText{"service.k8s.aws/resources", Prospect::falls_away,
            "Kept a Service until the AWS Load Balancer Controller had deleted its load balancer. "
            "It tells who owned the Service.",
            "Removed. With it the Service, and then its namespace, could never be deleted on GKE."},
    KeyText{"service.kubernetes.io/load-balancer-cleanup", Prospect::falls_away,
            "Kept a Service until the cloud's load balancer was deleted.",
            "Removed from the backup's object where the load balancer was of AWS; GKE sets it "
            "again where it makes one."}};

#undef WHEN_NAMES_MOVE
#undef KEPT
#undef FOR_ROUTE_53

}  // namespace

std::span<const KeyText> service_dns() { return kServiceDns; }

std::span<const KeyText> service_finalizers() { return kServiceFinalizers; }

}  // namespace translator::texts
