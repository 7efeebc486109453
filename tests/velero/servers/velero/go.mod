module eks2gke.io/tests/velero/servers/velero

go 1.26.0

require github.com/vmware-tanzu/velero v1.18.3

require (
	k8s.io/api v0.33.13
	k8s.io/apiextensions-apiserver v0.33.13
	k8s.io/apimachinery v0.33.13
	k8s.io/cli-runtime v0.33.13
	k8s.io/client-go v0.33.13
	k8s.io/kube-aggregator v0.33.13
	k8s.io/metrics v0.33.13
)

replace github.com/kopia/kopia => github.com/project-velero/kopia v0.0.0-20251230033609-d946b1e75197
