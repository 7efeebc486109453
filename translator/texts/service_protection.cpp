// Keys of Services: who may connect, TLS, and what the load balancer did to the bytes.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

#define AWS_KEY(name) "service.beta.kubernetes.io/aws-load-balancer-" name

constexpr std::array kServiceProtection = {
    KeyText{"/spec/loadBalancerSourceRanges", Prospect::decision,
            "The address ranges that may connect; it won over the annotation.",
            "The same on GKE, which goes by IP family. A range that is no CIDR, or a family of the "
            "Service without a range, parks the Service.",
            "", "Write each range as ADDRESS/LENGTH, and one for each family in spec.ipFamilies."},
    KeyText{"service.beta.kubernetes.io/load-balancer-source-ranges", Prospect::decision,
            "The address ranges that may connect, where spec.loadBalancerSourceRanges has none.",
            "GKE reads the same annotation, and goes by IP family. A range that is no CIDR, or a "
            "family of the Service without a range, parks the Service.",
            "", "Write each range as ADDRESS/LENGTH, and one for each family in spec.ipFamilies."},
    KeyText{AWS_KEY("security-groups"), Prospect::decision,
            "Named the security groups of the load balancer. For the AWS Load Balancer Controller "
            "the source ranges were ignored then.",
            "An internet-facing Service is parked: what the groups allow is not in the backup. An "
            "internal one is told.",
            "The rules of the groups.",
            "Write the address ranges into spec.loadBalancerSourceRanges, take the annotation out "
            "of the source, and make a new backup."},
    KeyText{AWS_KEY("extra-security-groups"), Prospect::decision,
            "Added security groups to those of a Classic Load Balancer of the cloud provider; "
            "nobody else reads it.",
            "An internet-facing Service is parked: what the groups allow is not in the backup. An "
            "internal one is told.",
            "The rules of the groups.",
            "Write the address ranges into spec.loadBalancerSourceRanges, take the annotation out "
            "of the source, and make a new backup."},
    KeyText{
        AWS_KEY("security-group-prefix-lists"), Prospect::decision,
        "Let in the address ranges of these prefix lists: the AWS Load Balancer Controller alone.",
        "An internet-facing Service is parked: what the lists hold is not in the backup. An "
        "internal one is told.",
        "The ranges of the lists.",
        "Write the address ranges into spec.loadBalancerSourceRanges, take the annotation out of "
        "the source, and make a new backup."},
    KeyText{AWS_KEY("disable-nlb-sg"), Prospect::falls_away,
            "true made the NLB without security groups.",
            "Taken out: GKE makes its firewall rules itself, from the source ranges.", "", ""},
    KeyText{AWS_KEY("manage-backend-security-group-rules"), Prospect::falls_away,
            "Let the AWS Load Balancer Controller write rules into the groups of the nodes.",
            "Taken out: GKE makes its firewall rules itself.", "", ""},
    KeyText{AWS_KEY("enable-icmp-for-path-mtu-discovery"), Prospect::falls_away,
            "on let ICMP messages about packet sizes into the security group.",
            "Taken out: GKE makes its firewall rules itself.", "", ""},
    KeyText{AWS_KEY("inbound-sg-rules-on-private-link-traffic"), Prospect::cannot,
            "on or off: whether the rules of the group also count for clients behind PrivateLink.",
            "GKE makes no endpoint for other networks by itself.",
            "The endpoint for clients of other networks.",
            "Publish the internal load balancer with a ServiceAttachment, if others still use it."},
    KeyText{AWS_KEY("ssl-cert"), Prospect::cannot,
            "The load balancer ended TLS with this certificate of ACM or IAM. The AWS Load "
            "Balancer Controller takes a list, the cloud provider one.",
            "GKE's L4 load balancers have no TLS: the Service is parked, internal ones too.",
            "TLS at the load balancer.",
            "Serve it by an Ingress or Gateway with a certificate, or let the pods end TLS "
            "themselves; or accept it in the settings."},
    KeyText{AWS_KEY("ssl-ports"), Prospect::falls_away,
            "The ports with TLS, by number or name; all without it. For the cloud provider \"*\" "
            "means all, for the AWS Load Balancer Controller it is an error.",
            "Taken out: the certificate (aws-load-balancer-ssl-cert) decides. Without a "
            "certificate it had no effect.",
            "", ""},
    KeyText{AWS_KEY("ssl-negotiation-policy"), Prospect::falls_away,
            "Named the ELB policy: which TLS versions and ciphers clients may use.",
            "Taken out: the certificate (aws-load-balancer-ssl-cert) decides. Without a "
            "certificate it had no effect.",
            "", ""},
    KeyText{AWS_KEY("alpn-policy"), Prospect::falls_away,
            "Which protocols a TLS listener of the AWS Load Balancer Controller offered by ALPN.",
            "Taken out: the certificate (aws-load-balancer-ssl-cert) decides. Without a "
            "certificate it had no effect.",
            "", ""},
    KeyText{
        AWS_KEY("backend-protocol"), Prospect::decision,
        "AWS Load Balancer Controller: ssl encrypted again behind TLS, all else was TCP. Cloud "
        "provider: http or https beside a certificate made an HTTPS listener that wrote "
        "X-Forwarded-For; http without one made an HTTP listener of a Classic Load Balancer.",
        "TCP on the way to the pods. Where TLS ended at the load balancer the Service is parked "
        "for its certificate. http of a Classic Load Balancer without a certificate is told.",
        "X-Forwarded-For of a Classic Load Balancer: pods get what the client wrote.",
        "Make sure that the pods do not trust X-Forwarded-For, or serve them by an Ingress."},
    KeyText{AWS_KEY("proxy-protocol"), Prospect::cannot,
            "\"*\" began each connection with the PROXY protocol. The cloud provider reads it for "
            "a Classic Load Balancer only, and drops it for an NLB.",
            "The Service is parked where it had an effect, internal ones too: pods that expect the "
            "protocol refuse plain connections.",
            "The PROXY protocol, and with it the client's address.",
            "Let the pods accept connections without it; with externalTrafficPolicy Local they see "
            "the client's address. Or accept it in the settings."},
    KeyText{AWS_KEY("proxy-protocol-per-target-group"), Prospect::cannot,
            "Began connections to these ports with the PROXY protocol: the AWS Load Balancer "
            "Controller. The cloud provider does not read it.",
            "The Service is parked where it had an effect, internal ones too: pods that expect the "
            "protocol refuse plain connections.",
            "The PROXY protocol, and with it the client's address.",
            "Let the pods accept connections without it; with externalTrafficPolicy Local they see "
            "the client's address. Or accept it in the settings."},
    KeyText{"service.beta.kubernetes.io/actions.*", Prospect::cannot,
            "Shared the connections of a port by weight with other Services or target groups: the "
            "AWS Load Balancer Controller, as actions.PROTOCOL-PORT.",
            "The Service is parked, internal ones too: an L4 load balancer of GKE has one Service "
            "only.",
            "The shares.",
            "Decide which Service gets the connections, or share them behind a Gateway; or accept "
            "it in the settings."},
    KeyText{AWS_KEY("multi-cluster-target-group"), Prospect::decision,
            "true let other clusters register targets behind the same NLB.",
            "true parks the Service, internal ones too: GKE's load balancer leads to this cluster "
            "alone. false is taken out.",
            "The targets in other clusters.",
            "Decide whether this cluster alone is enough, or use a multi-cluster Gateway."}};

#undef AWS_KEY

}  // namespace

std::span<const KeyText> service_protection() { return kServiceProtection; }

}  // namespace translator::texts
