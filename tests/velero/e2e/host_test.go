package e2e

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTheServerListsOurActions(t *testing.T) {
	targetWithPlugin(t)
	listed, err := stack.cli(stack.target, "plugin", "get")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"aws-only", "ingress", "pull-secret", "service", "workload"} {
		if strings.Count(listed, "eks2gke.io/"+name+" ") != 1 {
			t.Errorf("eks2gke.io/%s is not listed once:\n%s", name, listed)
		}
	}
}

func TestAStoppedServerLeavesNothingOfThePlugin(t *testing.T) {
	wantGKEKinds(t, true)
	v := targetWithPlugin(t)
	expectCompleted(t, v.restore(t, "clean-end", sampleBackup, "--namespace-mappings", sampleNamespace+":clean-end"))
	binary := filepath.Join(v.plugins, filepath.Base(stack.plugin))
	// The restore is complete a moment before its plugins are stopped.
	for end := time.Now().Add(2 * time.Second); len(running(binary)) > 0 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	if pids := running(binary); len(pids) > 0 {
		t.Errorf("processes %v are left after the restore", pids)
	}
	v.stop()
	left, err := filepath.Glob(filepath.Join(v.temporary, "eks2gke-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left in TMPDIR: %v (%v)", left, err)
	}
	exits := 0
	for _, line := range strings.Split(v.log(), "\n") {
		if !strings.Contains(line, "velero-plugin-eks-to-gke") {
			continue
		}
		if strings.Contains(line, "plugin process exited") {
			exits++
		}
		if strings.Contains(line, `"level":"error"`) || strings.Contains(line, "failed to exit gracefully") {
			t.Errorf("the server complains: %s", line)
		}
	}
	if exits < 2 {
		t.Errorf("%d ends of the plugin in the server's log, expected two: at the start and at the restore", exits)
	}
}

const accountFolder = "/run/secrets/kubernetes.io/serviceaccount"

// In a pod there is no KUBECONFIG; the account's files are at a fixed path, which a mount namespace
// gives to this one server.
func TestAsInAPodTheAccountOfVeleroIsUsed(t *testing.T) {
	if err := exec.Command("unshare", unshareFlags("true")...).Run(); err != nil {
		t.Skipf("this machine gives no mount namespace: %v", err)
	}
	wantGKEKinds(t, true)
	account := makeAccountFiles(t)
	v := targetVelero(t, []string{stack.awsPlugin(), stack.plugin}, func(l *launch) {
		script := fmt.Sprintf(`mount -t tmpfs tmpfs /run && mkdir -p %[1]s && cp %[2]s/* %[1]s/ && exec "$@"`, accountFolder, account)
		l.arguments = append(unshareFlags("sh", "-c", script, "sh", l.program), l.arguments...)
		l.program = "unshare"
		var environment []string
		for _, variable := range l.environment {
			if !strings.HasPrefix(variable, "KUBECONFIG=") {
				environment = append(environment, variable)
			}
		}
		l.environment = append(environment, "KUBERNETES_SERVICE_HOST=127.0.0.1", "KUBERNETES_SERVICE_PORT="+stack.target.port)
	})
	result := v.restore(t, "as-in-a-pod", sampleBackup, "--namespace-mappings", sampleNamespace+":as-in-a-pod")
	expectCompleted(t, result)
	expectDownloadsCleanedUp(t, result)
	expectSampleTranslated(t, "as-in-a-pod")
}

func unshareFlags(command ...string) []string {
	flags := []string{"--mount", "--propagation", "private"}
	if os.Getuid() != 0 {
		flags = append(flags, "--user", "--map-root-user")
	}
	return append(flags, command...)
}

func makeAccountFiles(t *testing.T) string {
	t.Helper()
	var answer object
	request := object{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": object{"audiences": []any{}}}
	path := "/api/v1/namespaces/velero/serviceaccounts/velero/token"
	if err := stack.target.call(http.MethodPost, path, request, &answer); err != nil {
		t.Fatal(err)
	}
	authority, err := os.ReadFile(filepath.Join(stack.target.folder, "apiserver.crt"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, content := range map[string]string{"token": text(answer, "status", "token"), "ca.crt": string(authority), "namespace": "velero"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}
