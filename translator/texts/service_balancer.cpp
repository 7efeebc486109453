// Keys of Services: which load balancer, where it stands, and what it listens on.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

#define AWS_KEY(name) "service.beta.kubernetes.io/aws-load-balancer-" name

constexpr std::array kServiceBalancer = {
    KeyText{"/spec/loadBalancerClass", Prospect::carries_over,
            "Named the controller of the load balancer. A webhook of the AWS Load Balancer "
            "Controller wrote it into new Services.",
            "A class of AWS is taken away, or becomes a class of GKE with service: {style: class}. "
            "A class of somebody else stays.",
            "", ""},
    KeyText{
        "class service.k8s.aws/nlb", Prospect::carries_over,
        "The loadBalancerClass of the AWS Load Balancer Controller: an NLB, internal by default.",
        "Internal, unless a scheme says internet-facing. The class is taken away: GKE serves no "
        "class that it does not know."},
    KeyText{"class eks.amazonaws.com/nlb", Prospect::carries_over,
            "The loadBalancerClass of EKS Auto Mode: an NLB, internal by default.",
            "Internal, unless a scheme says internet-facing. The class is taken away: GKE serves "
            "no class that it does not know."},
    KeyText{AWS_KEY("type"), Prospect::falls_away,
            "Chose the controller. nlb-ip, or external with a target type ip or instance: the AWS "
            "Load Balancer Controller. nlb: an NLB of the cloud provider. Without it, or with any "
            "other word: a Classic Load Balancer of the cloud provider.",
            "Taken out, after it has told who owned the Service. external without a target type "
            "meant that nobody did: such a Service becomes internal.",
            "", ""},
    KeyText{AWS_KEY("scheme"), Prospect::carries_over,
            "internal or internet-facing, for the AWS Load Balancer Controller and EKS Auto Mode; "
            "internal without it. The cloud provider does not read it.",
            "internal becomes networking.gke.io/load-balancer-type: Internal, internet-facing "
            "becomes cloud.google.com/l4-rbs: enabled. Any other word is taken for internal.",
            "", ""},
    KeyText{AWS_KEY("internal"), Prospect::carries_over,
            "For the cloud provider any text but \"false\" and \"\" meant internal, and nothing "
            "meant public. For the AWS Load Balancer Controller it is a boolean that the scheme "
            "overrules. EKS Auto Mode does not read it.",
            "Read as its owner read it. What was internal is internal on GKE; what cannot be read "
            "is taken for internal.",
            "", ""},
    KeyText{AWS_KEY("eip-allocations"), Prospect::decision,
            "Gave an internet-facing NLB these Elastic IP addresses.",
            "The address that service.addresses of the settings names. Without one GKE takes any "
            "free address.",
            "The addresses: they belong to AWS.",
            "Reserve a regional address, name it in the settings below service.addresses, and move "
            "DNS to it."},
    KeyText{AWS_KEY("private-ipv4-addresses"), Prospect::decision,
            "Gave an internal NLB these addresses of its subnets.",
            "The address that service.addresses of the settings names. Without one GKE takes any "
            "free address.",
            "The addresses: they belong to the old network.",
            "Reserve an internal address, name it in the settings below service.addresses, and "
            "move DNS to it."},
    KeyText{
        AWS_KEY("ipv6-addresses"), Prospect::decision,
        "Gave a dual-stack NLB of the AWS Load Balancer Controller these IPv6 addresses.",
        "The address that service.addresses of the settings names. Without one GKE takes any free "
        "address.",
        "The addresses: they belong to AWS.",
        "Reserve an address, name it in the settings below service.addresses, and move DNS to it."},
    KeyText{"/spec/loadBalancerIP", Prospect::falls_away,
            "Was ignored by the AWS Load Balancer Controller and an error for the cloud provider.",
            "Taken away where the load balancer was of AWS: GKE would fail for an address that is "
            "not reserved.",
            "", ""},
    KeyText{"/spec/externalIPs", Prospect::decision,
            "Made every node take connections to these addresses for its own, with no part of the "
            "load balancer.",
            "Taken away where the load balancer was of AWS: they are addresses of the old network.",
            "Clients that connect to these addresses.",
            "Write addresses that lead to the nodes on GKE, if there are such."},
    KeyText{AWS_KEY("subnets"), Prospect::decision,
            "Named the subnets of the VPC in which the load balancer stands, one for each zone.",
            "The subnetwork that service.subnets of the settings names, for an internal Service or "
            "one with IPv6. Without one: the subnetwork of the cluster.",
            "The subnets: they belong to AWS.",
            "Name a subnetwork in the settings below service.subnets; it must exist before the "
            "restore."},
    KeyText{AWS_KEY("ip-address-type"), Prospect::decision,
            "ipv4, or dualstack for IPv6 as well: the AWS Load Balancer Controller and EKS Auto "
            "Mode. The cloud provider does not read it.",
            "The families of the Service decide. dualstack on a Service of one family is told and "
            "makes no second family.",
            "IPv6, where the Service has only IPv4.",
            "Set spec.ipFamilyPolicy to PreferDualStack, in a dual-stack cluster and subnetwork."},
    KeyText{
        AWS_KEY("additional-resource-tags"), Prospect::decision,
        "Tagged the AWS resources of the load balancer. The cloud provider splits at every comma "
        "and takes tags without a value.",
        "Dropped, or labels of Google's resources with service: {resourceLabels: true}: small "
        "letters, 63 characters, 64 labels at most.",
        "Without the setting, the tags.",
        "Set service: {resourceLabels: true} in the settings when bills or policies need them."},
    KeyText{AWS_KEY("name"), Prospect::falls_away, "Named the NLB.",
            "Taken out: GKE names its load balancers itself.", "The name.", ""},
    KeyText{AWS_KEY("nlb-target-type"), Prospect::falls_away,
            "instance or ip: the targets of the NLB were nodes or pods.",
            "Taken out: GKE chooses nodes or pods as targets itself. Pods that saw an address of "
            "their own choice are told of under preserve_client_ip.enabled.",
            "", ""},
    KeyText{
        AWS_KEY("target-node-labels"), Prospect::cannot,
        "Only nodes with these labels became targets.",
        "GKE takes all nodes, or with externalTrafficPolicy Local those with pods of the Service.",
        "The choice of nodes.",
        "Check that every node may get connections; place the pods and use externalTrafficPolicy "
        "Local otherwise."},
    KeyText{"/spec/ports", Prospect::decision,
            "Each port became a listener. A Classic Load Balancer took no UDP, and the cloud "
            "provider refused TCP beside UDP.",
            "The same ports. More than five of an external Service become one range at the load "
            "balancer, while the firewall keeps the single ports. TCP beside UDP is told; any "
            "other protocol parks the Service.",
            "Protocols other than TCP and UDP.",
            "Take ports of another protocol out of the Service. Where TCP and UDP stand together, "
            "check that both answer."},
    KeyText{AWS_KEY("enable-tcp-udp-listener"), Prospect::falls_away,
            "true made one listener of TCP and UDP on the same port number.",
            "Taken out: GKE goes by the protocols of the ports.", "", ""},
    KeyText{AWS_KEY("quic-enabled-ports"), Prospect::cannot,
            "The NLB routed QUIC on these ports by connection ID.",
            "GKE passes UDP on by address and port.",
            "A QUIC connection whose client changes its address.",
            "Add a UDP port to the Service if clients use QUIC."},
    KeyText{"/spec/sessionAffinity", Prospect::decision,
            "The AWS Load Balancer Controller ignored it. The cloud provider answered ClientIP "
            "with an error.",
            "Kept: GKE's load balancer looks at it. It becomes ClientIP where the target group was "
            "sticky (stickiness.enabled).",
            "", "Set it to None in the source when clients need not stay at one pod."}};

#undef AWS_KEY

}  // namespace

std::span<const KeyText> service_balancer() { return kServiceBalancer; }

}  // namespace translator::texts
