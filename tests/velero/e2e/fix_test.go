package e2e

import (
	"encoding/json"
	"errors"
	"net/http"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// Runs `eks2gke fix` on the target; the error is its exit status.
func fix(t *testing.T, exit int, options ...string) string {
	t.Helper()
	arguments := append([]string{"fix", "--kubeconfig", stack.target.kubeconfig}, options...)
	command := exec.Command(stack.companion, arguments...)
	var problems strings.Builder
	command.Stderr = &problems
	out, err := command.Output()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	if code := command.ProcessState.ExitCode(); code != exit {
		t.Fatalf("fix %v ended with %d, expected %d\n%s%s", options, code, exit, out, problems.String())
	}
	if strings.Contains(problems.String(), "warning:") {
		t.Errorf("fix %v: %s", options, problems.String())
	}
	return string(out) + problems.String()
}

// Restores without the plugin, and `fix` ends where a restore with it ends.
func TestFixEndsWhereARestoreWithThePluginEnds(t *testing.T) {
	wantGKEKinds(t, true)
	namespaces := func(kind string) (string, []string) {
		return "--namespace-mappings=edge:" + kind + "-edge,edge-team:" + kind + "-team," + sampleNamespace + ":" + kind + "-sample",
			[]string{kind + "-edge", kind + "-team", kind + "-sample"}
	}
	without, fixed := namespaces("fixed")
	with, planned := namespaces("planned")
	v := targetVelero(t, []string{stack.awsPlugin()}, nil)
	useSettings(t, quietSettings+edgeSettings)
	for _, backup := range []string{edgeBackup, sampleBackup} {
		expectCompleted(t, v.restore(t, "fix-without-"+backup, backup, without))
	}
	left := 0
	for _, item := range entrances(t, fixed...) {
		left += len(awsMarks(item))
	}
	if left < 10 {
		t.Fatalf("only %d marks of AWS came over: nothing to fix", left)
	}

	t.Run("a dry run writes nothing", func(t *testing.T) {
		for _, nameSpace := range fixed {
			var told string
			expectNoWrites(t, nameSpace, func() { told = fix(t, 0, "-n", nameSpace) })
			if !strings.Contains(told, "--- now: ") || !strings.Contains(told, "Nothing was changed") {
				t.Errorf("no difference of %s is shown:\n%s", nameSpace, told)
			}
		}
	})
	told := fix(t, 0, "--apply", "-n", strings.Join(fixed, ","))
	v.stop()

	v = targetWithPlugin(t)
	useSettings(t, quietSettings+edgeSettings)
	for _, backup := range []string{edgeBackup, sampleBackup} {
		expectCompleted(t, v.restore(t, "fix-with-"+backup, backup, with))
	}
	expectAlike(t, fixed, planned)
	for _, item := range entrances(t, fixed...) {
		if marks := awsMarks(item); len(marks) > 0 {
			t.Errorf("%s %s: %v\n%s", item["kind"], text(item, "metadata", "name"), marks, told)
		}
	}

	t.Run("a second fix writes nothing", func(t *testing.T) {
		for _, nameSpace := range fixed {
			expectNoWrites(t, nameSpace, func() { fix(t, 0, "--apply", "-n", nameSpace) })
		}
	})
	t.Run("fix leaves alone what the plugin restored", func(t *testing.T) {
		for _, nameSpace := range planned {
			expectNoWrites(t, nameSpace, func() { fix(t, 0, "--apply", "-n", nameSpace) })
		}
	})
	t.Run("a parked Ingress is opened when the settings allow it", func(t *testing.T) {
		for _, nameSpace := range []string{"fixed-edge", "planned-edge"} {
			if class := classOf(t, nameSpace, "guarded"); class != "eks2gke-parked" {
				t.Errorf("%s: class %q before", nameSpace, class)
			}
		}
		// The settings know the object by its name in the backup.
		useSettings(t, quietSettings+edgeSettings+`accept:
- {rule: ingress-waf, kind: Ingress, object: edge/guarded, value: "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/edge/0a1b", because: "a test"}
`)
		fix(t, 0, "--apply", "-n", "fixed-edge,planned-edge")
		expectCompleted(t, v.restore(t, "fix-allowed", edgeBackup, "--namespace-mappings=edge:allowed-edge,edge-team:allowed-team"))
		if class := classOf(t, "allowed-edge", "guarded"); class != "gce" {
			t.Fatalf("class %q: the settings do not allow it: %v", class,
				at(mustGet(t, "networking.k8s.io/v1", "ingresses", "allowed-edge", "guarded"), "metadata", "annotations"))
		}
		expectAlike(t, []string{"fixed-edge"}, []string{"allowed-edge"})
		expectAlike(t, []string{"planned-edge"}, []string{"allowed-edge"})
		expectNoWrites(t, "fixed-edge", func() { fix(t, 0, "--apply", "-n", "fixed-edge") })
	})
}

func TestFixLeavesTheObjectOfAStrangerAlone(t *testing.T) {
	wantGKEKinds(t, true)
	useSettings(t, "")
	const nameSpace = "strangers"
	makeObjects(t, nameSpace, withHealthCheck(nameSpace, "one", "/one"))
	stranger := object{"apiVersion": "cloud.google.com/v1", "kind": "BackendConfig",
		"metadata": object{"name": "eks2gke-web-80", "namespace": nameSpace}, "spec": object{"timeoutSec": 7}}
	if err := stack.target.create(stranger); err != nil {
		t.Fatal(err)
	}
	before := mustGet(t, "cloud.google.com/v1", "backendconfigs", nameSpace, "eks2gke-web-80")
	told := fix(t, 1, "--apply", "-n", nameSpace)
	if !strings.Contains(told, "not made by eks2gke") && !strings.Contains(told, "left alone") {
		t.Error(told)
	}
	if after := mustGet(t, "cloud.google.com/v1", "backendconfigs", nameSpace, "eks2gke-web-80"); !reflect.DeepEqual(before, after) {
		t.Errorf("%v became %v", before, after)
	}
	if class := classOf(t, nameSpace, "one"); class != "eks2gke-parked" {
		t.Errorf("class %q", class)
	}
}

func TestFixOfTwoIngressesOnOneServiceEndsAlikeInBothOrders(t *testing.T) {
	wantGKEKinds(t, true)
	useSettings(t, "")
	for _, one := range []struct {
		nameSpace string
		paths     []string
	}{{"order-a", []string{"/one", "/two"}}, {"order-b", []string{"/two", "/one"}}} {
		var ingresses []object
		for _, path := range one.paths {
			ingresses = append(ingresses, withHealthCheck(one.nameSpace, strings.TrimPrefix(path, "/"), path))
		}
		makeObjects(t, one.nameSpace, ingresses...)
		fix(t, 0, "--apply", "-n", one.nameSpace)
		expectNoWrites(t, one.nameSpace, func() { fix(t, 0, "--apply", "-n", one.nameSpace) })
	}
	expectAlike(t, []string{"order-a"}, []string{"order-b"})
}

func TestFixChangesAClassAndFinishesDeletions(t *testing.T) {
	wantGKEKinds(t, true)
	useSettings(t, "")
	const nameSpace = "immutable"
	nlb := service(nameSpace, "nlb", object{"scheme": "internal", "nlb-target-type": "ip"},
		object{"type": "LoadBalancer", "loadBalancerClass": "service.k8s.aws/nlb"})
	makeObjects(t, nameSpace, withHealthCheck(nameSpace, "gone", "/"), nlb)
	before := mustGet(t, "v1", "services", nameSpace, "nlb")
	gone := collection("networking.k8s.io/v1", "ingresses", nameSpace) + "/gone"
	if err := stack.target.call(http.MethodDelete, gone, nil, nil); err != nil {
		t.Fatal(err)
	}
	fix(t, 0, "--apply", "-n", nameSpace)
	after := mustGet(t, "v1", "services", nameSpace, "nlb")
	if at(after, "spec", "loadBalancerClass") != nil || text(after, "spec", "type") != "LoadBalancer" ||
		annotation(after, "networking.gke.io/load-balancer-type") != "Internal" {
		t.Errorf("%v %v", at(after, "metadata", "annotations"), after["spec"])
	}
	for _, path := range [][]string{{"metadata", "uid"}, {"spec", "clusterIP"}} {
		if at(before, path...) != at(after, path...) {
			t.Errorf("%v: %v became %v", path, at(before, path...), at(after, path...))
		}
	}
	if !stack.target.exists(gone) {
		t.Error("the Ingress that is being deleted was let go without being asked")
	}
	fix(t, 0, "--apply", "--finish-deletions", "-n", nameSpace)
	for end := time.Now().Add(patience); stack.target.exists(gone); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the Ingress is still there")
		}
	}
}

