// Keys about ports, certificates and the redirect.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

constexpr std::array kFrontEnd = {
    KeyText{"alb.ingress.kubernetes.io/listen-ports", Prospect::decision,
            "Listed the ports of the Ingress, as [{\"HTTP\":80},{\"HTTPS\":443}]. Without it: 443 "
            "when a certificate is named, else 80.",
            "Ports 80 and 443 carry over. Only HTTPS keeps port 80 closed "
            "(kubernetes.io/ingress.allow-http: \"false\"). Any other port parks the Ingress.",
            "Ports other than 80 and 443. An internal load balancer serves both ports only on a "
            "reserved address.",
            "Move clients to 80 or 443. For both ports on an internal Ingress, reserve an address "
            "of purpose SHARED_LOADBALANCER_VIP and name it in the settings below "
            "ingress.addresses."},
    KeyText{"alb.ingress.kubernetes.io/ssl-redirect", Prospect::decision,
            "Made every HTTP listener of the group answer with a redirect (301) to HTTPS on this "
            "port.",
            "External, with a certificate: a FrontendConfig with the same redirect. Internal, or "
            "while a ManagedCertificate is not yet issued: port 80 is not opened.",
            "The redirect on internal load balancers, which cannot redirect.",
            "When the ManagedCertificate is Active, set redirectToHttps in a FrontendConfig and "
            "remove kubernetes.io/ingress.allow-http."},
    KeyText{"alb.ingress.kubernetes.io/certificate-arn", Prospect::decision,
            "Named certificates of ACM or IAM; the first is the default one.",
            "A certificate of the Google project that the settings name for the ARN, a "
            "certificate that Google manages ({managed: true}), or a TLS Secret in spec.tls. "
            "Without any of them the Ingress is parked: HTTPS never becomes plain HTTP.",
            "The certificate itself: its private key stays in AWS.",
            "Name what stands for the ARN in the settings below ingress.certificates, or put a "
            "certificate into a TLS Secret that spec.tls names."},
    KeyText{"alb.ingress.kubernetes.io/create-acm-cert", Prospect::decision,
            "true made the AWS controller issue ACM certificates for the hosts.",
            "External, without wildcard hosts: a certificate that Google manages. Else a TLS "
            "Secret in spec.tls must serve, or the Ingress is parked.",
            "Managed certificates for wildcards and for internal load balancers.",
            "Put a certificate for the hosts into a TLS Secret, name it in spec.tls of the "
            "source, and make a new backup."},
    KeyText{"alb.ingress.kubernetes.io/acm-pca-arn", Prospect::cannot,
            "Named the private certificate authority that signs the certificates of "
            "create-acm-cert.",
            "Nothing on GKE asks that authority: a TLS Secret in spec.tls must serve, or the "
            "Ingress is parked.",
            "Certificates that the private authority signs by itself.",
            "Put a certificate of your authority into a TLS Secret, name it in spec.tls of the "
            "source, and make a new backup."},
    KeyText{"alb.ingress.kubernetes.io/ssl-policy", Prospect::decision,
            "Named the ELB policy: which TLS versions and ciphers clients may use.",
            "The SSL policy of Google that the settings name for it, on an external load "
            "balancer. Policies that allow TLS 1.0 need none. Otherwise the Ingress is served "
            "with Google's default.",
            "Without a mapping, and on every internal load balancer: clients may use TLS 1.0 and "
            "later.",
            "gcloud compute ssl-policies create NAME --profile RESTRICTED --min-tls-version 1.2, "
            "and name it in the settings below ingress.sslPolicies."},
    KeyText{"/spec/tls", Prospect::decision,
            "Gave host names for the search in ACM; the Secret was never read.",
            "An entry stays only where its Secret is in the backup, in date, and covers the hosts "
            "that it is to serve; other entries are taken out, because GKE makes no load balancer "
            "while a Secret is missing.",
            "",
            "Put a valid certificate into the Secret before the backup when GKE is to serve it."}};

}  // namespace

std::span<const KeyText> front_end() { return kFrontEnd; }

}  // namespace translator::texts
