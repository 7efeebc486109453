package e2e

import (
	"net/http"
	"testing"
	"time"
)

const crdPath = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"

// The two kinds of GKE's load balancing that our results need, with schemas that accept anything.
var gkeKinds = []struct{ group, version, kind, plural string }{
	{"cloud.google.com", "v1", "BackendConfig", "backendconfigs"},
	{"networking.gke.io", "v1beta1", "FrontendConfig", "frontendconfigs"},
}

func crdOf(group, version, kind, plural string) object {
	anything := object{"type": "object", "x-kubernetes-preserve-unknown-fields": true}
	schema := object{"type": "object", "properties": object{"spec": anything, "status": anything}}
	return object{"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
		"metadata": object{"name": plural + "." + group, "annotations": object{"api-approved.kubernetes.io": "https://github.com/kubernetes/ingress-gce"}},
		"spec": object{"group": group, "scope": "Namespaced", "names": object{"kind": kind, "listKind": kind + "List", "plural": plural, "singular": plural[:len(plural)-1]},
			"versions": []any{object{"name": version, "served": true, "storage": true, "schema": object{"openAPIV3Schema": schema}}}}}
}

// Makes the target look like GKE, or like a cluster without GKE's load balancing.
func wantGKEKinds(t *testing.T, wanted bool) {
	t.Helper()
	for _, kind := range gkeKinds {
		crd := crdPath + "/" + kind.plural + "." + kind.group
		served := collection(kind.group+"/"+kind.version, kind.plural, "default")
		var err error
		if wanted {
			err = stack.target.call(http.MethodPost, crdPath, crdOf(kind.group, kind.version, kind.kind, kind.plural), nil)
		} else {
			err = stack.target.call(http.MethodDelete, crd, nil, nil)
		}
		if err != nil && !isStatus(err, http.StatusConflict) && !isStatus(err, http.StatusNotFound) {
			t.Fatal(err)
		}
		end := time.Now().Add(patience)
		for stack.target.exists(served) != wanted {
			if time.Now().After(end) {
				t.Fatalf("%s served: not %v within %v", kind.plural, wanted, patience)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}
