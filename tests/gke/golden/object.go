package golden

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Object is one Kubernetes object, or any other mapping.
type Object map[string]any

// Kind is "" when the object has none. So are the other names.
func (o Object) Kind() string       { return o.Text("kind") }
func (o Object) APIVersion() string { return o.Text("apiVersion") }
func (o Object) Name() string       { return o.Text("metadata", "name") }
func (o Object) Namespace() string  { return o.Text("metadata", "namespace") }

// At is what stands at a path of keys; nil when nothing does.
func (o Object) At(path ...string) any {
	var value any = o
	for _, key := range path {
		fields, isObject := value.(Object)
		if !isObject {
			return nil
		}
		value = fields[key]
	}
	return value
}

// Text is "" where no text stands.
func (o Object) Text(path ...string) string {
	text, _ := o.At(path...).(string)
	return text
}

// Annotation is "" when the object has no such annotation.
func (o Object) Annotation(key string) string { return o.Text("metadata", "annotations", key) }

// SetAnnotation makes the mapping of annotations where it is missing.
func (o Object) SetAnnotation(key, value string) {
	metadata, isObject := o["metadata"].(Object)
	if !isObject {
		metadata = Object{}
		o["metadata"] = metadata
	}
	annotations, isObject := metadata["annotations"].(Object)
	if !isObject {
		annotations = Object{}
		metadata["annotations"] = annotations
	}
	annotations[key] = value
}

// Copy shares nothing with the original.
func (o Object) Copy() Object { return copied(o).(Object) }

func copied(value any) any {
	switch typed := value.(type) {
	case Object:
		result := Object{}
		for key, inner := range typed {
			result[key] = copied(inner)
		}
		return result
	case []any:
		result := make([]any, len(typed))
		for index, inner := range typed {
			result[index] = copied(inner)
		}
		return result
	}
	return value
}

// Into decodes the object into a Go type of Kubernetes.
func (o Object) Into(target any) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, target); err != nil {
		return fmt.Errorf("%s %s: %w", o.Kind(), o.Name(), err)
	}
	return nil
}

// Parse reads objects that are written in a program.
func Parse(text string) ([]Object, error) {
	documents, err := decode(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	return asObjects(documents)
}

func readObjects(file string) ([]Object, error) {
	documents, err := readDocuments(file)
	if err != nil {
		return nil, err
	}
	objects, err := asObjects(documents)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
	}
	return objects, nil
}

func asObjects(documents []any) ([]Object, error) {
	var objects []Object
	for _, document := range documents {
		object, isObject := document.(Object)
		if !isObject || object.Kind() == "" {
			return nil, fmt.Errorf("a document is no Kubernetes object")
		}
		objects = append(objects, object)
	}
	return objects, nil
}

func readDocuments(file string) ([]any, error) {
	stream, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	documents, err := decode(stream)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
	}
	return documents, nil
}

// Empty documents are left out.
func decode(stream io.Reader) ([]any, error) {
	decoder := yaml.NewDecoder(stream)
	var documents []any
	for {
		var document any
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			return documents, nil
		}
		if err != nil {
			return nil, err
		}
		if document != nil {
			documents = append(documents, withObjects(document))
		}
	}
}

// YAML's mappings as Objects, all the way down.
func withObjects(value any) any {
	switch typed := value.(type) {
	case map[string]any:
		result := Object{}
		for key, inner := range typed {
			result[key] = withObjects(inner)
		}
		return result
	case []any:
		for index, inner := range typed {
			typed[index] = withObjects(inner)
		}
	}
	return value
}
