package golden

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Patch changes one annotation of another object. Where Inside is not empty, the annotation's text is
// JSON, and Inside is the JSON Pointer of the place in it.
type Patch struct {
	Kind, Namespace, Name string
	Annotation            string
	Inside                string
	Value                 any
}

func readPatch(description Object) (Patch, error) {
	patch := Patch{Annotation: description.Text("annotation"), Inside: description.Text("inside"), Value: description["value"]}
	kind, name, hasKind := strings.Cut(description.Text("object"), " ")
	nameSpace, name, hasNamespace := strings.Cut(name, "/")
	if !hasKind || !hasNamespace || patch.Annotation == "" || patch.Value == nil {
		return patch, fmt.Errorf("the patch %v is not understood", description)
	}
	patch.Kind, patch.Namespace, patch.Name = kind, nameSpace, name
	return patch, nil
}

// IsFor tells whether the patch speaks of this object.
func (p Patch) IsFor(object Object) bool {
	return object.Kind() == p.Kind && object.Namespace() == p.Namespace && object.Name() == p.Name
}

// Apply changes the object. What stands in the annotation already, and is not spoken of, stays.
func (p Patch) Apply(object Object) error {
	if p.Inside == "" {
		text, isText := p.Value.(string)
		if !isText {
			return fmt.Errorf("the value of annotation %s is no text: %v", p.Annotation, p.Value)
		}
		object.SetAnnotation(p.Annotation, text)
		return nil
	}
	content := map[string]any{}
	if text := object.Annotation(p.Annotation); text != "" {
		if err := json.Unmarshal([]byte(text), &content); err != nil {
			return fmt.Errorf("annotation %s of %s: %w", p.Annotation, p.Name, err)
		}
	}
	if err := setInside(content, p.Inside, p.Value); err != nil {
		return fmt.Errorf("annotation %s of %s: %w", p.Annotation, p.Name, err)
	}
	text, err := json.Marshal(content)
	if err != nil {
		return err
	}
	object.SetAnnotation(p.Annotation, string(text))
	return nil
}

// Makes the objects on the way where they are missing. RFC 6901 names the two escapes.
func setInside(content map[string]any, pointer string, value any) error {
	if !strings.HasPrefix(pointer, "/") {
		return fmt.Errorf("%q is no JSON Pointer", pointer)
	}
	keys := strings.Split(pointer[1:], "/")
	for index, key := range keys {
		key = strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~")
		if index == len(keys)-1 {
			content[key] = value
			return nil
		}
		if content[key] == nil {
			content[key] = map[string]any{}
		}
		inner, isObject := content[key].(map[string]any)
		if !isObject {
			return fmt.Errorf("there is no object at %s", pointer)
		}
		content = inner
	}
	return nil
}
