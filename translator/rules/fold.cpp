// What the fold and the doors say themselves. These rows have no function: they are here so that
// `explain` and docs/rules.md know every id that a finding can have.

#include <array>

#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::array kIngressesAndServices = {kIngress, kService};

const std::array kRules = {
    Rule{.id = "leftover",
         .summary = "Text of AWS that no row answered for is reported.",
         .why = "Nothing is lost or kept in silence. On an Ingress or a Service such text has the "
                "verdict unknown, which parks a public one.",
         .resources = kIngressesAndServices,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "ingress-api-version",
         .summary = "An ALB Ingress of a v1beta1 version is written as networking.k8s.io/v1.",
         .why = "Kubernetes has served only v1 since 1.22. An API server would convert it in the "
                "same way, so eks2gke.io/original undoes to the v1 form.",
         .resources = kIngresses,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "original-too-large",
         .summary = "The annotation eks2gke.io/original holds at most 64 KiB.",
         .why = "The API server limits all annotations of an object together to 256 KiB. The "
                "largest values are left out; each is in the findings.",
         .resources = kIngressesAndServices,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "last-applied-unreadable",
         .summary = "kubectl.kubernetes.io/last-applied-configuration could not be read.",
         .why = "AWS keys are taken out of it, or the next kubectl apply would bring them back. A "
                "text that is no JSON stays as it is.",
         .resources = kIngressesAndServices,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "inexact-number",
         .summary = "A number that cannot be kept exactly leaves the object as it is.",
         .why = "Numbers beyond 64 bits, fractions and exponents could come back changed. The "
                "Kubernetes API writes none; an AWS Ingress or Service with one is parked.",
         .resources = kIngressesAndServices,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "unreadable-object",
         .summary = "An object that is nested too deeply to be read stays as it is.",
         .why = "Documents nested deeper than 512 levels can exhaust the stack. An Ingress or "
                "Service like that is answered with an error, which Velero reports.",
         .resources = kIngressesAndServices,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "pull-secret-no-token",
         .summary = "Secret: no fresh token of ECR could be had.",
         .why = "Credentials that are wrong or expired, or AWS out of reach, must not stop a "
                "restore: the Secret keeps what it had.",
         .resources = kSecrets,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "pull-secret-clock",
         .summary = "Secret: the end of a fresh token does not fit the clock.",
         .why = "With a wrong clock nobody knows when a token has to be renewed.",
         .resources = kSecrets,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "cluster-write-failed",
         .summary = "An object that the result needs could not be written to the cluster.",
         .why = "Without its BackendConfig or the annotations of its Service GKE makes no load "
                "balancer, so the item is parked until that is mended.",
         .resources = kIngressesAndServices,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "settings-invalid",
         .summary = "A part of the settings could not be read; its safe default is used.",
         .why = "A slip must not stop a restore, nor be obeyed by half. Each object that a rule "
                "says something about tells the place and what is used instead.",
         .resources = kIngressesAndServices,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
    Rule{.id = "internal-error",
         .summary = "The translator itself failed on this object.",
         .why = "An error of ours never opens or loses anything: an Ingress or Service comes back "
                "parked, other kinds as they were. Please report it with the object.",
         .resources = kIngressesAndServices,
         .keys = {},
         .example = {.before = {}, .after = {}, .says = {}, .with = {}},
         .apply = nullptr},
};

}  // namespace

std::span<const Rule> fold() { return kRules; }

}  // namespace translator::rules
