// Package golden reads the folders of tests/golden: what the translator was given, and what it made of
// it. It knows nothing of the translator's rules.
//
// It is strict: a document that it does not understand is an error, so that nothing is left out silently.
package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
)

// Case is one folder of tests/golden.
type Case struct {
	Name         string
	Folder       string
	Outcome      string   // translated, parked, skipped, untouched
	Input        Object   // as it stands in the backup
	Surroundings []Object // other objects of the backup
	Result       Object   // what Velero restores; nil when the item is skipped
	Companions   []Object
	Patches      []Patch
}

// Read returns all cases in a folder, by name.
func Read(folder string) ([]*Case, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var cases []*Case
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		one, err := readCase(filepath.Join(folder, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name(), err)
		}
		cases = append(cases, one)
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("%s holds no case", folder)
	}
	sort.Slice(cases, func(a, b int) bool { return cases[a].Name < cases[b].Name })
	return cases, nil
}

func readCase(folder string) (*Case, error) {
	one := &Case{Name: filepath.Base(folder), Folder: folder}
	inputs, err := readObjects(filepath.Join(folder, "input.yaml"))
	if err != nil {
		return nil, err
	}
	if len(inputs) != 1 {
		return nil, fmt.Errorf("input.yaml holds %d objects, and must hold one", len(inputs))
	}
	one.Input = inputs[0]
	surroundings := filepath.Join(folder, "surroundings.yaml")
	if _, err := os.Stat(surroundings); err == nil {
		if one.Surroundings, err = readObjects(surroundings); err != nil {
			return nil, err
		}
	}
	if err := one.readFindings(); err != nil {
		return nil, err
	}
	return one, one.readExpected()
}

func (c *Case) readFindings() error {
	documents, err := readDocuments(filepath.Join(c.Folder, "findings.yaml"))
	if err != nil {
		return err
	}
	if len(documents) != 1 {
		return fmt.Errorf("findings.yaml holds %d documents, and must hold one", len(documents))
	}
	findings, _ := documents[0].(Object)
	c.Outcome, _ = findings["outcome"].(string)
	switch c.Outcome {
	case "translated", "parked", "skipped", "untouched":
		return nil
	}
	return fmt.Errorf("findings.yaml: %q is no outcome", c.Outcome)
}

// The first document is the result, or a word when there is none or when it is the input itself.
func (c *Case) readExpected() error {
	documents, err := readDocuments(filepath.Join(c.Folder, "expected.yaml"))
	if err != nil {
		return err
	}
	if len(documents) == 0 {
		return fmt.Errorf("expected.yaml is empty")
	}
	switch first := documents[0].(type) {
	case Object:
		c.Result = first
	case string:
		if first == "untouched" {
			c.Result = c.Input
		} else if first != "skipped" {
			return fmt.Errorf("expected.yaml: %q is neither an object nor a word that is known", first)
		}
	default:
		return fmt.Errorf("expected.yaml: the first document is no object")
	}
	if (c.Result == nil) != (c.Outcome == "skipped") {
		return fmt.Errorf("the outcome is %s, and expected.yaml says otherwise", c.Outcome)
	}
	for _, document := range documents[1:] {
		if err := c.addDocument(document); err != nil {
			return fmt.Errorf("expected.yaml: %w", err)
		}
	}
	return nil
}

func (c *Case) addDocument(document any) error {
	fields, isObject := document.(Object)
	if !isObject {
		return fmt.Errorf("%v is no object", document)
	}
	if description, isPatch := fields["patch"].(Object); isPatch {
		patch, err := readPatch(description)
		c.Patches = append(c.Patches, patch)
		return err
	}
	if fields.Kind() == "" {
		return fmt.Errorf("a document has no kind")
	}
	c.Companions = append(c.Companions, fields)
	return nil
}

// Neighbours are the objects of one kind in the surroundings that share the namespace of the result, with
// the patches of the case applied.
func (c *Case) Neighbours(kind string) ([]Object, error) {
	var found []Object
	for _, object := range c.Surroundings {
		if object.Kind() != kind || object.Namespace() != c.Result.Namespace() {
			continue
		}
		patched, err := c.Patched(object)
		if err != nil {
			return nil, err
		}
		found = append(found, patched)
	}
	return found, nil
}

// Patched is a copy of the object with those patches of the case applied that speak of it.
func (c *Case) Patched(object Object) (Object, error) {
	result := object.Copy()
	for _, patch := range c.Patches {
		if !patch.IsFor(result) {
			continue
		}
		if err := patch.Apply(result); err != nil {
			return nil, err
		}
	}
	return result, nil
}
