// Which load balancer an Ingress asks for: class, scheme, group; and the finalizers of AWS.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

constexpr std::array kClasses = {
    KeyText{"kubernetes.io/ingress.class", Prospect::carries_over,
            "alb made the AWS controller serve the Ingress; any other word left it to another "
            "controller.",
            "A class of AWS is replaced by gce (external) or gce-internal; the class of another "
            "controller stays."},
    KeyText{"/spec/ingressClassName", Prospect::carries_over,
            "Named an IngressClass; one whose controller is ingress.k8s.aws/alb or "
            "eks.amazonaws.com/alb was served by an ALB.",
            "The field is removed and the annotation kubernetes.io/ingress.class is set: GKE "
            "ignores an Ingress that has the field."},
    KeyText{"class alb", Prospect::carries_over,
            "The usual name of the class of the AWS Load Balancer Controller or of EKS Auto Mode.",
            "The Ingress gets class gce or gce-internal by its scheme. The IngressClass itself is "
            "not restored."},
    KeyText{"class ingress.k8s.aws/alb", Prospect::carries_over,
            "The controller name of an IngressClass of the AWS Load Balancer Controller.",
            "Ingresses of its classes become Ingresses of GKE. Its IngressClasses and "
            "IngressClassParams are read from the backup and not restored."},
    KeyText{"class eks.amazonaws.com/alb", Prospect::carries_over,
            "The controller name of an IngressClass of EKS Auto Mode.",
            "Ingresses of its classes become Ingresses of GKE. Its IngressClasses and "
            "IngressClassParams are read from the backup and not restored."},
    KeyText{"class eks2gke-parked", Prospect::decision,
            "Not of AWS: this project gives it to an Ingress that it does not open.",
            "Nobody serves it: no load balancer is made.",
            "The load balancer, until somebody decides.",
            "Read the annotations eks2gke.io/summary and eks2gke.io/next-step of the Ingress, "
            "then let `eks2gke fix` open it, or set its class by hand."},
    KeyText{"alb.ingress.kubernetes.io/scheme", Prospect::carries_over,
            "internet-facing made a public ALB, internal a private one. Without it the ALB was "
            "internal, unless the class or a flag of the controller said otherwise.",
            "internet-facing becomes class gce, internal and no scheme become gce-internal. What "
            "was internal is never made public.",
            "",
            "Write the scheme into the source when a flag of the AWS controller made the ALB "
            "public: the backup does not hold that flag."},
    KeyText{"alb.ingress.kubernetes.io/group.name", Prospect::decision,
            "Put all Ingresses of this name, in all namespaces, behind one ALB.",
            "Each member gets a load balancer and an address of its own. An internet-facing group "
            "is judged as a whole: what parks one member for its protection parks all.",
            "The shared address. Hosts that several members serve together have no one place to "
            "point DNS at.",
            "Point the DNS name of each host at the address of its own Ingress; restore from a "
            "backup of all namespaces."},
    KeyText{"alb.ingress.kubernetes.io/group.order", Prospect::falls_away,
            "Ordered the rules of the members of a group: the lower number came first.",
            "Taken out. GKE takes the longest path. Where the order of the group decided a "
            "request, the Ingress is parked.",
            "", ""},
    KeyText{"IngressClassParams spec.namespaceSelector", Prospect::falls_away,
            "Said which namespaces may use the class.",
            "Nothing: it is not part of a load balancer, and the class is not restored.",
            "The limit on who may use the class.",
            "Limit who may create Ingresses by roles or an admission policy."}};

constexpr std::array kFinalizers = {
    KeyText{"aga.k8s.aws/resources", Prospect::falls_away,
            "Kept a GlobalAccelerator object until the AWS controller had cleaned up.",
            "Removed; the object itself is not restored."},
    KeyText{"elbv2.k8s.aws/resources", Prospect::falls_away,
            "Kept a TargetGroupBinding until the AWS controller had taken its targets out.",
            "Removed; the object itself is not restored."},
    KeyText{"external-attacher/*", Prospect::falls_away,
            "Kept a volume until the CSI driver of AWS had detached it.",
            "Removed where the driver is one of AWS; nobody on GKE would."},
    KeyText{"finalizers.*", Prospect::falls_away,
            "Kept an object of AWS Controllers for Kubernetes (ACK) until its AWS resource was "
            "gone.",
            "Removed where it ends in services.k8s.aws; nobody on GKE would."},
    KeyText{"gateway.k8s.aws/*", Prospect::falls_away,
            "Kept a Gateway object until the AWS controller had cleaned up.",
            "Removed; nobody on GKE would."},
    KeyText{"group.ingress.k8s.aws/*", Prospect::falls_away,
            "Kept an Ingress of an IngressGroup until the AWS controller had changed the shared "
            "ALB.",
            "Removed. With it the Ingress, and then its namespace, could never be deleted on GKE."},
    KeyText{"ingress.k8s.aws/resources", Prospect::falls_away,
            "Kept an Ingress until the AWS controller had deleted its ALB.",
            "Removed. With it the Ingress, and then its namespace, could never be deleted on GKE."},
    KeyText{"karpenter.k8s.aws/termination", Prospect::falls_away,
            "Kept an EC2NodeClass until Karpenter had cleaned up.",
            "Removed; nobody on GKE would."},
    KeyText{"karpenter.sh/termination", Prospect::falls_away,
            "Kept a node or NodeClaim until Karpenter had drained it.",
            "Removed; nobody on GKE would."},
    KeyText{"networking.k8s.aws/*", Prospect::falls_away,
            "Kept a NetworkPolicy, or an object of the VPC controllers, until AWS had cleaned up.",
            "Removed; the NetworkPolicy itself stays."}};

}  // namespace

std::span<const KeyText> classes() { return kClasses; }

std::span<const KeyText> finalizers() { return kFinalizers; }

}  // namespace translator::texts
