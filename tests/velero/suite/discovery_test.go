package suite

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sirupsen/logrus"
	"github.com/vmware-tanzu/velero/pkg/plugin/framework/common"
)

func actionNames() []string {
	var names []string
	for _, sample := range samples {
		names = append(names, sample.action)
	}
	return names
}

func TestTheServerRegistersEveryActionOnce(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	var names []string
	for _, plugin := range h.registry.List(common.PluginKindRestoreItemActionV2) {
		names = append(names, plugin.Name)
		if plugin.Command != h.command {
			t.Errorf("%s would be started as %q, and is %q", plugin.Name, plugin.Command, h.command)
		}
	}
	if !slices.Equal(names, actionNames()) {
		t.Errorf("registered: %v, expected %v", names, actionNames())
	}
	for _, kind := range common.AllPluginKinds() {
		if others := h.registry.List(kind); kind != common.PluginKindRestoreItemActionV2 && len(others) > 0 {
			t.Errorf("the plugin registered %v as %s", others, kind)
		}
	}
	registering := h.log.lines(t, func(line logLine) bool {
		return line.has("msg", "registering plugin") && line.has("command", h.command)
	})
	if len(registering) != len(names) {
		t.Errorf("%d lines \"registering plugin\" for %d actions", len(registering), len(names))
	}
}

func TestTheManagerHandsOutEveryAction(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	all, err := h.manager.GetRestoreItemActionsV2()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, each := range all {
		names = append(names, each.Name())
	}
	if !slices.Equal(names, actionNames()) {
		t.Errorf("handed out: %v, expected %v", names, actionNames())
	}
	for _, name := range names {
		if got := h.action(t, name).Name(); got != name {
			t.Errorf("asked for %s, got %s", name, got)
		}
		if _, err := h.manager.GetRestoreItemAction(name); err == nil {
			t.Errorf("%s is also there as a version 1 action: it would run twice", name)
		}
	}
	if pids := running(h.command); len(pids) != 1 {
		t.Errorf("one process should serve all actions, there are %v", pids)
	}
}

var fullyQualified = regexp.MustCompile(`^[a-z0-9]+(\.[a-z0-9-]+)+$`)

var coreResources = []string{"pods", "replicationcontrollers", "secrets", "serviceaccounts", "services"}

func TestSelectorsAreNarrow(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	taken := map[string]string{}
	for _, name := range actionNames() {
		selector, err := h.action(t, name).AppliesTo()
		if err != nil {
			t.Fatalf("AppliesTo of %s would abort every restore: %v", name, err)
		}
		if len(selector.IncludedResources) == 0 {
			t.Errorf("%s selects every resource of every restore", name)
		}
		if len(selector.IncludedNamespaces)+len(selector.ExcludedNamespaces)+len(selector.ExcludedResources) > 0 || selector.LabelSelector != "" {
			t.Errorf("%s restricts by more than resources: %+v", name, selector)
		}
		for _, resource := range selector.IncludedResources {
			if !slices.Contains(coreResources, resource) && !fullyQualified.MatchString(resource) {
				t.Errorf("%s selects %q, which is not plural.group in full", name, resource)
			}
			if other, twice := taken[resource]; twice {
				t.Errorf("%s and %s both select %s", name, other, resource)
			}
			taken[resource] = name
			if _, known := kinds[resource]; !known {
				t.Errorf("%s selects %s, for which kinds_test.go has no row", name, resource)
			}
		}
	}
	for resource := range kinds {
		if taken[resource] == "" {
			t.Errorf("no action selects %s any more: remove its row in kinds_test.go", resource)
		}
	}
}

func TestThePluginGetsTheServersArguments(t *testing.T) {
	h := startHost(t, logrus.DebugLevel)
	h.action(t, "eks2gke.io/ingress")
	pids := running(h.command)
	if len(pids) != 1 {
		t.Fatalf("processes: %v", pids)
	}
	text, err := os.ReadFile(filepath.Join("/proc", pids[0], "cmdline"))
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSuffix(string(text), "\x00"), "\x00")
	want := serverArguments[1:]
	if passesOwnArguments(got) {
		want = []string{"--log-level", "debug"}
	}
	if got[0] != h.command || !slices.Equal(got[1:], want) {
		t.Errorf("started as %q", got)
	}
}

// Velero before 1.15 composed the arguments itself.
func passesOwnArguments(started []string) bool { return len(started) == 3 }
