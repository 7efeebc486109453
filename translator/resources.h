#pragma once

// The kinds of objects that rows select, each with the one Velero action that gets it.

#include <array>

#include "translator/rule.h"

namespace translator {

inline constexpr Resource kIngress{"networking.k8s.io", "Ingress", "ingresses", Action::ingress};
// Before Kubernetes 1.22; see translator/ingress_api.h.
inline constexpr Resource kOldIngress{"extensions", "Ingress", "ingresses", Action::ingress};
inline constexpr Resource kService{"", "Service", "services", Action::service};
inline constexpr Resource kSecret{"", "Secret", "secrets", Action::pull_secret};
inline constexpr Resource kServiceAccount{"", "ServiceAccount", "serviceaccounts",
                                          Action::pull_secret};
inline constexpr Resource kPod{"", "Pod", "pods", Action::workload};
inline constexpr Resource kReplicationController{"", "ReplicationController",
                                                 "replicationcontrollers", Action::workload};
inline constexpr Resource kDaemonSet{"apps", "DaemonSet", "daemonsets", Action::workload};
inline constexpr Resource kDeployment{"apps", "Deployment", "deployments", Action::workload};
inline constexpr Resource kReplicaSet{"apps", "ReplicaSet", "replicasets", Action::workload};
inline constexpr Resource kStatefulSet{"apps", "StatefulSet", "statefulsets", Action::workload};
inline constexpr Resource kCronJob{"batch", "CronJob", "cronjobs", Action::workload};
inline constexpr Resource kJob{"batch", "Job", "jobs", Action::workload};
inline constexpr Resource kIngressClass{"networking.k8s.io", "IngressClass", "ingressclasses",
                                        Action::aws_only};
inline constexpr Resource kNetworkPolicy{"networking.k8s.io", "NetworkPolicy", "networkpolicies",
                                         Action::aws_only};
inline constexpr Resource kCustomResourceDefinition{"apiextensions.k8s.io",
                                                    "CustomResourceDefinition",
                                                    "customresourcedefinitions", Action::aws_only};
inline constexpr Resource kMutatingWebhook{"admissionregistration.k8s.io",
                                           "MutatingWebhookConfiguration",
                                           "mutatingwebhookconfigurations", Action::aws_only};
inline constexpr Resource kValidatingWebhook{"admissionregistration.k8s.io",
                                             "ValidatingWebhookConfiguration",
                                             "validatingwebhookconfigurations", Action::aws_only};

inline constexpr std::array kIngresses = {kIngress, kOldIngress};
inline constexpr std::array kServices = {kService};
inline constexpr std::array kSecrets = {kSecret};
inline constexpr std::array kPods = {kPod};
// Everything that has a pod template, and pods themselves.
inline constexpr std::array kWorkloads = {
    kCronJob,    kDaemonSet, kDeployment, kJob, kPod, kReplicaSet, kReplicationController,
    kStatefulSet};

}  // namespace translator
