package apiserver

import (
	"net/http"
	"testing"

	"eks2gke.io/tests/gke/golden"
)

// What a restore creates for a case; the first is the restored object itself.
func outputsOf(one *golden.Case) []golden.Object {
	if one.Result == nil {
		return nil
	}
	return append([]golden.Object{asVeleroCreatesIt(one.Result)}, one.Companions...)
}

// Velero takes the status and the old server's bookkeeping away (pkg/restore/restore.go), and its action
// for Services takes the cluster address and the node ports that the old server chose
// (pkg/restore/actions/service_action.go).
func asVeleroCreatesIt(object golden.Object) golden.Object {
	result := object.Copy()
	delete(result, "status")
	if metadata, isObject := result["metadata"].(golden.Object); isObject {
		for _, key := range []string{"uid", "resourceVersion", "managedFields", "creationTimestamp", "generation", "selfLink"} {
			delete(metadata, key)
		}
	}
	spec, isObject := result["spec"].(golden.Object)
	if result.Kind() != "Service" || !isObject {
		return result
	}
	if result.Text("spec", "clusterIP") != "None" {
		delete(spec, "clusterIP")
		delete(spec, "clusterIPs")
	}
	return result
}

func TestTheServerTakesEveryResult(t *testing.T) {
	for _, one := range cases {
		if one.Result == nil {
			continue
		}
		t.Run(one.Name, func(t *testing.T) {
			created(t, outputsOf(one)[0], "")
		})
	}
}

// Companions are wholly ours: an unknown field, which the server would drop without a word, fails.
func TestTheServerTakesEveryCompanion(t *testing.T) {
	count := 0
	for _, one := range cases {
		for _, companion := range one.Companions {
			count++
			t.Run(one.Name+"/"+companion.Kind()+"/"+companion.Name(), func(t *testing.T) {
				created(t, companion, "&fieldValidation=Strict")
			})
		}
	}
	if count == 0 {
		t.Error("no case has a companion")
	}
}

// Nothing stays: cases that share a name or a node port do not meet.
func created(t *testing.T, object golden.Object, options string) {
	t.Helper()
	if found := tried(t, object, options); found.code != http.StatusCreated {
		t.Errorf("%s %s: the API server answers %d: %s", object.Kind(), object.Name(), found.code, found.text)
	}
}

func tried(t *testing.T, object golden.Object, options string) answer {
	t.Helper()
	path, err := server.collection(object)
	if err != nil {
		t.Fatal(err)
	}
	found, err := server.post(path+"?dryRun=All"+options, object)
	if err != nil {
		t.Fatal(err)
	}
	return found
}
