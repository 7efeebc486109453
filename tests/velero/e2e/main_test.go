// Package e2e backs applications up on one Kubernetes API server and restores them on another
// with the real Velero server and CLI, the real AWS object-store plugin and our plugin. Everything
// runs as plain processes: an etcd for both API servers, an S3 server, two Velero servers.
//
// EKS2GKE_PLUGIN names the plugin binary, EKS2GKE_CLI eks2gke (default: that of the same build),
// EKS2GKE_TOOLS the folder with the programs.
package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

var stack *servers

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	code := 2
	err := func() error {
		settings, err := readSettings()
		if err != nil {
			return err
		}
		stack, err = startServers(settings)
		if err != nil {
			return err
		}
		if err := stack.makeBackups(); err != nil {
			return err
		}
		code = m.Run()
		return nil
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tests/velero/e2e:", err)
	}
	if stack != nil {
		stack.stop(code == 0)
	}
	return code
}

type settings struct {
	plugin    string
	companion string // eks2gke
	tools     string
	examples  string
}

func readSettings() (settings, error) {
	plugin, err := filepath.Abs(os.Getenv("EKS2GKE_PLUGIN"))
	if err != nil {
		return settings{}, err
	}
	if info, err := os.Stat(plugin); err != nil || !info.Mode().IsRegular() {
		return settings{}, fmt.Errorf("EKS2GKE_PLUGIN must name the plugin binary, and is %q", os.Getenv("EKS2GKE_PLUGIN"))
	}
	companion := os.Getenv("EKS2GKE_CLI")
	if companion == "" { // where a build leaves it
		companion = filepath.Join(filepath.Dir(plugin), "..", "cmd", "eks2gke")
	}
	companion, err = filepath.Abs(companion)
	if err != nil {
		return settings{}, err
	}
	if info, err := os.Stat(companion); err != nil || !info.Mode().IsRegular() {
		return settings{}, fmt.Errorf("EKS2GKE_CLI must name the companion eks2gke, and is %q", companion)
	}
	tools, err := filepath.Abs(os.Getenv("EKS2GKE_TOOLS"))
	if err != nil {
		return settings{}, err
	}
	for _, program := range []string{"etcd", "kube-apiserver", "velero", "velero-plugin-for-aws", "versitygw", "gke-controllers"} {
		if _, err := os.Stat(filepath.Join(tools, program)); err != nil {
			return settings{}, fmt.Errorf("EKS2GKE_TOOLS=%q: %w; scripts/velero-servers makes it", os.Getenv("EKS2GKE_TOOLS"), err)
		}
	}
	examples, err := filepath.Abs("../../../examples")
	return settings{plugin: plugin, companion: companion, tools: tools, examples: examples}, err
}
