module eks2gke.io/tests/velero/servers/velero-plugin-for-aws

go 1.26

require github.com/vmware-tanzu/velero-plugin-for-aws v1.14.3
