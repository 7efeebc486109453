// Attributes inside load-balancer-attributes, target-group-attributes and listener-attributes.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

constexpr std::array kLoadBalancerAttributes = {
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: idle_timeout.timeout_seconds",
            Prospect::carries_over,
            "Closed a connection after so many seconds of silence; 60 without it.",
            "timeoutSec of the BackendConfig, 60 without it. It limits the whole response, and "
            "the life of a WebSocket.",
            "Long responses and WebSockets that never fall silent end too.",
            "Raise the value in the source for Services with long responses or WebSockets."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: access_logs.s3.*",
            Prospect::decision, "Wrote a line for each request into a bucket of S3.",
            "enabled=true becomes logging in the BackendConfig, at full rate: the lines go to "
            "Cloud Logging.",
            "The bucket in S3 gets no lines.",
            "Make a log sink in Google Cloud where files are needed."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: connection_logs.s3.*",
            Prospect::falls_away, "Wrote connection logs into a bucket of S3.",
            "Taken out; Cloud Logging has the request logs.", "Connection logs."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: health_check_logs.s3.*",
            Prospect::falls_away, "Wrote health check logs into a bucket of S3.", "Taken out.",
            "Health check logs."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: client_keep_alive.seconds",
            Prospect::falls_away, "Limited the life of a client's connection.",
            "Taken out; it changes nothing on GKE."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: deletion_protection.enabled",
            Prospect::decision, "true kept the ALB from being deleted.",
            "Taken out; GKE has no deletion protection.",
            "The protection: deleting the Ingress deletes its load balancer.",
            "Limit who may delete Ingresses."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: ipv6.deny_all_igw_traffic",
            Prospect::falls_away, "Cut internet gateways off from an ALB with IPv6.",
            "Taken out; it changes nothing on GKE."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: "
            "load_balancing.cross_zone.enabled",
            Prospect::falls_away, "Always on for an ALB.", "Taken out; it changes nothing on GKE."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: "
            "routing.http.desync_mitigation_mode",
            Prospect::decision, "Said how strictly odd requests were treated.",
            "Taken out; Google's load balancers refuse malformed requests by rules of their own.",
            "The chosen mode (defensive, the default, loses nothing that can be set).",
            "Let the application refuse what it must not see."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: "
            "routing.http.drop_invalid_header_fields.enabled",
            Prospect::decision, "true dropped header fields with invalid names.",
            "Taken out; GKE has no such setting.", "The dropping.",
            "Let the application ignore such header fields."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: "
            "routing.http.preserve_host_header.enabled",
            Prospect::falls_away, "true passed the Host header on as it came.",
            "Taken out; the Host header is always passed on as it came."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: "
            "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
            Prospect::decision,
            "true sent the headers x-amzn-tls-version and x-amzn-tls-cipher-suite.",
            "Taken out; GKE does not send them.", "Both headers.",
            "Change an application that reads them."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: "
            "routing.http.xff_client_port.enabled",
            Prospect::decision, "true added the client's port to X-Forwarded-For.", "Taken out.",
            "The port in X-Forwarded-For.", "Change an application that reads it."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: "
            "routing.http.xff_header_processing.mode",
            Prospect::decision, "append, preserve or remove X-Forwarded-For.",
            "GKE always appends.", "The modes preserve and remove.",
            "Change an application that depends on them."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: routing.http2.enabled",
            Prospect::falls_away, "false switched HTTP/2 to clients off.",
            "Taken out; HTTP/2 cannot be switched off.", "A way to force HTTP/1.1."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: waf.fail_open.enabled",
            Prospect::falls_away, "Let requests pass when AWS WAF did not answer.",
            "Taken out; it goes with the web ACL."},
    KeyText{"alb.ingress.kubernetes.io/load-balancer-attributes: zonal_shift.config.enabled",
            Prospect::falls_away, "Let a zone be taken out of service by hand.",
            "Taken out; it changes nothing on GKE.", "The zonal shift of AWS."}};

constexpr std::array kTargetGroupAttributes = {
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: "
            "deregistration_delay.timeout_seconds",
            Prospect::carries_over,
            "Let requests of a leaving pod end for so many seconds; 300 without it.",
            "connectionDraining.drainingTimeoutSec of the BackendConfig, 300 without it: GKE's "
            "own default is 0."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: stickiness.*",
            Prospect::carries_over,
            "Kept a client with its pod by a cookie: lb_cookie of the ALB, app_cookie of the "
            "application.",
            "sessionAffinity GENERATED_COOKIE of the BackendConfig, for at most 86400 seconds.",
            "A longer life of the cookie; cookies that the application names.",
            "Check that nothing reads the old cookie."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: load_balancing.algorithm.type",
            Prospect::decision, "round_robin, least_outstanding_requests or weighted_random.",
            "Taken out; GKE Ingress has no choice.", "Any algorithm but round_robin.",
            "Use a Gateway of GKE where the algorithm matters."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: "
            "load_balancing.algorithm.anomaly_mitigation",
            Prospect::falls_away, "on sent fewer requests to pods that behave oddly.", "Taken out.",
            "Anomaly mitigation."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: slow_start.duration_seconds",
            Prospect::decision, "Gave a new pod its share of requests slowly.",
            "Taken out: a new pod gets its full share at once.", "Slow start.",
            "Let readiness probes succeed only when a pod is warm."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: load_balancing.cross_zone.enabled",
            Prospect::falls_away, "Kept requests in their zone, or not.",
            "Taken out; it changes nothing on GKE."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: target_group_health.*",
            Prospect::falls_away, "Said how many healthy targets are enough.",
            "Taken out; it changes nothing on GKE."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: "
            "deregistration_delay.connection_termination.enabled",
            Prospect::falls_away, "Of an NLB: cut connections at the end of the delay.",
            "Taken out; it changes nothing on GKE."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: "
            "lambda.multi_value_headers.enabled",
            Prospect::falls_away, "Of target groups with Lambda functions.",
            "Taken out; it changes nothing on GKE."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: preserve_client_ip.enabled",
            Prospect::falls_away, "Of an NLB: showed pods the client's address.",
            "Taken out; it changes nothing on GKE."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: proxy_protocol_v2.*",
            Prospect::falls_away, "Of an NLB: told the client's address by proxy protocol.",
            "Taken out; it changes nothing on GKE."},
    KeyText{"alb.ingress.kubernetes.io/target-group-attributes: target_health_state.*",
            Prospect::falls_away, "Of an NLB: what happens to connections of unhealthy targets.",
            "Taken out; it changes nothing on GKE."}};

