package e2e

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

const settingsPath = "/api/v1/namespaces/velero/configmaps"

// Restores of other tests wait for nothing, and parked objects fail none of them.
const quietSettings = "waitForAddress: 0\nparked: warn\n"

// The settings of the plugin on the target, from the next restore on; "" for the defaults.
func useSettings(t *testing.T, content string) {
	t.Helper()
	const name = "eks2gke-settings"
	if err := stack.target.call(http.MethodDelete, settingsPath+"/"+name, nil, nil); err != nil && !isStatus(err, http.StatusNotFound) {
		t.Fatal(err)
	}
	if content == "" {
		return
	}
	if err := stack.target.call(http.MethodPost, settingsPath, object{"apiVersion": "v1", "kind": "ConfigMap",
		"metadata": object{"name": name, "labels": object{"velero.io/plugin-config": "", "eks2gke.io/settings": "RestoreItemActionV2"}},
		"data":     object{"settings.yaml": content}}, nil); err != nil {
		t.Fatal(err)
	}
}

// A server that asks for operations each second (Velero's default is ten).
func attentiveTarget(t *testing.T, content string) *velero {
	t.Helper()
	v := targetVelero(t, []string{stack.awsPlugin(), stack.plugin}, func(l *launch) {
		l.arguments = append(l.arguments, "--item-operation-sync-frequency", "1s")
	})
	useSettings(t, content)
	return v
}

