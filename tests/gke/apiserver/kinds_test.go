package apiserver

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-logr/logr"
	crdclient "k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	"k8s.io/client-go/rest"
	"k8s.io/ingress-gce/pkg/backendconfig"
	"k8s.io/ingress-gce/pkg/crd"
	"k8s.io/ingress-gce/pkg/frontendconfig"

	"eks2gke.io/tests/gke/golden"
)

// Makes the kinds of GKE known to the server, by the code with which GKE's controllers do it.
func addGKEKinds(s *apiServer) error {
	client, err := crdclient.NewForConfig(&rest.Config{Host: s.url, BearerToken: token,
		TLSClientConfig: rest.TLSClientConfig{CAFile: s.certificate()}})
	if err != nil {
		return err
	}
	handler := crd.NewCRDHandler(client, logr.Discard())
	for _, description := range []*crd.CRDMeta{backendconfig.CRDMeta(), frontendconfig.CRDMeta()} {
		if _, err := handler.EnsureCRD(description, true); err != nil {
			return err
		}
	}
	return addManagedCertificates(s)
}

// ManagedCertificate belongs to another program of GKE (GoogleCloudPlatform/gke-managed-certs), which is
// no part of these tests: its limits (deploy/managedcertificates-crd.yaml there), written anew.
func addManagedCertificates(s *apiServer) error {
	domain := golden.Object{"type": "string", "maxLength": 63,
		"pattern": `^(([a-z0-9]+|[a-z0-9][-a-z0-9]*[a-z0-9])\.)+[a-z][-a-z0-9]*[a-z0-9]$`}
	domains := golden.Object{"type": "array", "maxItems": 100, "items": domain}
	schema := golden.Object{"type": "object", "properties": golden.Object{
		"spec":   golden.Object{"type": "object", "properties": golden.Object{"domains": domains}},
		"status": golden.Object{"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}
	definition := golden.Object{"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
		"metadata": golden.Object{"name": "managedcertificates.networking.gke.io"},
		"spec": golden.Object{"group": "networking.gke.io", "scope": "Namespaced",
			"names":    golden.Object{"kind": "ManagedCertificate", "plural": "managedcertificates", "singular": "managedcertificate", "shortNames": []any{"mcrt"}},
			"versions": []any{golden.Object{"name": "v1", "served": true, "storage": true, "schema": golden.Object{"openAPIV3Schema": schema}}}}}
	made, err := s.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition)
	if err != nil || made.code != http.StatusCreated {
		return fmt.Errorf("ManagedCertificate: %w %s", err, made.text)
	}
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if found, err := s.call(http.MethodGet, "/apis/networking.gke.io/v1/managedcertificates", nil); err == nil && found.code == http.StatusOK {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("ManagedCertificate is not served after %v", patience)
		}
	}
}

// The URL to which objects of this kind are posted. The server itself is asked.
func (s *apiServer) collection(object golden.Object) (string, error) {
	group := "/apis/" + object.APIVersion()
	if !strings.Contains(object.APIVersion(), "/") {
		group = "/api/" + object.APIVersion()
	}
	plural, isNamespaced, err := s.resource(group, object.Kind())
	if err != nil {
		return "", err
	}
	if isNamespaced {
		return group + "/namespaces/" + object.Namespace() + "/" + plural, nil
	}
	return group + "/" + plural, nil
}

func (s *apiServer) resource(group, kind string) (plural string, isNamespaced bool, err error) {
	found, err := s.call(http.MethodGet, group, nil)
	if err != nil {
		return "", false, err
	}
	var list struct {
		Resources []struct {
			Name, Kind string
			Namespaced bool
		}
	}
	if err := json.Unmarshal(found.text, &list); err != nil {
		return "", false, fmt.Errorf("%s: %d %s", group, found.code, found.text)
	}
	for _, resource := range list.Resources {
		if resource.Kind == kind && !strings.Contains(resource.Name, "/") {
			return resource.Name, resource.Namespaced, nil
		}
	}
	return "", false, fmt.Errorf("the API server knows no %s in %s (%d)", kind, group, found.code)
}