constexpr std::array kListenerAttributes = {
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*", Prospect::decision,
            "Set attributes of one listener, such as listener-attributes.HTTPS-443, one "
            "NAME=VALUE each.",
            "Response headers go into each BackendConfig, for all listeners; each other attribute "
            "is judged by itself.",
            "See the attribute: `eks2gke explain 'listener-attributes.HTTPS-443: NAME'`.",
            "Read the finding of each attribute."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: "
            "routing.http.response.access_control_allow_credentials.header_value",
            Prospect::carries_over,
            "Made the ALB add the response header Access-Control-Allow-Credentials.",
            "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
            "cannot be sent.",
            "Another value on another listener.",
            "Let the pods send the header where that matters."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: "
            "routing.http.response.access_control_allow_headers.header_value",
            Prospect::carries_over,
            "Made the ALB add the response header Access-Control-Allow-Headers.",
            "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
            "cannot be sent.",
            "Another value on another listener.",
            "Let the pods send the header where that matters."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: "
            "routing.http.response.access_control_allow_methods.header_value",
            Prospect::carries_over,
            "Made the ALB add the response header Access-Control-Allow-Methods.",
            "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
            "cannot be sent.",
            "Another value on another listener.",
            "Let the pods send the header where that matters."},
    KeyText{
        "alb.ingress.kubernetes.io/listener-attributes.*: "
        "routing.http.response.access_control_allow_origin.header_value",
        Prospect::carries_over, "Made the ALB add the response header Access-Control-Allow-Origin.",
        "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
        "cannot be sent.",
        "Another value on another listener.", "Let the pods send the header where that matters."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: "
            "routing.http.response.access_control_expose_headers.header_value",
            Prospect::carries_over,
            "Made the ALB add the response header Access-Control-Expose-Headers.",
            "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
            "cannot be sent.",
            "Another value on another listener.",
            "Let the pods send the header where that matters."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: "
            "routing.http.response.access_control_max_age.header_value",
            Prospect::carries_over, "Made the ALB add the response header Access-Control-Max-Age.",
            "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
            "cannot be sent.",
            "Another value on another listener.",
            "Let the pods send the header where that matters."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: "
            "routing.http.response.content_security_policy.header_value",
            Prospect::carries_over, "Made the ALB add the response header Content-Security-Policy.",
            "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
            "cannot be sent.",
            "Another value on another listener.",
            "Let the pods send the header where that matters."},
    KeyText{
        "alb.ingress.kubernetes.io/listener-attributes.*: "
        "routing.http.response.strict_transport_security.header_value",
        Prospect::carries_over, "Made the ALB add the response header Strict-Transport-Security.",
        "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
        "cannot be sent.",
        "Another value on another listener.", "Let the pods send the header where that matters."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: "
            "routing.http.response.x_content_type_options.header_value",
            Prospect::carries_over, "Made the ALB add the response header X-Content-Type-Options.",
            "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
            "cannot be sent.",
            "Another value on another listener.",
            "Let the pods send the header where that matters."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: "
            "routing.http.response.x_frame_options.header_value",
            Prospect::carries_over, "Made the ALB add the response header X-Frame-Options.",
            "customResponseHeaders of each BackendConfig, on all listeners. A value with braces "
            "cannot be sent.",
            "Another value on another listener.",
            "Let the pods send the header where that matters."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: routing.http.request.x_amzn_mtls_*",
            Prospect::cannot, "Renamed request headers about the client certificate.",
            "GKE sends none of these headers.", "The headers.",
            "Change the application so that it does not read them."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: routing.http.request.x_amzn_tls_*",
            Prospect::cannot, "Renamed request headers about TLS version and cipher.",
            "GKE sends none of these headers.", "The headers.",
            "Change the application so that it does not read them."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: "
            "routing.http.response.server.enabled",
            Prospect::falls_away, "false left out the response header Server.",
            "Taken out; GKE has no setting for it.", "Leaving the header out."},
    KeyText{"alb.ingress.kubernetes.io/listener-attributes.*: tcp.idle_timeout.seconds",
            Prospect::falls_away, "Of an NLB: closed silent connections.",
            "Taken out; it changes nothing on GKE."}};

}  // namespace

std::span<const KeyText> load_balancer_attributes() { return kLoadBalancerAttributes; }

std::span<const KeyText> target_group_attributes() { return kTargetGroupAttributes; }

std::span<const KeyText> listener_attributes() { return kListenerAttributes; }

}  // namespace translator::texts