func describe(t *testing.T, name string, options ...string) string {
	t.Helper()
	told, err := stack.cli(stack.target, append([]string{"restore", "describe", name}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// The lines of `describe` below "Errors:".
func errorsIn(told string) string {
	_, after, found := strings.Cut(told, "\nErrors:")
	if !found {
		return ""
	}
	var lines []string
	for _, line := range strings.Split(after, "\n") {
		if len(lines) > 0 && line != "" && !strings.HasPrefix(line, " ") {
			break
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func expectTold(t *testing.T, told string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(told, word) {
			t.Errorf("nothing says %q in\n%s", word, told)
		}
	}
}

// One Event of ours about the object: what `kubectl describe` shows.
func expectAnnounced(t *testing.T, item object, kind, reason string) {
	t.Helper()
	events, err := stack.target.list(collection("v1", "events", text(item, "metadata", "namespace")))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, event := range events {
		if text(event, "involvedObject", "uid") == text(item, "metadata", "uid") && text(event, "source", "component") == "eks2gke" {
			count++
			if text(event, "type") != kind || text(event, "reason") != reason || !strings.HasPrefix(text(event, "message"), annotation(item, "eks2gke.io/summary")) {
				t.Errorf("event %v", event)
			}
		}
	}
	if count != 1 {
		t.Errorf("%d events of ours about %s", count, text(item, "metadata", "name"))
	}
}

// The report of the restore, in the JSON of `eks2gke plan`.
func expectReported(t *testing.T, restore, name, outcome string) {
	t.Helper()
	stored := mustGet(t, "v1", "configmaps", "velero", "eks2gke-report-"+restore)
	var report struct {
		Schema string
		Items  []struct{ Name, Kind, Outcome string }
	}
	if err := json.Unmarshal([]byte(text(stored, "data", "report.json")), &report); err != nil || report.Schema != "eks2gke.io/plan/v1" {
		t.Fatalf("schema %q (%v)", report.Schema, err)
	}
	for _, item := range report.Items {
		if item.Name == name && item.Kind == "Ingress" {
			if item.Outcome != outcome {
				t.Errorf("the report says %v", item)
			}
			return
		}
	}
	t.Errorf("%s is not in the report", name)
}

// Starts a restore of the sample into a namespace of its own, and returns when Velero waits.
func (v *velero) restoreAndAwaitTheWait(t *testing.T, name string, options ...string) {
	t.Helper()
	create := append([]string{"restore", "create", name, "--from-backup", sampleBackup, "--namespace-mappings", sampleNamespace + ":" + name}, options...)
	if _, err := stack.cli(stack.target, create...); err != nil {
		t.Fatal(err)
	}
	v.awaitPhase(t, name, "WaitingForPluginOperations")
}

func (v *velero) awaitPhase(t *testing.T, name string, phases ...string) object {
	t.Helper()
	var found object
	err := v.await("restore "+name+" is "+strings.Join(phases, " or "), func() bool {
		var err error
		found, err = stack.target.get(veleroNamespace + "/restores/" + name)
		return err == nil && slices.Contains(phases, text(found, "status", "phase"))
	})
	if err != nil {
		t.Fatalf("%v; it is %v\n%s", err, at(found, "status"), describe(t, name, "--details"))
	}
	return found
}

func ingressPath(nameSpace string) string {
	return collection("networking.k8s.io/v1", "ingresses", nameSpace) + "/" + sampleIngress
}

// Node ports of Services are a cluster's, and other tests restore the same ones.
func dropServices(t *testing.T, nameSpace string) {
	t.Helper()
	services := collection("v1", "services", nameSpace)
	all, err := stack.target.list(services)
	if err != nil {
		t.Fatal(err)
	}
	for _, service := range all {
		if err := stack.target.call(http.MethodDelete, services+"/"+text(service, "metadata", "name"), nil, nil); err != nil {
			t.Error(err)
		}
	}
}

func TestTheRestoreWaitsUntilTheIngressHasAnAddress(t *testing.T) {
	wantGKEKinds(t, true)
	v := attentiveTarget(t, "waitForAddress: 2m")
	const name = "waits"
	v.restoreAndAwaitTheWait(t, name)
	expectTold(t, describe(t, name, "--details"), "waiting for GKE to give Ingress waits/"+sampleIngress+" an address, at most 2m",
		"0 of 1 complete (addresses)", "translated: ")
	status := func(value object) {
		ingress := mustGet(t, "networking.k8s.io/v1", "ingresses", name, sampleIngress)
		set(ingress, []any{value}, "status", "loadBalancer", "ingress")
		if err := stack.target.call(http.MethodPut, ingressPath(name)+"/status", ingress, nil); err != nil {
			t.Fatal(err)
		}
	}
	status(object{"hostname": "internal-k8s-1.ap-northeast-1.elb.amazonaws.com"})
	time.Sleep(3 * time.Second) // at least two polls
	v.awaitPhase(t, name, "WaitingForPluginOperations")
	status(object{"ip": "10.1.2.3"})
	v.awaitPhase(t, name, "Completed")
	expectTold(t, describe(t, name, "--details"), "Ingress waits/"+sampleIngress+" has the address 10.1.2.3", "1 of 1 complete (addresses)")
}

func TestAnAddressThatNeverComesFailsWithTheLastWarning(t *testing.T) {
	wantGKEKinds(t, true)
	v := attentiveTarget(t, "waitForAddress: 4s")
	const name = "in-vain"
	v.restoreAndAwaitTheWait(t, name)
	ingress := mustGet(t, "networking.k8s.io/v1", "ingresses", name, sampleIngress)
	now := time.Now().UTC().Format(time.RFC3339)
	warning := object{"apiVersion": "v1", "kind": "Event", "metadata": object{"name": "w1", "namespace": name}, "type": "Warning",
		"reason": "Sync", "message": "Error syncing to GCP: no proxy-only subnet", "count": 5, "firstTimestamp": now, "lastTimestamp": now,
		"source": object{"component": "loadbalancer-controller"}, "involvedObject": object{"apiVersion": "networking.k8s.io/v1",
			"kind": "Ingress", "namespace": name, "name": sampleIngress, "uid": text(ingress, "metadata", "uid")}}
	if err := stack.target.call(http.MethodPost, collection("v1", "events", name), warning, nil); err != nil {
		t.Fatal(err)
	}
	v.awaitPhase(t, name, "PartiallyFailed")
	expectTold(t, describe(t, name, "--details"), "has got no address within 4s",
		"The last warning about it: Sync: Error syncing to GCP: no proxy-only subnet (5 times)")
}

func TestWithoutWaitingTheSummaryStandsInDescribe(t *testing.T) {
	wantGKEKinds(t, true)
	v := attentiveTarget(t, "waitForAddress: 0")
	result := v.restore(t, "unwaited", sampleBackup, "--namespace-mappings", sampleNamespace+":unwaited")
	expectCompleted(t, result)
	told := describe(t, result.name, "--details")
	expectTold(t, told, "Operation for ingresses.networking.k8s.io unwaited/"+sampleIngress, "Progress description:",
		"translated: ", "needs action: ")
	if strings.Contains(told, "waiting for") {
		t.Errorf("something is waited for:\n%s", told)
	}
}

func TestAParkedObjectFailsTheRestoreAndSaysWhy(t *testing.T) {
	wantGKEKinds(t, true)
	v := attentiveTarget(t, "waitForAddress: 0")
	for _, nameSpace := range []string{"parks", "parks-payments"} {
		t.Cleanup(func() { dropServices(t, nameSpace) })
	}
	result := v.restore(t, "parks", shopBackup, "--namespace-mappings", "shop:parks,payments:parks-payments")
	if result.phase() != "PartiallyFailed" {
		t.Errorf("phase %s", result.phase())
	}
	parked := mustGet(t, "networking.k8s.io/v1", "ingresses", "parks", "admin")
	nextStep := annotation(parked, "eks2gke.io/next-step")
	if nextStep == "" {
		t.Fatal("the parked Ingress has no next step")
	}
	expectTold(t, errorsIn(describe(t, result.name)), "Ingress parks/admin: "+annotation(parked, "eks2gke.io/summary"), "Next: "+nextStep)
	expectTold(t, describe(t, result.name, "--details"), "Operation for services parks/inventory", "Operation for targetgroupbindings")
	lines := pluginLog(t, result)
	expectLogged(t, lines, "shop/admin", "parked: ")
	expectLogged(t, lines, "shop/admin", `"rule":"ingress-login"`)
	expectReported(t, result.name, "admin", "parked")
	expectAnnounced(t, parked, "Warning", "ParkedFromEKS")
	expectAnnounced(t, mustGet(t, "v1", "services", "parks", "inventory"), "Normal", "TranslatedFromEKS")
	expectAnnounced(t, mustGet(t, "apps/v1", "deployments", "parks", "web"), "Normal", "TranslatedFromEKS")
}

// A resource modifier runs after the plugin.
func TestAClassThatAModifierTakesAwayFailsTheRestore(t *testing.T) {
	wantGKEKinds(t, true)
	v := attentiveTarget(t, "waitForAddress: 0")
	const name = "modified"
	modifiers := `version: v1
resourceModifierRules:
- conditions:
    groupResource: ingresses.networking.k8s.io
  patches:
  - {operation: remove, path: "/metadata/annotations/kubernetes.io~1ingress.class"}
`
	if err := stack.target.call(http.MethodPost, settingsPath, object{"apiVersion": "v1", "kind": "ConfigMap",
		"metadata": object{"name": "modifiers"}, "data": object{"rules.yaml": modifiers}}, nil); err != nil {
		t.Fatal(err)
	}
	result := v.restore(t, name, sampleBackup, "--namespace-mappings", sampleNamespace+":"+name, "--resource-modifier-configmap", "modifiers")
	if result.phase() != "PartiallyFailed" {
		t.Errorf("phase %s", result.phase())
	}
	expectTold(t, errorsIn(describe(t, name)), "Ingress modified/"+sampleIngress+" is not as the plugin answered it",
		`metadata.annotations[kubernetes.io/ingress.class] is absent, and was to be "gce-internal"`)
}

func TestVeleroCanGiveUpWaiting(t *testing.T) {
	wantGKEKinds(t, true)
	v := attentiveTarget(t, "")
	const name = "given-up"
	v.restoreAndAwaitTheWait(t, name, "--item-operation-timeout", "3s")
	v.awaitPhase(t, name, "PartiallyFailed")
	expectTold(t, describe(t, name, "--details"), "Asynchronous action timed out")
	expectTold(t, v.log(), "Velero no longer waits for it")
}
