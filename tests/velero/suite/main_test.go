// Package suite starts, asks, uses and stops the plugin binary with Velero's own packages, as the
// Velero server does. The same source runs on the newest Velero (go.mod) and on the oldest
// (versions/oldest.mod, with -modfile). EKS2GKE_PLUGIN names the binary.
package suite

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/spf13/pflag"
	"github.com/vmware-tanzu/velero/pkg/plugin/framework"
)

// The second word on is what Velero 1.15 and later hand on to every plugin: the server's own
// arguments. The empty one and the unknown one are meant.
var serverArguments = []string{
	"server", "--features=EnableCSI", "--uploader-type=kopia", "--default-volumes-to-fs-backup=true",
	"--log-format", "json", "--profiler-address", "", "--log-level", "debug", "--no-such-flag", "positional",
}

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "run-plugins" {
		// Velero asks its own executable first, which here is this test.
		flags := pflag.NewFlagSet("velero", pflag.ContinueOnError)
		framework.NewServer().BindFlags(flags).Serve()
		return
	}
	flag.Parse()
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, "tests/velero/suite:", err)
		os.Exit(2)
	}
	os.Exit(m.Run())
}

// No test may reach a cluster by chance.
func prepare() error {
	binary, err := filepath.Abs(os.Getenv("EKS2GKE_PLUGIN"))
	if err != nil {
		return err
	}
	if info, err := os.Stat(binary); err != nil || !info.Mode().IsRegular() {
		return fmt.Errorf("EKS2GKE_PLUGIN must name the plugin binary, and is %q", os.Getenv("EKS2GKE_PLUGIN"))
	}
	pluginBinary = binary
	for _, name := range []string{"KUBECONFIG", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"} {
		if err := os.Unsetenv(name); err != nil {
			return err
		}
	}
	os.Args = append([]string{os.Args[0]}, serverArguments...)
	return nil
}
