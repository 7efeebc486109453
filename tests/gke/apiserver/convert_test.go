package apiserver

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"eks2gke.io/tests/gke/golden"
)

// What `eks2gke convert` prints is made to be applied as it is: EKS2GKE_CLI converts the backups of
// examples/, and each case with its surroundings, and the server takes every object.
func TestTheServerTakesEveryConvertedObject(t *testing.T) {
	program := os.Getenv("EKS2GKE_CLI")
	if program == "" {
		t.Fatal("EKS2GKE_CLI names no program; scripts/gke-tests sets it")
	}
	count := 0
	for _, archive := range []string{"eks-backup.tar.gz", "shop.tar.gz"} {
		t.Run(archive, func(t *testing.T) {
			count += takesAll(t, program, "--all", filepath.Join("../../../examples", archive))
		})
	}
	for _, one := range cases {
		t.Run(one.Name, func(t *testing.T) {
			count += takesAll(t, program, inputsOf(one)...)
		})
	}
	fmt.Printf("REPORT: the API server took %d converted objects\n", count)
	if count < len(cases) {
		t.Errorf("%d objects came out of %d cases", count, len(cases))
	}
}

func inputsOf(one *golden.Case) []string {
	arguments := []string{filepath.Join(one.Folder, "input.yaml")}
	if file := filepath.Join(one.Folder, "surroundings.yaml"); exists(file) {
		arguments = append(arguments, file)
	}
	if file := filepath.Join(one.Folder, "settings.yaml"); exists(file) {
		arguments = append(arguments, "--settings", file)
	}
	return arguments
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

func takesAll(t *testing.T, program string, arguments ...string) int {
	t.Helper()
	objects := converted(t, program, arguments...)
	for _, object := range objects {
		if err := server.ensureNamespace(object.Namespace()); err != nil {
			t.Fatal(err)
		}
		// Some of the cluster's own objects are in every cluster.
		if found := tried(t, object, strictFor(object)); found.code != http.StatusCreated && found.code != http.StatusConflict {
			t.Errorf("%s %s: the API server answers %d: %s", object.Kind(), object.Name(), found.code, found.text)
		}
	}
	return len(objects)
}

// Objects of ours have no field that the server does not know; those of a backup may.
func strictFor(object golden.Object) string {
	if object.Text("metadata", "labels", "app.kubernetes.io/managed-by") == "eks2gke" {
		return "&fieldValidation=Strict"
	}
	return ""
}

func converted(t *testing.T, program string, arguments ...string) []golden.Object {
	t.Helper()
	command := exec.Command(program, append([]string{"convert"}, arguments...)...)
	var problems bytes.Buffer
	command.Stderr = &problems
	text, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, problems.String())
	}
	objects, err := golden.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return objects
}

func (s *apiServer) ensureNamespace(name string) error {
	if name == "" {
		return nil
	}
	namespace := golden.Object{"apiVersion": "v1", "kind": "Namespace", "metadata": golden.Object{"name": name}}
	found, err := s.post("/api/v1/namespaces", namespace)
	if err == nil && found.code != http.StatusCreated && found.code != http.StatusConflict {
		err = fmt.Errorf("namespace %s: %d %s", name, found.code, found.text)
	}
	return err
}
