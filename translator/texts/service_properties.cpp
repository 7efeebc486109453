// Keys of Services: health checks, draining, logs, capacity. GKE's L4 load balancers have none of
// these settings.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

#define AWS_KEY(name) "service.beta.kubernetes.io/aws-load-balancer-" name
#define FIXED_CHECK "Taken out: GKE checks the nodes itself and the check cannot be set."
#define NO_LOGS "Taken out: GKE's L4 load balancers write no access logs."

constexpr std::array kServiceProperties = {
    KeyText{AWS_KEY("healthcheck-protocol"), Prospect::falls_away,
            "TCP, HTTP or HTTPS: how targets were checked. Without it TCP; HTTP to the health "
            "check node port with externalTrafficPolicy Local.",
            FIXED_CHECK, "A check that asks the pods by HTTP.",
            "Let the readiness probes of the pods ask what the check asked."},
    KeyText{AWS_KEY("healthcheck-port"), Prospect::falls_away,
            "The port that was checked: a number or traffic-port, for the AWS Load Balancer "
            "Controller also a name.",
            FIXED_CHECK, "The port.",
            "Let the readiness probes of the pods ask what the check asked."},
    KeyText{AWS_KEY("healthcheck-path"), Prospect::falls_away,
            "The path of an HTTP check; / without it.", FIXED_CHECK, "The path.",
            "Let the readiness probes of the pods ask what the check asked."},
    KeyText{AWS_KEY("healthcheck-success-codes"), Prospect::falls_away,
            "The HTTP codes of a healthy target, 200-399 without it: the AWS Load Balancer "
            "Controller alone.",
            FIXED_CHECK, "The codes.",
            "Let the readiness probes of the pods ask what the check asked."},
    KeyText{AWS_KEY("healthcheck-interval"), Prospect::falls_away,
            "Seconds between two checks. Without it 10; for an NLB of the cloud provider 30.",
            FIXED_CHECK, "The number.", ""},
    KeyText{AWS_KEY("healthcheck-timeout"), Prospect::falls_away,
            "Seconds until a check failed. Without it 10; for a Classic Load Balancer 5.",
            FIXED_CHECK, "The number.", ""},
    KeyText{AWS_KEY("healthcheck-healthy-threshold"), Prospect::falls_away,
            "Good checks in a row that made a target healthy. Without it 3; for a Classic Load "
            "Balancer 2.",
            FIXED_CHECK, "The number.", ""},
    KeyText{AWS_KEY("healthcheck-unhealthy-threshold"), Prospect::falls_away,
            "Bad checks in a row that made a target unhealthy. Without it 3; for a Classic Load "
            "Balancer 6.",
            FIXED_CHECK, "The number.", ""},
    KeyText{AWS_KEY("connection-draining-enabled"), Prospect::falls_away,
            "Whether a Classic Load Balancer let connections of leaving targets end. An NLB did "
            "not read it.",
            "Taken out: GKE's L4 load balancers always drain for 30 s.", "", ""},
    KeyText{AWS_KEY("connection-draining-timeout"), Prospect::falls_away,
            "How long a Classic Load Balancer let connections of leaving targets end; 300 s "
            "without it. An NLB did not read it.",
            "Taken out: GKE's L4 load balancers always drain for 30 s.", "A longer time.",
            "Let clients connect again when a connection of more than 30 s is cut."},
    KeyText{AWS_KEY("connection-idle-timeout"), Prospect::falls_away,
            "When a Classic Load Balancer closed a silent connection; 60 s without it. An NLB did "
            "not read it.",
            "Taken out: GKE's L4 load balancers have no idle timeout to set.", "The timeout.", ""},
    KeyText{AWS_KEY("cross-zone-load-balancing-enabled"), Prospect::falls_away,
            "true sent connections to targets of all zones. For the AWS Load Balancer Controller "
            "an older form of an attribute.",
            "Taken out: GKE's load balancers always balance over all zones.", "", ""},
    KeyText{AWS_KEY("access-log-enabled"), Prospect::falls_away,
            "true wrote access logs to S3. For the AWS Load Balancer Controller an older form of "
            "an attribute.",
            NO_LOGS, "The logs.", ""},
    KeyText{AWS_KEY("access-log-s3-bucket-name"), Prospect::falls_away,
            "The bucket of the access logs.", NO_LOGS, "The logs.", ""},
    KeyText{AWS_KEY("access-log-s3-bucket-prefix"), Prospect::falls_away,
            "The folder of the access logs in their bucket.", NO_LOGS, "The logs.", ""},
    KeyText{AWS_KEY("access-log-emit-interval"), Prospect::falls_away,
            "How often a Classic Load Balancer wrote its access logs: 5 or 60 minutes.", NO_LOGS,
            "The logs.", ""},
    KeyText{AWS_KEY("minimum-load-balancer-capacity"), Prospect::falls_away,
            "Reserved capacity units for the NLB.", "Taken out: Google's load balancers need none.",
            "", ""},
    KeyText{AWS_KEY("enable-prefix-for-ipv6-source-nat"), Prospect::falls_away,
            "on let the NLB reach its targets by UDP over IPv6 with addresses of its own.",
            "Taken out: GKE's load balancer keeps the client's address.", "", ""},
    KeyText{AWS_KEY("source-nat-ipv6-prefixes"), Prospect::falls_away,
            "The IPv6 ranges from which the NLB reached its targets.",
            "Taken out: GKE's load balancer keeps the client's address.", "", ""}};

#undef NO_LOGS
#undef FIXED_CHECK
#undef AWS_KEY

}  // namespace

std::span<const KeyText> service_properties() { return kServiceProperties; }

}  // namespace translator::texts
