//go:build tools

// Package tools pins the program that scripts/velero-servers builds.
package tools

import _ "k8s.io/kubernetes/cmd/kube-apiserver"
