// Package controllers puts every result of tests/golden before the real controllers of GKE
// (k8s.io/ingress-gce), all in one process over a Google Cloud in memory, and looks at the load balancers
// that they make. Each case has a namespace of its own.
//
// EKS2GKE_UPDATE_GKE=1 writes what was made into the cases as gke.yaml, to be read like any other change;
// it is refused where CI is set. EKS2GKE_GKE_LOG=1 shows what the controllers log.
package controllers

import (
	"fmt"
	"os"
	"testing"

	"eks2gke.io/tests/gke/golden"
	"eks2gke.io/tests/gke/loadbalancing"
)

// What all tests look at.
var seen *observation

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	cases, err := golden.Read("../../golden")
	if err == nil {
		seen, err = observe(cases)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "tests/gke/controllers:", err)
		return 2
	}
	return m.Run()
}

func init() {
	// The clients in memory of these versions answer no streaming list.
	os.Setenv("KUBE_FEATURE_WatchListClient", "false") //nolint:errcheck // the name is valid
	loadbalancing.SetFlags()
}
