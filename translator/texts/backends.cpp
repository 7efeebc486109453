// Keys about the Services behind an Ingress and their health checks.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

constexpr std::array kBackends = {
    KeyText{"alb.ingress.kubernetes.io/target-type", Prospect::carries_over,
            "ip sent requests to pods, instance to node ports.",
            "Each Service behind the Ingress gets network endpoint groups (NEGs): requests go to "
            "the pods, whatever the type of the Service."},
    KeyText{"alb.ingress.kubernetes.io/target-node-labels", Prospect::falls_away,
            "Chose the nodes that took in requests (instance only).",
            "Taken out; requests go to the pods, on whatever node they run."},
    KeyText{"alb.ingress.kubernetes.io/multi-cluster-target-group", Prospect::decision,
            "true let several clusters register in the same target group.",
            "true parks the Ingress: GKE Ingress would send all requests to this cluster. false "
            "falls away.",
            "The share of the other clusters.",
            "Use a multi-cluster Gateway of GKE, or take the key out of the source when this "
            "cluster may carry everything."},
    KeyText{"alb.ingress.kubernetes.io/target-control-port.*", Prospect::falls_away,
            "Named the port of AWS's target optimizer agent.",
            "Taken out; Google's load balancers ask no agent."},
    KeyText{"alb.ingress.kubernetes.io/backend-protocol", Prospect::carries_over,
            "HTTP or HTTPS between ALB and pods.",
            "HTTPS becomes cloud.google.com/app-protocols of the Service; an unnamed port gets a "
            "name."},
    KeyText{"alb.ingress.kubernetes.io/backend-protocol-version", Prospect::decision,
            "HTTP1, HTTP2 or GRPC between ALB and pods.",
            "HTTP2 and GRPC over TLS become app-protocols HTTP2. Without TLS at the pods they "
            "park the Ingress.",
            "HTTP/2 and gRPC without TLS; health checks by gRPC.",
            "Serve TLS in the pods (backend-protocol HTTPS), or put a Gateway of GKE before the "
            "Service."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes", Prospect::decision,
            "Set attributes of the target groups, one NAME=VALUE each.",
            "Draining and cookie affinity are taken over; each other attribute is judged by "
            "itself.",
            "See the attribute: `eks2gke explain 'target-group-attributes: NAME'`.",
            "Read the finding of each attribute."},
    KeyText{"alb.ingress.kubernetes.io/healthcheck-path", Prospect::carries_over,
            "The path that was probed; / without the key.",
            "Set in healthCheck of the BackendConfig (requestPath), / without the key."},
    KeyText{"alb.ingress.kubernetes.io/healthcheck-port", Prospect::decision,
            "The port that was probed: traffic-port, a number, or the name of a Service port.",
            "Set in healthCheck of the BackendConfig (port). A node port or a name is followed to "
            "the number of the pods' port.",
            "A port that the Service does not tell: then the port that serves is probed.",
            "Set healthCheck.port in the BackendConfig when another port is meant."},
    KeyText{"alb.ingress.kubernetes.io/healthcheck-protocol", Prospect::carries_over,
            "HTTP or HTTPS of the probe; without the key, that of the backend.",
            "Set in healthCheck of the BackendConfig (type), that of the backend without the key."},
    KeyText{"alb.ingress.kubernetes.io/healthcheck-interval-seconds", Prospect::carries_over,
            "Seconds between two probes; 15 without the key.",
            "Set in healthCheck of the BackendConfig (checkIntervalSec), 15 without the key."},
    KeyText{"alb.ingress.kubernetes.io/healthcheck-timeout-seconds", Prospect::carries_over,
            "Seconds that a probe waited; 5 without the key.",
            "Set in healthCheck of the BackendConfig (timeoutSec), 5 without the key, and never "
            "above the interval."},
    KeyText{"alb.ingress.kubernetes.io/healthy-threshold-count", Prospect::carries_over,
            "Good probes until a pod got requests; 2 without the key.",
            "Set in healthCheck of the BackendConfig (healthyThreshold), 2 without the key."},
    KeyText{"alb.ingress.kubernetes.io/unhealthy-threshold-count", Prospect::carries_over,
            "Bad probes until a pod got no requests; 2 without the key.",
            "Set in healthCheck of the BackendConfig (unhealthyThreshold), 2 without the key."},
    KeyText{"alb.ingress.kubernetes.io/success-codes", Prospect::decision,
            "The codes that count as healthy: one, a list such as 200,302, or a range such as "
            "200-399; 200 without the key.",
            "GKE takes 200, and only 200, for healthy. The Ingress is served; the finding says "
            "whether 200 is among the codes.",
            "Every code but 200: a path that answers a redirect or a 401 makes its pods "
            "unhealthy, and they get no requests.",
            "Make the health check path answer 200, or name another path in healthcheck-path of "
            "the source."}};

}  // namespace

std::span<const KeyText> backends() { return kBackends; }

}  // namespace translator::texts
