package suite

// The resources that our actions select, with a version in which a backup can hold them.
var kinds = map[string]struct{ apiVersion, kind string }{
	"cronjobs.batch":                    {"batch/v1", "CronJob"},
	"daemonsets.apps":                   {"apps/v1", "DaemonSet"},
	"deployments.apps":                  {"apps/v1", "Deployment"},
	"ingresses.extensions":              {"extensions/v1beta1", "Ingress"},
	"ingresses.networking.k8s.io":       {"networking.k8s.io/v1", "Ingress"},
	"jobs.batch":                        {"batch/v1", "Job"},
	"pods":                              {"v1", "Pod"},
	"replicasets.apps":                  {"apps/v1", "ReplicaSet"},
	"replicationcontrollers":            {"v1", "ReplicationController"},
	"secrets":                           {"v1", "Secret"},
	"serviceaccounts":                   {"v1", "ServiceAccount"},
	"services":                          {"v1", "Service"},
	"statefulsets.apps":                 {"apps/v1", "StatefulSet"},
	"ingressclasses.networking.k8s.io":  {"networking.k8s.io/v1", "IngressClass"},
	"networkpolicies.networking.k8s.io": {"networking.k8s.io/v1", "NetworkPolicy"},
	"customresourcedefinitions.apiextensions.k8s.io":               {"apiextensions.k8s.io/v1", "CustomResourceDefinition"},
	"mutatingwebhookconfigurations.admissionregistration.k8s.io":   {"admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"},
	"validatingwebhookconfigurations.admissionregistration.k8s.io": {"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"},

	// AWS's own: every instance is skipped.
	"accesslogpolicies.application-networking.k8s.aws":      {"application-networking.k8s.aws/v1alpha1", "AccessLogPolicy"},
	"albtargetcontrolconfigs.elbv2.k8s.aws":                 {"elbv2.k8s.aws/v1beta1", "ALBTargetControlConfig"},
	"applicationnetworkpolicies.networking.k8s.aws":         {"networking.k8s.aws/v1alpha1", "ApplicationNetworkPolicy"},
	"clusternetworkpolicies.networking.k8s.aws":             {"networking.k8s.aws/v1alpha1", "ClusterNetworkPolicy"},
	"clusterpolicyendpoints.networking.k8s.aws":             {"networking.k8s.aws/v1alpha1", "ClusterPolicyEndpoint"},
	"cninodes.vpcresources.k8s.aws":                         {"vpcresources.k8s.aws/v1alpha1", "CNINode"},
	"ec2nodeclasses.karpenter.k8s.aws":                      {"karpenter.k8s.aws/v1", "EC2NodeClass"},
	"eniconfigs.crd.k8s.amazonaws.com":                      {"crd.k8s.amazonaws.com/v1alpha1", "ENIConfig"},
	"globalaccelerators.aga.k8s.aws":                        {"aga.k8s.aws/v1beta1", "GlobalAccelerator"},
	"iamauthpolicies.application-networking.k8s.aws":        {"application-networking.k8s.aws/v1alpha1", "IAMAuthPolicy"},
	"ingressclassparams.eks.amazonaws.com":                  {"eks.amazonaws.com/v1", "IngressClassParams"},
	"ingressclassparams.elbv2.k8s.aws":                      {"elbv2.k8s.aws/v1beta1", "IngressClassParams"},
	"listenerruleconfigurations.gateway.k8s.aws":            {"gateway.k8s.aws/v1beta1", "ListenerRuleConfiguration"},
	"loadbalancerconfigurations.gateway.k8s.aws":            {"gateway.k8s.aws/v1beta1", "LoadBalancerConfiguration"},
	"nodeclasses.eks.amazonaws.com":                         {"eks.amazonaws.com/v1", "NodeClass"},
	"policyendpoints.networking.k8s.aws":                    {"networking.k8s.aws/v1alpha1", "PolicyEndpoint"},
	"securitygrouppolicies.vpcresources.k8s.aws":            {"vpcresources.k8s.aws/v1beta1", "SecurityGroupPolicy"},
	"serviceexports.application-networking.k8s.aws":         {"application-networking.k8s.aws/v1alpha1", "ServiceExport"},
	"serviceimports.application-networking.k8s.aws":         {"application-networking.k8s.aws/v1alpha1", "ServiceImport"},
	"servicenetworks.application-networking.k8s.aws":        {"application-networking.k8s.aws/v1alpha1", "ServiceNetwork"},
	"targetgroupbindings.eks.amazonaws.com":                 {"eks.amazonaws.com/v1", "TargetGroupBinding"},
	"targetgroupbindings.elbv2.k8s.aws":                     {"elbv2.k8s.aws/v1beta1", "TargetGroupBinding"},
	"targetgroupconfigurations.gateway.k8s.aws":             {"gateway.k8s.aws/v1beta1", "TargetGroupConfiguration"},
	"targetgrouppolicies.application-networking.k8s.aws":    {"application-networking.k8s.aws/v1alpha1", "TargetGroupPolicy"},
	"vpcassociationpolicies.application-networking.k8s.aws": {"application-networking.k8s.aws/v1alpha1", "VpcAssociationPolicy"},
}

func isAWSOwn(resource string) bool {
	for _, suffix := range []string{".k8s.aws", ".eks.amazonaws.com", ".crd.k8s.amazonaws.com"} {
		if len(resource) > len(suffix) && resource[len(resource)-len(suffix):] == suffix {
			return true
		}
	}
	return false
}
