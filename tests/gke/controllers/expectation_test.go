package controllers

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v3"

	"eks2gke.io/tests/gke/golden"
)

const title = "# What the controllers of GKE make of this case. scripts/gke-tests compares; CONTRIBUTING.md says how to record.\n"

func expectationFile(example *golden.Case) string { return filepath.Join(example.Folder, "gke.yaml") }

func isUpdate() bool { return os.Getenv("EKS2GKE_UPDATE_GKE") != "" }

// nil when the case has no gke.yaml.
func readOutcome(example *golden.Case) (*outcome, error) {
	content, err := os.ReadFile(expectationFile(example))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	recorded := &outcome{}
	if err := decoder.Decode(recorded); err != nil {
		return nil, fmt.Errorf("%s: %w", expectationFile(example), err)
	}
	return recorded, nil
}

func writeOutcome(example *golden.Case, found *outcome) error {
	return os.WriteFile(expectationFile(example), append([]byte(title), textOf(found)...), 0o644)
}

// The order of keys is fixed, so that equal outcomes have equal texts.
func textOf(one *outcome) []byte {
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := encoder.Encode(one); err != nil {
		panic(err) // it is made of strings and numbers
	}
	return text.Bytes()
}