func withHealthCheck(nameSpace, name, path string) object {
	return ingress(nameSpace, name, object{"scheme": "internal", "healthcheck-path": path})
}

// A namespace with the Service web and these objects.
func makeObjects(t *testing.T, nameSpace string, objects ...object) {
	t.Helper()
	all := append([]object{
		{"apiVersion": "v1", "kind": "Namespace", "metadata": object{"name": nameSpace}},
		service(nameSpace, "web", nil, object{"type": "NodePort"}),
	}, objects...)
	for _, one := range all {
		if err := stack.target.create(one); err != nil {
			t.Fatal(err)
		}
	}
}

func classOf(t *testing.T, nameSpace, name string) string {
	t.Helper()
	return annotation(mustGet(t, "networking.k8s.io/v1", "ingresses", nameSpace, name), "kubernetes.io/ingress.class")
}

func expectNoWrites(t *testing.T, nameSpace string, action func()) {
	t.Helper()
	for _, one := range stack.target.writesDuring(t, nameSpace, action) {
		t.Errorf("written: %v", one)
	}
}

// Ingresses and Services.
func entrances(t *testing.T, namespaces ...string) []object {
	t.Helper()
	var all []object
	for _, nameSpace := range namespaces {
		for _, path := range []string{collection("networking.k8s.io/v1", "ingresses", nameSpace), collection("v1", "services", nameSpace)} {
			items, err := stack.target.list(path)
			if err != nil {
				t.Fatal(err)
			}
			all = slices.Concat(all, items)
		}
	}
	return all
}

