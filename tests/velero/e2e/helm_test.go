package e2e

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

const installPage = "../../../docs/install.md"

// The YAML blocks below a heading of the page, as one set of values.
func documentedValues(t *testing.T, heading string) object {
	t.Helper()
	page, err := os.ReadFile(installPage)
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(page), "\n"+heading+"\n")
	if !found {
		t.Fatalf("%s has no heading %q", installPage, heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	section, _, _ = strings.Cut(section, "\n### ")
	values := object{}
	for _, block := range strings.Split(section, "```yaml\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		if err := yaml.UnmarshalStrict([]byte(block), &values); err != nil {
			t.Fatalf("%s: %v\n%s", installPage, err, block)
		}
	}
	return values
}

// The pod as the chart of Velero makes it of the values (vmware-tanzu/helm-charts, templates/deployment.yaml):
// init containers, pod and container context as they are, and these volumes.
func podOfTheChart(values object) object {
	return object{
		"restartPolicy":   "Always",
		"initContainers":  values["initContainers"],
		"securityContext": values["podSecurityContext"],
		"containers": []any{object{"name": "velero", "image": "velero/velero:v1.18.3", "command": []any{"/velero"}, "args": []any{"server"},
			"securityContext": values["containerSecurityContext"],
			"volumeMounts": []any{object{"name": "plugins", "mountPath": "/plugins"}, object{"name": "scratch", "mountPath": "/scratch"},
				object{"name": "tmpdir", "mountPath": "/tmp"}}}},
		"volumes": []any{object{"name": "plugins", "emptyDir": object{}}, object{"name": "scratch", "emptyDir": object{}},
			object{"name": "tmpdir", "emptyDir": object{}}},
	}
}

func TestTheValuesForHelmAreADeploymentThatKubernetesAccepts(t *testing.T) {
	values := documentedValues(t, "### With Helm")
	labels := object{"name": "velero"}
	deployment := object{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": object{"name": "by-helm", "namespace": "velero"},
		"spec": object{"selector": object{"matchLabels": labels}, "template": object{"metadata": object{"labels": labels}, "spec": podOfTheChart(values)}}}
	post := func() error {
		return stack.target.call(http.MethodPost, collection("apps/v1", "deployments", "velero")+"?dryRun=All&fieldValidation=Strict", deployment, nil)
	}
	if err := post(); err != nil {
		t.Errorf("%s: %v", installPage, err)
	}
	container := values["initContainers"].([]any)[0].(object)
	if text(container, "name") != "velero-plugin-eks-to-gke" || container["command"] != nil || container["args"] != nil {
		t.Errorf("init container %v", container)
	}
	if mount := container["volumeMounts"].([]any)[0].(object); text(mount, "mountPath") != "/target" {
		t.Errorf("install-plugin writes to /target, and the page mounts %v", mount)
	}
	set(container, "x", "volumeMount")
	if post() == nil {
		t.Error("a key that Kubernetes does not know is accepted: the test proves nothing")
	}
}

func TestARestrictedNamespaceAcceptsTheValuesForHelm(t *testing.T) {
	const nameSpace = "restricted"
	if err := stack.target.create(object{"apiVersion": "v1", "kind": "Namespace", "metadata": object{"name": nameSpace,
		"labels": object{"pod-security.kubernetes.io/enforce": "restricted"}}}); err != nil {
		t.Fatal(err)
	}
	values := documentedValues(t, "### With Helm")
	pod := object{"apiVersion": "v1", "kind": "Pod", "metadata": object{"name": "velero", "namespace": nameSpace}, "spec": podOfTheChart(values)}
	post := func() error {
		return stack.target.call(http.MethodPost, collection("v1", "pods", nameSpace)+"?dryRun=All&fieldValidation=Strict", pod, nil)
	}
	if err := post(); err != nil {
		t.Errorf("%s: %v", installPage, err)
	}
	remove(values["initContainers"].([]any)[0].(object), "securityContext")
	if err := post(); !isStatus(err, http.StatusForbidden) || !strings.Contains(err.Error(), "velero-plugin-eks-to-gke") {
		t.Errorf("without a securityContext our container must be refused, and was not: %v", err)
	}
}
