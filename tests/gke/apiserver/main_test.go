// Package apiserver sends every result of tests/golden, and every companion, to a real Kubernetes API
// server, as Velero would: what it refuses, a restore would lose.
//
// EKS2GKE_TOOLS names the folder with etcd and kube-apiserver; scripts/velero-servers makes it.
package apiserver

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"eks2gke.io/tests/gke/golden"
)

var (
	server *apiServer
	cases  []*golden.Case
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tests/gke/apiserver:", err)
		code = 2
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if cases, err = golden.Read("../../golden"); err != nil {
		return 2, err
	}
	tools, err := filepath.Abs(os.Getenv("EKS2GKE_TOOLS"))
	if err != nil {
		return 2, err
	}
	for _, program := range []string{"etcd", "kube-apiserver"} {
		if _, err := os.Stat(filepath.Join(tools, program)); err != nil {
			return 2, fmt.Errorf("EKS2GKE_TOOLS=%q: %w; scripts/velero-servers makes it", os.Getenv("EKS2GKE_TOOLS"), err)
		}
	}
	folder, err := os.MkdirTemp("", "eks2gke-apiserver-")
	if err != nil {
		return 2, err
	}
	server, err = startServer(tools, folder)
	defer func() {
		server.stop()
		if code == 0 && err == nil {
			os.RemoveAll(folder) //nolint:errcheck // a left-over folder fails nothing
			return
		}
		fmt.Fprintf(os.Stderr, "the logs of the servers are in %s\n", folder)
	}()
	if err := errors.Join(err, prepare()); err != nil {
		return 2, err
	}
	return m.Run(), nil
}

// The kinds of GKE, and each namespace of the cases.
func prepare() error {
	if server.client == nil {
		return nil // it did not start, and the caller knows why
	}
	if err := addGKEKinds(server); err != nil {
		return err
	}
	known := map[string]bool{"": true, "default": true, "kube-system": true, "kube-public": true}
	for _, one := range cases {
		for _, object := range outputsOf(one) {
			name := object.Namespace()
			if known[name] {
				continue
			}
			known[name] = true
			namespace := golden.Object{"apiVersion": "v1", "kind": "Namespace", "metadata": golden.Object{"name": name}}
			if answer, err := server.post("/api/v1/namespaces", namespace); err != nil || answer.code != 201 {
				return fmt.Errorf("namespace %s: %w %s", name, err, answer.text)
			}
		}
	}
	return nil
}
