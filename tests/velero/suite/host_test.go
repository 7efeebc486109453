package suite

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"
	veleroapi "github.com/vmware-tanzu/velero/pkg/apis/velero/v1"
	"github.com/vmware-tanzu/velero/pkg/plugin/clientmgmt"
	"github.com/vmware-tanzu/velero/pkg/plugin/clientmgmt/process"
	"github.com/vmware-tanzu/velero/pkg/plugin/velero"
	action "github.com/vmware-tanzu/velero/pkg/plugin/velero/restoreitemaction/v2"
	"github.com/vmware-tanzu/velero/pkg/util/logging"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

var pluginBinary string

// A host is what a Velero server has after its start: a registry that has asked every executable of
// the plugin folder, and a manager that starts processes when an action is wanted.
type host struct {
	registry  process.Registry
	manager   clientmgmt.Manager
	log       *hostLog
	command   string // the plugin's path in the plugin folder
	temporary string // TMPDIR of the host and its plugins
}

func startHost(t *testing.T, level logrus.Level) *host {
	t.Helper()
	plugins := t.TempDir()
	h := &host{log: &hostLog{}, temporary: shortFolder(t)}
	t.Setenv("TMPDIR", h.temporary)
	h.command = filepath.Join(plugins, filepath.Base(pluginBinary))
	copyExecutable(t, pluginBinary, h.command)

	logger := logging.DefaultLogger(level, logging.FormatJSON)
	logger.Out = h.log
	h.registry = process.NewRegistry(plugins, logger, level)
	if err := h.registry.DiscoverPlugins(); err != nil {
		t.Fatalf("the Velero server would not start: %v\n%s", err, h.log)
	}
	h.manager = clientmgmt.NewManager(logger, level, h.registry)
	t.Cleanup(func() {
		h.manager.CleanupClients()
		if pids := running(h.command); len(pids) > 0 {
			t.Errorf("the plugin outlived its host: processes %v", pids)
		}
	})
	return h
}

func (h *host) action(t *testing.T, name string) action.RestoreItemAction {
	t.Helper()
	found, err := h.manager.GetRestoreItemActionV2(name)
	if err != nil {
		t.Fatalf("action %s: %v", name, err)
	}
	return found
}

// Sends one object as Velero does. What was in the backup is the same object.
func (h *host) tryExecute(t *testing.T, name, object string) (*velero.RestoreItemActionExecuteOutput, error) {
	t.Helper()
	return h.action(t, name).Execute(&velero.RestoreItemActionExecuteInput{
		Item: parsed(t, object), ItemFromBackup: parsed(t, object), Restore: restore(),
	})
}

func (h *host) execute(t *testing.T, name, object string) *velero.RestoreItemActionExecuteOutput {
	t.Helper()
	output, err := h.tryExecute(t, name, object)
	if err != nil {
		t.Fatalf("%s refused an item: %v\n%s", name, err, h.log)
	}
	return output
}

// Stops the plugin and gives its log lines about an object: only then have they all been read.
func (h *host) said(t *testing.T, item string) []logLine {
	t.Helper()
	h.manager.CleanupClients()
	return h.log.lines(t, func(line logLine) bool { return line.has("item", item) })
}

func restore() *veleroapi.Restore {
	return &veleroapi.Restore{
		TypeMeta:   metav1.TypeMeta{APIVersion: "velero.io/v1", Kind: "Restore"},
		ObjectMeta: metav1.ObjectMeta{Namespace: "velero", Name: "from-eks", UID: "0b8e8f0e-5f6e-4d4e-9d0e-2f5f7f0c5a11"},
		Spec:       veleroapi.RestoreSpec{BackupName: "eks", IncludedNamespaces: []string{"*"}},
	}
}

func parsed(t *testing.T, object string) *unstructured.Unstructured {
	t.Helper()
	item := &unstructured.Unstructured{}
	if err := item.UnmarshalJSON([]byte(object)); err != nil {
		t.Fatalf("the test's own object: %v", err)
	}
	return item
}

// t.TempDir is too long for a Unix socket when a test's name is.
func shortFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "eks2gke-host-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

func copyExecutable(t *testing.T, from, to string) {
	t.Helper()
	source, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(target, source)
	if closed := target.Close(); err == nil {
		err = closed
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The processes that run this executable.
func running(executable string) []string {
	links, _ := filepath.Glob("/proc/[0-9]*/exe")
	var pids []string
	for _, link := range links {
		if target, err := os.Readlink(link); err == nil && target == executable {
			pids = append(pids, strings.Split(link, "/")[2])
		}
	}
	return pids
}

func eventually(t *testing.T, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %v: %s", limit, what)
		}
	}
}
