package e2e

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// A Velero server on the target with our plugin, for one test.
func targetWithPlugin(t *testing.T) *velero {
	t.Helper()
	return targetVelero(t, []string{stack.awsPlugin(), stack.plugin}, nil)
}

func targetVelero(t *testing.T, plugins []string, wrap func(*launch)) *velero {
	t.Helper()
	v, err := stack.startVelero(stack.target, "target-velero", plugins, wrap)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.stop)
	useSettings(t, quietSettings)
	for _, name := range []string{sampleBackup, shopBackup, edgeBackup} {
		if err := stack.awaitBackup(v, name); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// Runs a restore to its end. name is also the restore's.
func (v *velero) restore(t *testing.T, name, backup string, options ...string) restored {
	t.Helper()
	watched := watchDownloads(t)
	start := time.Now()
	if _, err := stack.cli(stack.target, append([]string{"restore", "create", name, "--from-backup", backup}, options...)...); err != nil {
		t.Fatal(err)
	}
	result := restored{name: name}
	err := v.await("restore "+name+" has ended", func() bool {
		var err error
		result.object, err = stack.target.get(veleroNamespace + "/restores/" + name)
		return err == nil && (strings.HasSuffix(result.phase(), "Completed") || strings.HasSuffix(result.phase(), "Failed")) &&
			text(result.object, "status", "completionTimestamp") != ""
	})
	if err != nil {
		t.Fatal(err)
	}
	result.took = time.Since(start)
	result.downloads = watched()
	return result
}

// Notes every DownloadRequest that appears, until the returned function is called.
func watchDownloads(t *testing.T) func() []string {
	t.Helper()
	path := veleroNamespace + "/downloadrequests"
	var known struct {
		Metadata struct {
			ResourceVersion string `json:"resourceVersion"`
		} `json:"metadata"`
	}
	if err := stack.target.call(http.MethodGet, path, nil, &known); err != nil {
		t.Fatal(err)
	}
	url := "https://127.0.0.1:" + stack.target.port + path + "?watch=true&resourceVersion=" + known.Metadata.ResourceVersion
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+adminToken)
	answer, err := stack.target.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	var mutex sync.Mutex
	var names []string
	go func() {
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			var event struct {
				Type   string `json:"type"`
				Object object `json:"object"`
			}
			if json.Unmarshal(lines.Bytes(), &event) == nil && event.Type == "ADDED" {
				mutex.Lock()
				names = append(names, text(event.Object, "metadata", "name"))
				mutex.Unlock()
			}
		}
	}()
	return func() []string {
		answer.Body.Close() //nolint:errcheck // that ends the watch
		mutex.Lock()
		defer mutex.Unlock()
		return names
	}
}

func mustGet(t *testing.T, apiVersion, plural, nameSpace, name string) object {
	t.Helper()
	found, err := stack.target.get(collection(apiVersion, plural, nameSpace) + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func expectCompleted(t *testing.T, r restored) {
	t.Helper()
	if r.phase() != "Completed" || r.count("errors") != 0 {
		details, err := stack.cli(stack.target, "restore", "describe", r.name, "--details")
		t.Fatalf("the restore ended as %s with %d errors after %v (%v)\n%s", r.phase(), r.count("errors"), r.took, err, details)
	}
}

// The plugin's own DownloadRequest is gone; ours come only from `restore logs`.
func expectDownloadsCleanedUp(t *testing.T, r restored) {
	t.Helper()
	if len(r.downloads) != 1 {
		t.Errorf("the backup was asked for %d times in one restore: %v", len(r.downloads), r.downloads)
	}
	left, err := stack.target.list(veleroNamespace + "/downloadrequests")
	if err != nil {
		t.Fatal(err)
	}
	for _, request := range left {
		for _, name := range r.downloads {
			if text(request, "metadata", "name") == name {
				t.Errorf("the plugin left its DownloadRequest %s", name)
			}
		}
	}
}

// `velero restore logs` as a person reads it, and the lines that our plugin wrote.
func pluginLog(t *testing.T, r restored) []string {
	t.Helper()
	log, err := stack.cli(stack.target, "restore", "logs", r.name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, line := range strings.Split(log, "\n") {
		if strings.Contains(line, "velero-plugin-eks-to-gke") {
			lines = append(lines, line)
		}
	}
	return lines
}

func expectLogged(t *testing.T, lines []string, words ...string) {
	t.Helper()
	for _, line := range lines {
		all := true
		for _, word := range words {
			all = all && strings.Contains(line, word)
		}
		if all {
			return
		}
	}
	t.Errorf("no line of `velero restore logs` says %q; the plugin's lines:\n%s", words, strings.Join(lines, "\n"))
}
