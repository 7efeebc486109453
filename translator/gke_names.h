#pragma once

// Names that GKE's controllers read, and what makes a result public.
// Source: kubernetes/ingress-gce v1.41.1 and kubernetes/cloud-provider-gcp.

#include <string>
#include <string_view>

#include "translator/rule.h"

namespace translator {

inline constexpr std::string_view kIngressClassAnnotation = "kubernetes.io/ingress.class";
inline constexpr std::string_view kExternalClass = "gce";
inline constexpr std::string_view kInternalClass = "gce-internal";
// A class that nobody serves: GKE leaves such an Ingress alone.
inline constexpr std::string_view kParkedClass = "eks2gke-parked";

inline constexpr std::string_view kNegAnnotation = "cloud.google.com/neg";
inline constexpr std::string_view kBackendConfigAnnotation = "cloud.google.com/backend-config";

// On the Ingress. allow-http is read by Go's ParseBool; text that is none means true.
inline constexpr std::string_view kAllowHttpAnnotation = "kubernetes.io/ingress.allow-http";
inline constexpr std::string_view kGlobalAddressAnnotation =
    "kubernetes.io/ingress.global-static-ip-name";
inline constexpr std::string_view kRegionalAddressAnnotation =
    "kubernetes.io/ingress.regional-static-ip-name";
inline constexpr std::string_view kPreSharedCertAnnotation =
    "ingress.gcp.kubernetes.io/pre-shared-cert";
inline constexpr std::string_view kManagedCertificatesAnnotation =
    "networking.gke.io/managed-certificates";
inline constexpr std::string_view kFrontendConfigAnnotation =
    "networking.gke.io/v1beta1.FrontendConfig";
// On the Service: a map from the NAME of a port to HTTP, HTTPS or HTTP2.
inline constexpr std::string_view kAppProtocolsAnnotation = "cloud.google.com/app-protocols";

// Only "Internal" and "internal" make a Service internal; the older key counts when the newer one
// is absent (seen on the real controllers).
inline constexpr std::string_view kLoadBalancerTypeAnnotation =
    "networking.gke.io/load-balancer-type";
inline constexpr std::string_view kOldLoadBalancerTypeAnnotation =
    "cloud.google.com/load-balancer-type";
// Asks for a backend-service based external load balancer in place of a target pool.
inline constexpr std::string_view kBackendServiceAnnotation = "cloud.google.com/l4-rbs";
// Values of spec.loadBalancerClass, which wins over the annotations above. GKE 1.33.1 and later.
inline constexpr std::string_view kExternalServiceClass = "networking.gke.io/l4-regional-external";
inline constexpr std::string_view kInternalServiceClass = "networking.gke.io/l4-regional-internal";
// Names of reserved regional addresses; of subnetworks; and whether clients of other regions reach
// an internal load balancer.
inline constexpr std::string_view kAddressesAnnotation =
    "networking.gke.io/load-balancer-ip-addresses";
inline constexpr std::string_view kSubnetAnnotation = "networking.gke.io/load-balancer-subnet";
inline constexpr std::string_view kInternalSubnetAnnotation =
    "networking.gke.io/internal-load-balancer-subnet";
inline constexpr std::string_view kGlobalAccessAnnotation =
    "networking.gke.io/internal-load-balancer-allow-global-access";
inline constexpr std::string_view kResourceLabelsAnnotation =
    "cloud.google.com/load-balancer-resource-labels";

// Would GKE serve this object to the internet? For Ingress and Service; false for other kinds.
[[nodiscard]] bool is_public(const Json& object);

// True when GKE's annotations ask for an internal load balancer.
[[nodiscard]] bool asks_for_internal(const Json& service);

// The name when it has at most 63 characters, else its first 54, '-', and 8 hex digits of its
// SHA-256: the names of companions.
[[nodiscard]] std::string companion_name(const std::string& name);

// 64 hexadecimal digits.
[[nodiscard]] std::string sha256_of(const std::string& text);

// The BackendConfig of one Service port: eks2gke-<service>-<port>.
[[nodiscard]] ObjectName backend_config_name(std::string_view name_space, std::string_view service,
                                             std::string_view port);

// The FrontendConfig of an Ingress: eks2gke-<ingress>.
[[nodiscard]] ObjectName frontend_config_name(const Json& ingress);

// The ManagedCertificate number `number` (from 1) of an Ingress: eks2gke-<ingress>-<number>.
[[nodiscard]] ObjectName managed_certificate_name(const Json& ingress, std::size_t number);

// The ConfigMap with part `part` (from 1) of a restore's report: eks2gke-report-<restore>, -2 and
// so on. At most 253 characters, shortened as the names of companions are.
[[nodiscard]] std::string report_name(const std::string& restore, std::size_t part);

}  // namespace translator
