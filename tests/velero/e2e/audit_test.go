package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Every request that would change an Ingress or a Service, with its body.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: Request
  verbs: [create, update, patch, delete]
  resources:
  - {group: "", resources: [services, services/status]}
  - {group: networking.k8s.io, resources: [ingresses, ingresses/status]}
- level: None
`

func (c *cluster) auditLog() string { return filepath.Join(c.folder, "audit.log") }

func (c *cluster) writeAuditPolicy() (string, error) {
	path := filepath.Join(c.folder, "audit-policy.yaml")
	return path, os.WriteFile(path, []byte(auditPolicy), 0o600)
}

// One accepted or refused write.
type write struct {
	Verb      string `json:"verb"`
	UserAgent string `json:"userAgent"`
	ObjectRef struct {
		Resource  string `json:"resource"`
		Namespace string `json:"namespace"`
		Name      string `json:"name"`
	} `json:"objectRef"`
	ResponseStatus struct {
		Code int `json:"code"`
	} `json:"responseStatus"`
	RequestObject object `json:"requestObject"`
}

func (w write) String() string {
	body, err := json.Marshal(w.RequestObject)
	return fmt.Sprintf("%s %s %s/%s by %s: %d %s (%v)", w.Verb, w.ObjectRef.Resource, w.ObjectRef.Namespace, w.ObjectRef.Name,
		w.UserAgent, w.ResponseStatus.Code, body, err)
}

// The API server has changed the object, or would have.
func (w write) accepted() bool { return w.ResponseStatus.Code < 300 }

// Velero puts its two labels on each object that it finds in place; nothing of the object changes.
func (w write) isLabelsOfVelero() bool {
	labels, ok := at(w.RequestObject, "metadata", "labels").(map[string]any)
	metadata, _ := w.RequestObject["metadata"].(map[string]any)
	if w.Verb != "patch" || !ok || len(w.RequestObject) != 1 || len(metadata) != 1 {
		return false
	}
	for key := range labels {
		if key != "velero.io/restore-name" && key != "velero.io/backup-name" {
			return false
		}
	}
	return true
}

// The writes to objects of the namespace while `action` ran.
func (c *cluster) writesDuring(t *testing.T, nameSpace string, action func()) []write {
	t.Helper()
	before, err := os.Stat(c.auditLog())
	if err != nil {
		t.Fatal(err)
	}
	action()
	file, err := os.Open(c.auditLog())
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	if _, err := file.Seek(before.Size(), 0); err != nil {
		t.Fatal(err)
	}
	var writes []write
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var one write
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatalf("%v in %s", err, lines.Text())
		}
		if one.ObjectRef.Namespace == nameSpace {
			writes = append(writes, one)
		}
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
	return writes
}
