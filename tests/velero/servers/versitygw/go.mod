module eks2gke.io/tests/velero/servers/versitygw

go 1.26

require github.com/versity/versitygw v1.8.0
