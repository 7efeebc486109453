// Keys about the load balancer as a whole, and the NLB that may stand before it.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

constexpr std::array kLoadBalancer = {
    KeyText{"alb.ingress.kubernetes.io/load-balancer-name", Prospect::falls_away, "Named the ALB.",
            "Taken out; GKE names its load balancers itself."},
    KeyText{"alb.ingress.kubernetes.io/tags", Prospect::falls_away,
            "Set AWS tags on the ALB and what belongs to it.", "Taken out; GKE Ingress sets none.",
            "Cost reports and scripts in AWS that look for the tags."},
    KeyText{"alb.ingress.kubernetes.io/ip-address-type", Prospect::decision,
            "ipv4, dualstack (IPv4 and IPv6) or dualstack-without-public-ipv4.",
            "GKE Ingress answers in IPv4 only. An internet-facing Ingress with "
            "dualstack-without-public-ipv4 is parked: it would get a public IPv4 address that it "
            "never had.",
            "IPv6.",
            "Take the AAAA records out of DNS. Where IPv6 is needed, make a load balancer by "
            "hand."},
    KeyText{"alb.ingress.kubernetes.io/subnets", Prospect::falls_away,
            "Chose the subnets of the VPC in which the ALB stood.",
            "Taken out. An external load balancer of GKE stands in no subnet; an internal one "
            "takes its address from the cluster's subnet and needs a proxy-only subnet in the "
            "region.",
            "", "For an internal Ingress, make the proxy-only subnet that `eks2gke plan` lists."},
    KeyText{"alb.ingress.kubernetes.io/customer-owned-ipv4-pool", Prospect::falls_away,
            "Took the addresses from a pool of an AWS Outpost.",
            "Taken out; the load balancer gets an address of Google.", "The known addresses.",
            "Reserve an address and name it in the settings below ingress.addresses; tell those "
            "who let only the old ones through."},
    KeyText{"alb.ingress.kubernetes.io/ipam-ipv4-pool-id", Prospect::falls_away,
            "Took the public addresses from a pool of Amazon VPC IPAM.",
            "Taken out; the load balancer gets an address of Google.", "The known addresses.",
            "Reserve an address and name it in the settings below ingress.addresses; tell those "
            "who let only the old ones through."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes", Prospect::decision,
            "Set attributes of the ALB, one NAME=VALUE each.",
            "The idle timeout and access logs are taken over; each other attribute is judged by "
            "itself.",
            "See the attribute: `eks2gke explain 'load-balancer-attributes: NAME'`.",
            "Read the finding of each attribute."},
    KeyText{"alb.ingress.kubernetes.io/minimum-load-balancer-capacity", Prospect::falls_away,
            "Reserved capacity of the ALB ahead of a rush.",
            "Taken out; Google's load balancers scale without a reservation."},
    KeyText{"alb.ingress.kubernetes.io/manage-backend-security-group-rules", Prospect::falls_away,
            "Said who keeps the firewall rules between ALB and nodes.",
            "Taken out; GKE keeps the firewall rules between its load balancer and the pods "
            "itself."},
    KeyText{"alb.ingress.kubernetes.io/dry-run-plan", Prospect::falls_away,
            "Written by the AWS controller: its plan of AWS resources.",
            "Taken out; it is no setting."},
    KeyText{"alb.ingress.kubernetes.io/attributes", Prospect::falls_away,
            "Only version 1 of the AWS controller read it; later it is load-balancer-attributes.",
            "Taken out; it had no effect."},
    KeyText{"alb.ingress.kubernetes.io/ignore-host-header", Prospect::falls_away,
            "Only early versions of the AWS controller read it.", "Taken out; it had no effect."},
    KeyText{"alb.ingress.kubernetes.io/successCodes", Prospect::falls_away,
            "Only version 1 of the AWS controller read it; later it is success-codes.",
            "Taken out; it had no effect."}};

constexpr std::array kFrontendNlb = {
    KeyText{"alb.ingress.kubernetes.io/enable-frontend-nlb", Prospect::decision,
            "true put an NLB before the ALB, for fixed addresses or as a public way in.",
            "No NLB is made. The scheme of the Ingress alone decides: an internal Ingress stays "
            "internal.",
            "The NLB, its name and its addresses. Where it was public before an internal ALB: the "
            "way in from the internet.",
            "Point clients at the address of the Ingress. When the internet may reach it, set "
            "scheme: internet-facing in the source, with the protection that it needs."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-scheme", Prospect::falls_away,
            "Made the NLB before the ALB public or internal.",
            "Taken out; it is never taken for the scheme of the Ingress.",
            "What enable-frontend-nlb lost."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-eip-allocations", Prospect::decision,
            "Gave the NLB fixed public addresses.", "Taken out; addresses of AWS stay there.",
            "The fixed addresses.",
            "Reserve an address, name it in the settings below ingress.addresses, and tell it to "
            "those who let only the old ones through."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-attributes", Prospect::falls_away,
            "Set attributes of the NLB before the ALB.", "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-healthcheck-healthy-threshold-count",
            Prospect::falls_away,
            "Said after how many good probes the NLB took the ALB for healthy.",
            "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-healthcheck-interval-seconds",
            Prospect::falls_away, "Said how often the NLB probed the ALB.",
            "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-healthcheck-path", Prospect::falls_away,
            "Named the path at which the NLB probed the ALB.", "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-healthcheck-port", Prospect::falls_away,
            "Named the port at which the NLB probed the ALB.", "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-healthcheck-protocol", Prospect::falls_away,
            "Named the protocol with which the NLB probed the ALB.", "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-healthcheck-success-codes",
            Prospect::falls_away,
            "Listed the codes with which the ALB counted as healthy for the NLB.",
            "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-healthcheck-timeout-seconds",
            Prospect::falls_away, "Said how long the NLB waited for an answer of the ALB.",
            "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-healthcheck-unhealthy-threshold-count",
            Prospect::falls_away,
            "Said after how many bad probes the NLB took the ALB for unhealthy.",
            "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-listener-port-mapping", Prospect::falls_away,
            "Mapped ports of the NLB to ports of the ALB.", "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-subnets", Prospect::falls_away,
            "Chose the subnets of the NLB.", "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-tags", Prospect::falls_away,
            "Set AWS tags on the NLB.", "Taken out with the NLB."},
    KeyText{"alb.ingress.kubernetes.io/frontend-nlb-security-groups", Prospect::falls_away,
            "Set security groups of the NLB before the ALB.",
            "Taken out with the NLB: the way in that they guarded does not exist on GKE.", "",
            "Give the Ingress itself the protection that is needed before you open it to the "
            "internet."}};

}  // namespace

std::span<const KeyText> load_balancer() { return kLoadBalancer; }

std::span<const KeyText> frontend_nlb() { return kFrontendNlb; }

}  // namespace translator::texts