// The objects of two sets of namespaces are the same but for what only a server writes: identity, times,
// the addresses and ports that it hands out, and the labels that name the restore.
func expectAlike(t *testing.T, some, others []string) {
	t.Helper()
	for i := range some {
		found, expected := normalized(t, some[i]), normalized(t, others[i])
		if len(found) == 0 {
			t.Errorf("nothing is in %s", some[i])
		}
		for name, item := range expected {
			if found[name] != item {
				t.Errorf("%s in %s:\n %s\nin %s:\n %s", name, some[i], found[name], others[i], item)
			}
		}
		for name, item := range found {
			if _, known := expected[name]; !known {
				t.Errorf("%s is only in %s: %s", name, some[i], item)
			}
		}
	}
}

func normalized(t *testing.T, nameSpace string) map[string]string {
	t.Helper()
	all := entrances(t, nameSpace)
	for _, kind := range gkeKinds {
		items, err := stack.target.list(collection(kind.group+"/"+kind.version, kind.plural, nameSpace))
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range items {
			item["kind"] = kind.kind
			all = append(all, item)
		}
	}
	found := map[string]string{}
	for _, item := range all {
		for _, key := range []string{"uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "namespace"} {
			remove(item, "metadata", key)
		}
		for _, key := range []string{"velero.io/restore-name", "velero.io/backup-name"} {
			remove(item, "metadata", "labels", key)
		}
		if labels, _ := at(item, "metadata", "labels").(object); len(labels) == 0 {
			remove(item, "metadata", "labels")
		}
		spec, _ := item["spec"].(object)
		ports, _ := spec["ports"].([]any)
		for _, holder := range append([]any{spec}, ports...) {
			for _, key := range []string{"clusterIP", "clusterIPs", "nodePort", "healthCheckNodePort"} {
				if values, _ := holder.(object); values[key] != nil && values[key] != "None" {
					values[key] = "handed out"
				}
			}
		}
		kind, _ := item["kind"].(string)
		if kind == "" {
			kind = map[bool]string{true: "Service", false: "Ingress"}[ports != nil]
		}
		words, err := json.Marshal(item)
		if err != nil {
			t.Fatal(err)
		}
		found[kind+" "+text(item, "metadata", "name")] = string(words)
	}
	return found
}
