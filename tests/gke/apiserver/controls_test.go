package apiserver

import (
	"testing"

	"eks2gke.io/tests/gke/golden"
)

// Objects that a person wrote, to show that the server sees what it must see.
func TestTheServerRefusesWhatItMustRefuse(t *testing.T) {
	for name, manifest := range map[string]string{
		"an Ingress with two different classes": `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: default, annotations: {kubernetes.io/ingress.class: gce}}
spec: {ingressClassName: alb, rules: [{host: a.example.com}]}`,
		"a ClusterIP with what belongs to load balancers": `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {type: ClusterIP, loadBalancerClass: service.k8s.aws/nlb, externalTrafficPolicy: Local, ports: [{port: 80}]}`,
		"a source range that is an address": `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.7], ports: [{port: 80}]}`,
		"a BackendConfig with a text for a number": `
apiVersion: cloud.google.com/v1
kind: BackendConfig
metadata: {name: web, namespace: default}
spec: {timeoutSec: "60"}`,
		"a BackendConfig with a field that nobody knows": `
apiVersion: cloud.google.com/v1
kind: BackendConfig
metadata: {name: web, namespace: default}
spec: {timeoutSecs: 60}`,
		"a FrontendConfig with a number for a text": `
apiVersion: networking.gke.io/v1beta1
kind: FrontendConfig
metadata: {name: web, namespace: default}
spec: {sslPolicy: 1}`,
		"a ManagedCertificate for every subdomain": `
apiVersion: networking.gke.io/v1
kind: ManagedCertificate
metadata: {name: web, namespace: default}
spec: {domains: ["*.example.com"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			objects, err := golden.Parse(manifest)
			if err != nil {
				t.Fatal(err)
			}
			if found := tried(t, objects[0], "&fieldValidation=Strict"); found.code != 400 && found.code != 422 {
				t.Errorf("the API server answers %d: %s", found.code, found.text)
			}
		})
	}
}
