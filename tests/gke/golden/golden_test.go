package golden

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAPatchKeepsWhatItDoesNotSpeakOf(t *testing.T) {
	service := Object{"kind": "Service", "metadata": Object{"name": "web", "namespace": "shop",
		"annotations": Object{"config": `{"default":"mine","ports":{"80":"a"}}`}}}
	patch := Patch{Kind: "Service", Namespace: "shop", Name: "web", Annotation: "config", Inside: "/ports/a~1b~0c", Value: "new"}
	if !patch.IsFor(service) {
		t.Fatal("it is not for the Service that it names")
	}
	if err := patch.Apply(service); err != nil {
		t.Fatal(err)
	}
	if got, want := service.Annotation("config"), `{"default":"mine","ports":{"80":"a","a/b~c":"new"}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAPatchMakesWhatIsMissing(t *testing.T) {
	service := Object{"kind": "Service"}
	if err := (Patch{Annotation: "neg", Inside: "/ingress", Value: true}).Apply(service); err != nil {
		t.Fatal(err)
	}
	if got, want := service.Annotation("neg"), `{"ingress":true}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAPatchOfNoJSONIsAnError(t *testing.T) {
	for _, text := range []string{"yes", `{"ports":[]}`} {
		service := Object{"metadata": Object{"annotations": Object{"config": text}}}
		if err := (Patch{Annotation: "config", Inside: "/ports/80", Value: "a"}).Apply(service); err == nil {
			t.Errorf("%s became %s", text, service.Annotation("config"))
		}
	}
}

func TestAPatchedObjectIsACopy(t *testing.T) {
	service := Object{"kind": "Service", "metadata": Object{"name": "web", "namespace": "shop"}}
	example := Case{Patches: []Patch{{Kind: "Service", Namespace: "shop", Name: "web", Annotation: "a", Value: "b"},
		{Kind: "Service", Namespace: "shop", Name: "other", Annotation: "a", Value: "c"}}}
	patched, err := example.Patched(service)
	if err != nil {
		t.Fatal(err)
	}
	if patched.Annotation("a") != "b" || service.Annotation("a") != "" {
		t.Errorf("the copy is %v, the original %v", patched, service)
	}
}

func TestWhatIsNotUnderstoodIsAnError(t *testing.T) {
	const ingress = "{kind: Ingress, metadata: {name: web}}\n"
	good := map[string]string{"input.yaml": ingress, "findings.yaml": "outcome: untouched\n", "expected.yaml": "untouched\n"}
	if _, err := Read(filepath.Dir(written(t, good))); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"two inputs":               {"input.yaml", ingress + "---\n" + ingress},
		"an outcome nobody knows":  {"findings.yaml", "outcome: improved\n"},
		"a word nobody knows":      {"expected.yaml", "gone\n"},
		"skipped, but not so said": {"expected.yaml", "skipped\n"},
		"a document of no kind":    {"expected.yaml", ingress + "---\n{spec: {}}\n"},
		"a patch of nothing":       {"expected.yaml", ingress + "---\n{patch: {object: web}}\n"},
		"no YAML":                  {"input.yaml", "{"},
	} {
		files := map[string]string{change[0]: change[1]}
		for file, text := range good {
			if file != change[0] {
				files[file] = text
			}
		}
		if _, err := Read(filepath.Dir(written(t, files))); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// A folder of one case with these files.
func written(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "a-case")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}
