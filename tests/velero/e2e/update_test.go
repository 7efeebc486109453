package e2e

import (
	"encoding/json"
	"net/http"
	"reflect"
	"testing"
)

// What GKE's controllers write into the objects of a working load balancer.
func (c *cluster) playGKE(t *testing.T, nameSpace string) {
	t.Helper()
	c.change(t, collection("networking.k8s.io/v1", "ingresses", nameSpace)+"/"+sampleIngress, func(ingress object) {
		set(ingress, []any{"networking.gke.io/ingress-finalizer-V2"}, "metadata", "finalizers")
		set(ingress, "k8s2-um-abc", "metadata", "annotations", "ingress.kubernetes.io/url-map")
		set(ingress, `{"k8s1-abc":"HEALTHY"}`, "metadata", "annotations", "ingress.kubernetes.io/backends")
	})
	c.change(t, collection("v1", "services", nameSpace)+"/"+sampleService, func(service object) {
		set(service, `{"network_endpoint_groups":{"80":"k8s1-abc"},"zones":["a"]}`, "metadata", "annotations", "cloud.google.com/neg-status")
		// Another tool of the cluster has written the same with other spacing and order.
		for _, key := range []string{"cloud.google.com/neg", "cloud.google.com/backend-config"} {
			var value any
			if err := json.Unmarshal([]byte(annotation(service, key)), &value); err != nil {
				t.Fatal(err)
			}
			spaced, err := json.MarshalIndent(value, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			set(service, string(spaced), "metadata", "annotations", key)
		}
	})
}

func (c *cluster) change(t *testing.T, path string, edit func(object)) {
	t.Helper()
	live, err := c.get(path)
	if err != nil {
		t.Fatal(err)
	}
	edit(live)
	if err := c.call(http.MethodPut, path, live, nil); err != nil {
		t.Fatal(err)
	}
}

func TestAnUpdateOfARightObjectWritesNothing(t *testing.T) {
	wantGKEKinds(t, true)
	const nameSpace = "updated"
	v := targetWithPlugin(t)
	mapping := "--namespace-mappings=" + sampleNamespace + ":" + nameSpace
	expectCompleted(t, v.restore(t, "update-first", sampleBackup, mapping))
	stack.target.playGKE(t, nameSpace)
	before := parts(t, nameSpace)
	companion := companions(t, nameSpace)

	writes := stack.target.writesDuring(t, nameSpace, func() {
		second := v.restore(t, "update-second", sampleBackup, mapping, "--existing-resource-policy=update")
		expectCompleted(t, second)
	})

	labels := 0
	for _, one := range writes {
		switch {
		case !one.accepted(): // Velero tries to create what is there
		case one.isLabelsOfVelero():
			labels++
		default:
			t.Errorf("written: %v", one)
		}
	}
	if labels != 2 {
		t.Errorf("Velero labelled %d objects, not the Ingress and the Service: the log proves nothing\n%v", labels, writes)
	}
	expectSampleTranslated(t, nameSpace)
	if after := parts(t, nameSpace); !reflect.DeepEqual(before, after) {
		t.Errorf("the objects changed:\n before %v\n after  %v", before, after)
	}
	if after := companions(t, nameSpace); after != companion {
		t.Errorf("the BackendConfig was written: %s, before %s", after, companion)
	}
}

// Somebody has broken the Ingress meanwhile: the update mends it, and keeps what is GKE's.
func TestAnUpdateMendsWhatIsWrong(t *testing.T) {
	wantGKEKinds(t, true)
	const nameSpace = "mended"
	v := targetWithPlugin(t)
	mapping := "--namespace-mappings=" + sampleNamespace + ":" + nameSpace
	expectCompleted(t, v.restore(t, "mend-first", sampleBackup, mapping))
	stack.target.playGKE(t, nameSpace)
	before := parts(t, nameSpace)
	stack.target.change(t, collection("networking.k8s.io/v1", "ingresses", nameSpace)+"/"+sampleIngress, func(ingress object) {
		set(ingress, "gce", "metadata", "annotations", "kubernetes.io/ingress.class")
	})
	expectCompleted(t, v.restore(t, "mend-second", sampleBackup, mapping, "--existing-resource-policy=update"))
	expectSampleTranslated(t, nameSpace)
	if after := parts(t, nameSpace); !reflect.DeepEqual(before, after) {
		t.Errorf("the objects differ:\n before %v\n after  %v", before, after)
	}
}

// Finalizers, annotations and spec of the Ingress and the Service.
func parts(t *testing.T, nameSpace string) []any {
	t.Helper()
	var all []any
	for _, item := range []object{
		mustGet(t, "networking.k8s.io/v1", "ingresses", nameSpace, sampleIngress),
		mustGet(t, "v1", "services", nameSpace, sampleService),
	} {
		all = append(all, at(item, "metadata", "finalizers"), at(item, "metadata", "annotations"), item["spec"])
	}
	return all
}

func companions(t *testing.T, nameSpace string) string {
	t.Helper()
	items, err := stack.target.list(collection("cloud.google.com/v1", "backendconfigs", nameSpace))
	if err != nil || len(items) != 1 {
		t.Fatalf("%d BackendConfigs (%v)", len(items), err)
	}
	return text(items[0], "metadata", "name") + " " + text(items[0], "metadata", "resourceVersion")
}
