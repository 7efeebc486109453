package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	sampleNamespace = "eks-sample-app"
	sampleIngress   = "eks-sample-linux-ingress"
	sampleService   = "eks-sample-linux-service"
)

// The control: what a restore leaves behind when our plugin is not there.
func TestWithoutThePluginTheMarksOfAWSStay(t *testing.T) {
	v := targetVelero(t, []string{stack.awsPlugin()}, nil)
	expectCompleted(t, v.restore(t, "without-plugin", sampleBackup, "--namespace-mappings", sampleNamespace+":without-plugin"))
	ingress := mustGet(t, "networking.k8s.io/v1", "ingresses", "without-plugin", sampleIngress)
	if marks := awsMarks(ingress); len(marks) < 6 {
		t.Errorf("only %v of AWS came over: the other tests prove nothing", marks)
	}
}

func TestTheSampleApplicationComesOverWhole(t *testing.T) {
	wantGKEKinds(t, true)
	v := targetWithPlugin(t)
	first := v.restore(t, "sample-first", sampleBackup)
	expectCompleted(t, first)
	if first.count("warnings") != 0 {
		t.Errorf("%d warnings", first.count("warnings"))
	}
	expectDownloadsCleanedUp(t, first)
	expectSampleTranslated(t, sampleNamespace)

	lines := pluginLog(t, first)
	expectLogged(t, lines, sampleIngress, "gce-internal")
	expectLogged(t, lines, sampleIngress, "group.ingress.k8s.aws/eks-group")
	expectLogged(t, lines, sampleIngress, "deregistration_delay.timeout_seconds")
	expectLogged(t, lines, "regcred", `"level":"warning"`)

	t.Run("a second restore changes nothing", func(t *testing.T) {
		before := sampleVersions(t)
		second := v.restore(t, "sample-second", sampleBackup, "--existing-resource-policy=none")
		expectCompleted(t, second)
		expectDownloadsCleanedUp(t, second)
		expectSampleTranslated(t, sampleNamespace)
		if after := sampleVersions(t); after != before {
			t.Errorf("objects were written again:\n before %s\n after  %s", before, after)
		}
	})
}

func TestAnotherNamespaceGetsItsOwnCompanions(t *testing.T) {
	wantGKEKinds(t, true)
	v := targetWithPlugin(t)
	result := v.restore(t, "sample-mapped", sampleBackup, "--namespace-mappings", sampleNamespace+":mapped")
	expectCompleted(t, result)
	expectDownloadsCleanedUp(t, result)
	expectSampleTranslated(t, "mapped")
}

func TestWithoutGKEsKindsTheIngressIsParkedAndNothingFails(t *testing.T) {
	wantGKEKinds(t, false)
	v := targetWithPlugin(t)
	result := v.restore(t, "sample-parked", sampleBackup, "--namespace-mappings", sampleNamespace+":no-crds")
	expectCompleted(t, result)
	expectDownloadsCleanedUp(t, result)
	ingress := mustGet(t, "networking.k8s.io/v1", "ingresses", "no-crds", sampleIngress)
	if class := annotation(ingress, "kubernetes.io/ingress.class"); class != "eks2gke-parked" {
		t.Errorf("class %q", class)
	}
	if annotation(ingress, "eks2gke.io/next-step") == "" || annotation(ingress, "eks2gke.io/verdict") != "parked" {
		t.Errorf("annotations %v", at(ingress, "metadata", "annotations"))
	}
	if marks := awsMarks(ingress); len(marks) > 0 {
		t.Errorf("left of AWS: %v", marks)
	}
	if deployments, err := stack.target.list(collection("apps/v1", "deployments", "no-crds")); err != nil || len(deployments) != 1 {
		t.Errorf("deployments %v (%v)", deployments, err)
	}
	expectLogged(t, pluginLog(t, result), sampleIngress, `"level":"warning"`, "cluster-write-failed")
}

func expectSampleTranslated(t *testing.T, nameSpace string) {
	t.Helper()
	ingress := mustGet(t, "networking.k8s.io/v1", "ingresses", nameSpace, sampleIngress)
	if class := annotation(ingress, "kubernetes.io/ingress.class"); class != "gce-internal" {
		t.Errorf("class %q", class)
	}
	if marks := awsMarks(ingress); len(marks) > 0 {
		t.Errorf("left of AWS on the Ingress: %v", marks)
	}
	if class := text(ingress, "spec", "ingressClassName"); class != "" {
		t.Errorf("ingressClassName %q", class)
	}
	if verdict := annotation(ingress, "eks2gke.io/verdict"); verdict != "translated" {
		t.Errorf("verdict %q", verdict)
	}
	if original := annotation(ingress, "eks2gke.io/original"); !strings.Contains(original, "eks-alb") {
		t.Errorf("the original is not kept: %q", original)
	}

	service := mustGet(t, "v1", "services", nameSpace, sampleService)
	var neg struct {
		Ingress bool `json:"ingress"`
	}
	if err := json.Unmarshal([]byte(annotation(service, "cloud.google.com/neg")), &neg); err != nil || !neg.Ingress {
		t.Errorf("cloud.google.com/neg is %q (%v)", annotation(service, "cloud.google.com/neg"), err)
	}
	var wanted struct {
		Ports map[string]string `json:"ports"`
	}
	if err := json.Unmarshal([]byte(annotation(service, "cloud.google.com/backend-config")), &wanted); err != nil || len(wanted.Ports) != 1 {
		t.Fatalf("cloud.google.com/backend-config is %q (%v)", annotation(service, "cloud.google.com/backend-config"), err)
	}
	for port, name := range wanted.Ports {
		backend := mustGet(t, "cloud.google.com/v1", "backendconfigs", nameSpace, name)
		if port != "80" || at(backend, "spec", "connectionDraining", "drainingTimeoutSec") != float64(90) {
			t.Errorf("port %s: %v", port, backend["spec"])
		}
		if label := text(backend, "metadata", "labels", "app.kubernetes.io/managed-by"); label != "eks2gke" {
			t.Errorf("the BackendConfig's label is %q", label)
		}
	}
}

// Changes when the Ingress or the Service is written, or the BackendConfig says something else.
func sampleVersions(t *testing.T) string {
	t.Helper()
	var versions []string
	// A companion gets the label of the newer restore; its generation counts changes of the rest.
	for path, key := range map[string]string{
		collection("networking.k8s.io/v1", "ingresses", sampleNamespace):     "resourceVersion",
		collection("v1", "services", sampleNamespace):                        "resourceVersion",
		collection("cloud.google.com/v1", "backendconfigs", sampleNamespace): "generation",
	} {
		items, err := stack.target.list(path)
		if err != nil || len(items) != 1 {
			t.Fatalf("%s: %d objects (%v)", path, len(items), err)
		}
		versions = append(versions, fmt.Sprint(text(items[0], "metadata", "name"), " ", at(items[0], "metadata", key)))
	}
	slices.Sort(versions)
	return strings.Join(versions, ", ")
}
