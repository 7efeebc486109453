// Attributes of an NLB, its listeners and its target groups.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

#define BALANCER "service.beta.kubernetes.io/aws-load-balancer-attributes"
#define LISTENER "service.beta.kubernetes.io/aws-load-balancer-listener-attributes"
#define TARGETS "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes"
#define ONE_BY_ONE                                                                                \
  "Each attribute is answered by itself. One that nobody knows parks an internet-facing Service " \
  "and is told on an internal one."
#define FIND_OUT "Ask for each attribute: eks2gke explain 'KEY: NAME'."
#define NO_SETTING "Taken out: GKE's L4 load balancers have no such setting."

constexpr std::array kServiceAttributes = {
    KeyText{
        BALANCER, Prospect::decision,
        "Attributes of the NLB, as NAME=VALUE: the AWS Load Balancer Controller and EKS Auto Mode.",
        ONE_BY_ONE, "", FIND_OUT},
    KeyText{BALANCER ".*", Prospect::decision,
            "No controller of AWS is known to read this longer form.",
            "Answered like the key without the ending.", "", FIND_OUT},
    KeyText{BALANCER ": deletion_protection.enabled", Prospect::decision,
            "true kept the NLB from being deleted.",
            "On GKE the load balancer goes with its Service. true is told, and false is taken out.",
            "The protection.", "Keep people from deleting the Service, for example by RBAC."},
    KeyText{BALANCER ": access_logs.*", Prospect::falls_away,
            "Wrote logs of TLS connections to S3.", NO_SETTING, "The logs.", ""},
    KeyText{BALANCER ": dns_record.*", Prospect::falls_away,
            "Decided to which zone the DNS name of the NLB led a client.", NO_SETTING, "", ""},
    KeyText{BALANCER ": load_balancing.cross_zone.*", Prospect::falls_away,
            "true sent connections to targets of all zones.",
            "Taken out: GKE's load balancers always balance over all zones.", "", ""},
    KeyText{BALANCER ": secondary_ips.*", Prospect::falls_away,
            "Gave the NLB more addresses in each subnet.", NO_SETTING, "", ""},
    KeyText{BALANCER ": zonal_shift.*", Prospect::falls_away,
            "Let operators move connections away from a zone.", NO_SETTING, "The shift.", ""},
    KeyText{BALANCER ": ipv6.deny_all_igw_traffic", Prospect::decision,
            "true kept the internet away from the IPv6 addresses of an internal NLB.",
            "false is taken out. true is taken for an attribute that nobody knows: it is told on "
            "an internal Service, and parks an internet-facing one.",
            "With true, the switch.", "Check who may reach the IPv6 addresses of the subnetwork."},
    KeyText{LISTENER, Prospect::decision,
            "No controller of AWS is known to read it without PROTOCOL-PORT at the end.",
            ONE_BY_ONE, "", FIND_OUT},
    KeyText{LISTENER ".*", Prospect::decision,
            "Attributes of one listener, as listener-attributes.TCP-80: the AWS Load Balancer "
            "Controller and EKS Auto Mode.",
            ONE_BY_ONE, "", FIND_OUT},
    KeyText{LISTENER ".*: tcp.idle_timeout.seconds", Prospect::falls_away,
            "When a silent TCP connection was closed.",
            "Taken out: GKE's L4 load balancers have no idle timeout to set.", "The timeout.", ""},
    KeyText{TARGETS, Prospect::decision,
            "Attributes of the target groups, as NAME=VALUE. The cloud provider reads "
            "preserve_client_ip.enabled and proxy_protocol_v2.enabled alone, and only for an NLB.",
            ONE_BY_ONE " What its owner did not read is dropped.", "", FIND_OUT},
    KeyText{
        TARGETS ".*", Prospect::decision,
        "The same for one port, as target-group-attributes.PORT: the AWS Load Balancer Controller.",
        ONE_BY_ONE, "", FIND_OUT},
    KeyText{TARGETS ": proxy_protocol_v2.enabled", Prospect::cannot,
            "true began each connection with the PROXY protocol.",
            "The Service is parked, internal ones too: pods that expect the protocol refuse plain "
            "connections. false is taken out.",
            "The PROXY protocol, and with it the client's address.",
            "Let the pods accept connections without it; with externalTrafficPolicy Local they see "
            "the client's address. Or accept it in the settings."},
    KeyText{TARGETS ": proxy_protocol_v2.*", Prospect::falls_away,
            "Told the NLB details of the PROXY protocol.",
            "Taken out: GKE sends no PROXY protocol.", "", ""},
    KeyText{TARGETS ": preserve_client_ip.enabled", Prospect::decision,
            "true showed pods the client's address, false the address of the NLB.",
            "externalTrafficPolicy decides. With true, pods as targets and no Local the pods see a "
            "node's address, which is told.",
            "The client's address, with externalTrafficPolicy Cluster.",
            "Set externalTrafficPolicy to Local if the pods need the client's address."},
    KeyText{TARGETS ": stickiness.enabled", Prospect::carries_over,
            "true kept a client at its target.",
            "spec.sessionAffinity: ClientIP, for all ports and for clients inside the cluster too. "
            "The cloud provider did not read it.",
            "", ""},
    KeyText{TARGETS ": stickiness.type", Prospect::decision,
            "source_ip, the only one that an NLB has.",
            "source_ip goes with stickiness.enabled. Any other word parks an internet-facing "
            "Service and is told on an internal one.",
            "", "Write source_ip, or take the attribute out of the source."},
    KeyText{TARGETS ": deregistration_delay.timeout_seconds", Prospect::falls_away,
            "How long a leaving target kept its connections; 300 s without it.",
            "Taken out: GKE's L4 load balancers always drain for 30 s.", "A longer time.",
            "Let clients connect again when a connection of more than 30 s is cut."},
    KeyText{TARGETS ": deregistration_delay.connection_termination.enabled", Prospect::falls_away,
            "true cut the connections of a target when its time was over.",
            "Taken out: GKE's L4 load balancers always drain for 30 s.", "", ""},
    KeyText{TARGETS ": load_balancing.cross_zone.*", Prospect::falls_away,
            "Whether targets of all zones got connections.",
            "Taken out: GKE's load balancers always balance over all zones.", "", ""},
    KeyText{TARGETS ": target_group_health.*", Prospect::falls_away,
            "How many targets had to be healthy before the NLB gave a zone up.",
            "Taken out: GKE decides itself what is healthy.", "The numbers.", ""},
    KeyText{TARGETS ": target_health_state.*", Prospect::falls_away,
            "What became of the connections of an unhealthy target.",
            "Taken out: GKE decides itself what is healthy.", "The choice.", ""}};

#undef NO_SETTING
#undef FIND_OUT
#undef ONE_BY_ONE
#undef TARGETS
#undef LISTENER
#undef BALANCER

}  // namespace

std::span<const KeyText> service_attributes() { return kServiceAttributes; }

}  // namespace translator::texts
