package controllers

import (
	"fmt"
	"strings"
	"testing"

	"eks2gke.io/tests/gke/golden"
)

// Objects that a person wrote, to show that the suite sees what it must see.
var controls = []struct {
	name     string
	manifest string   // the last document is the one that is looked at
	external bool     // gets an external load balancer
	internal bool     // gets an internal load balancer; neither: gets none
	warning  string   // gets this warning
	shows    []string // lines of what gke.yaml would be
}{
	{name: "an-ingress-of-class-gce", external: true, manifest: `
kind: Ingress
metadata: {name: web, annotations: {kubernetes.io/ingress.class: gce}}
spec: {rules: [{host: a.example.com}]}`},
	{name: "an-ingress-without-a-class", external: true, manifest: `
kind: Ingress
metadata: {name: web}
spec: {rules: [{host: a.example.com}]}`},
	{name: "an-ingress-of-class-gce-internal", internal: true, manifest: `
kind: Ingress
metadata: {name: web, annotations: {kubernetes.io/ingress.class: gce-internal}}
spec: {rules: [{host: a.example.com}]}`},
	{name: "an-ingress-of-class-alb", manifest: `
kind: Ingress
metadata: {name: web}
spec: {ingressClassName: alb, rules: [{host: a.example.com}]}`},
	{name: "an-ingress-whose-service-is-absent", warning: "Translate", manifest: `
kind: Ingress
metadata: {name: web, annotations: {kubernetes.io/ingress.class: gce}}
spec: {defaultBackend: {service: {name: gone, port: {number: 80}}}}`},
	{name: "a-service-that-only-aws-would-call-internal", external: true, manifest: `
kind: Service
metadata: {name: web, annotations: {service.beta.kubernetes.io/aws-load-balancer-internal: "true"}}
spec: {type: LoadBalancer, ports: [{port: 80}]}`},
	{name: "a-service-marked-internal", internal: true, manifest: `
kind: Service
metadata: {name: web, annotations: {networking.gke.io/load-balancer-type: Internal}}
spec: {type: LoadBalancer, ports: [{port: 80}]}`},
	{name: "a-service-of-both-families", external: true, shows: []string{"ipVersion: IPV6"}, manifest: `
kind: Service
metadata: {name: web, annotations: {cloud.google.com/l4-rbs: enabled}}
spec: {type: LoadBalancer, ipFamilies: [IPv4, IPv6], ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]}`},
	{name: "a-service-in-a-subnetwork-with-an-address", internal: true, shows: []string{"address: web-inside", "subnetwork: apart"}, manifest: `
kind: Service
metadata:
  name: web
  annotations:
    networking.gke.io/load-balancer-type: Internal
    networking.gke.io/internal-load-balancer-subnet: apart
    networking.gke.io/load-balancer-ip-addresses: web-inside
spec: {type: LoadBalancer, ports: [{port: 80}]}`},
	{name: "an-ingress-with-a-policy-and-a-redirect", external: true,
		shows: []string{"securityPolicy: edge", "sslPolicy: modern", "redirect: FOUND", "protocol: HTTPS", "/*: web:443"}, manifest: `
kind: BackendConfig
metadata: {name: web}
spec: {securityPolicy: {name: edge}}
---
kind: FrontendConfig
metadata: {name: web}
spec: {sslPolicy: modern, redirectToHttps: {enabled: true, responseCodeName: FOUND}}
---
kind: Service
metadata:
  name: web
  annotations:
    cloud.google.com/neg: '{"ingress":true}'
    cloud.google.com/backend-config: '{"ports":{"443":"web"}}'
    cloud.google.com/app-protocols: '{"https":"HTTPS"}'
spec: {ports: [{name: https, port: 443}]}
---
kind: Ingress
metadata:
  name: web
  annotations:
    kubernetes.io/ingress.class: gce
    ingress.gcp.kubernetes.io/pre-shared-cert: web-certificate
    networking.gke.io/v1beta1.FrontendConfig: web
spec:
  rules:
  - host: a.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 443}}}}]}`},
	{name: "an-ingress-with-an-address-and-certificates", external: true, shows: []string{"address: web-outside", "- web-certificate", "- mcrt-other"}, manifest: `
kind: Ingress
metadata:
  name: web
  annotations:
    kubernetes.io/ingress.class: gce
    kubernetes.io/ingress.global-static-ip-name: web-outside
    ingress.gcp.kubernetes.io/pre-shared-cert: web-certificate
    networking.gke.io/managed-certificates: other
spec: {rules: [{host: a.example.com}]}`},
	{name: "an-internal-ingress-with-two-ports", internal: true, shows: []string{`ports: "443"`, `ports: "80"`, "address: web-shared"}, manifest: `
kind: Ingress
metadata:
  name: web
  annotations:
    kubernetes.io/ingress.class: gce-internal
    kubernetes.io/ingress.regional-static-ip-name: web-shared
    ingress.gcp.kubernetes.io/pre-shared-cert: web-certificate
spec: {rules: [{host: a.example.com}]}`},
	{name: "a-service-whose-mark-the-class-overrules", external: true, warning: "ConflictingConfiguration", manifest: `
kind: Service
metadata: {name: web, annotations: {networking.gke.io/load-balancer-type: Internal}}
spec: {type: LoadBalancer, loadBalancerClass: networking.gke.io/l4-regional-external, ports: [{port: 80}]}`},
	{name: "a-service-with-a-bare-address-as-range", external: true, warning: "SyncExternalLoadBalancerFailed", manifest: `
kind: Service
metadata: {name: web, annotations: {cloud.google.com/l4-rbs: enabled}}
spec: {type: LoadBalancer, loadBalancerSourceRanges: ["203.0.113.7"], ports: [{port: 80}]}`},
	{name: "a-service-of-an-aws-class", manifest: `
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb, ports: [{port: 80}]}`},
}

func controlSubjects() ([]*subject, error) {
	var subjects []*subject
	for index, control := range controls {
		objects, err := golden.Parse(control.manifest)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", control.name, err)
		}
		last := len(objects) - 1
		one := &subject{name: control.name, nameSpace: fmt.Sprintf("control-%d", index+1), object: objects[last], company: objects[:last]}
		if control.warning == "" && (control.external || control.internal) {
			one.recorded = &outcome{ForwardingRules: make([]forwardingRule, 1)} // so that it is waited for
		}
		subjects = append(subjects, one)
	}
	return subjects, nil
}

func TestTheSuiteSeesWhatItMustSee(t *testing.T) {
	for _, control := range controls {
		t.Run(control.name, func(t *testing.T) {
			for _, one := range seen.subjects {
				if one.name != control.name {
					continue
				}
				if err := seen.failures[one]; err != nil {
					t.Fatal(err)
				}
				found := seen.outcomes[one]
				made := len(found.ForwardingRules) > 0
				if found.IsExternal() != control.external || made != (control.external || control.internal) {
					t.Errorf("made: %v, external: %v\n%s", made, found.IsExternal(), textOf(found))
				}
				for _, line := range control.shows {
					if !strings.Contains(string(textOf(found)), line) {
						t.Errorf("it does not show %q:\n%s", line, textOf(found))
					}
				}
				if control.warning == "" && len(found.Warnings) > 0 || control.warning != "" && !hasReason(found.Warnings, control.warning) {
					t.Errorf("the warnings are %q", found.Warnings)
				}
			}
		})
	}
}
