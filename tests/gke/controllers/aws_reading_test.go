package controllers

import (
	"testing"

	"eks2gke.io/tests/gke/golden"
)

// The reading of AWS on which the promise "internal stays internal" is tested must itself be right.
func TestWhatWasInternalOnAWS(t *testing.T) {
	for name, want := range map[string]struct {
		manifest string // the input, then what lies around it
		internal bool
	}{
		"an Ingress that says nothing": {`{kind: Ingress}`, true},
		"an Ingress to the internet":   {`{kind: Ingress, metadata: {annotations: {alb.ingress.kubernetes.io/scheme: internet-facing}}}`, false},
		"an Ingress with another word": {`{kind: Ingress, metadata: {annotations: {alb.ingress.kubernetes.io/scheme: Internet-Facing}}}`, true},
		"an Ingress of an internal class": {`
{kind: Ingress, metadata: {annotations: {alb.ingress.kubernetes.io/scheme: internet-facing}}, spec: {ingressClassName: a}}
---
{kind: IngressClass, metadata: {name: a}, spec: {parameters: {name: b}}}
---
{kind: IngressClassParams, metadata: {name: b}, spec: {scheme: internal}}`, true},
		"an Ingress of a public class": {`
{kind: Ingress, metadata: {annotations: {kubernetes.io/ingress.class: a}}}
---
{kind: IngressClass, metadata: {name: a}, spec: {parameters: {name: b}}}
---
{kind: IngressClassParams, metadata: {name: b}, spec: {scheme: internet-facing}}`, false},
		"a silent member of a public group": {`
{kind: Ingress, metadata: {annotations: {alb.ingress.kubernetes.io/group.name: g}}}
---
{kind: Ingress, metadata: {annotations: {alb.ingress.kubernetes.io/group.name: g, alb.ingress.kubernetes.io/scheme: internet-facing}}}`, false},
		"members that differ": {`
{kind: Ingress, metadata: {annotations: {alb.ingress.kubernetes.io/group.name: g, alb.ingress.kubernetes.io/scheme: internet-facing}}}
---
{kind: Ingress, metadata: {annotations: {alb.ingress.kubernetes.io/group.name: g, alb.ingress.kubernetes.io/scheme: internal}}}`, true},
		"a classic Service":              {`{kind: Service}`, false},
		"a classic Service, any text":    {`{kind: Service, metadata: {annotations: {service.beta.kubernetes.io/aws-load-balancer-internal: 0.0.0.0/0}}}`, true},
		"a classic Service, not so":      {`{kind: Service, metadata: {annotations: {service.beta.kubernetes.io/aws-load-balancer-internal: "false"}}}`, false},
		"a Service that AWS made inside": {`{kind: Service, status: {loadBalancer: {ingress: [{hostname: internal-a.us-east-1.elb.amazonaws.com}]}}}`, true},
		"a Service of a newer class":     {`{kind: Service, spec: {loadBalancerClass: service.k8s.aws/nlb}}`, true},
		"a Service of a newer type":      {`{kind: Service, metadata: {annotations: {service.beta.kubernetes.io/aws-load-balancer-type: external}}}`, true},
		"a newer Service to the internet": {`{kind: Service, spec: {loadBalancerClass: eks.amazonaws.com/nlb}, metadata: {annotations: {
  service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing}}}`, false},
		"a newer Service, the older mark": {`{kind: Service, spec: {loadBalancerClass: service.k8s.aws/nlb}, metadata: {annotations: {
  service.beta.kubernetes.io/aws-load-balancer-internal: "false"}}}`, false},
		"a Service of Auto Mode, the older mark": {`{kind: Service, spec: {loadBalancerClass: eks.amazonaws.com/nlb}, metadata: {annotations: {
  service.beta.kubernetes.io/aws-load-balancer-internal: "false"}}}`, true},
		"a silent member of the group of a public class": {`
{kind: Ingress, metadata: {annotations: {alb.ingress.kubernetes.io/group.name: g}}}
---
{kind: Ingress, spec: {ingressClassName: a}}
---
{kind: IngressClass, metadata: {name: a}, spec: {parameters: {name: b}}}
---
{kind: IngressClassParams, metadata: {name: b}, spec: {scheme: internet-facing, group: {name: g}}}`, false},
		"a Service of a class of others": {`{kind: Service, spec: {loadBalancerClass: example.com/lb}}`, true},
	} {
		objects, err := golden.Parse(want.manifest)
		if err != nil {
			t.Fatal(err)
		}
		example := &golden.Case{Input: objects[0], Surroundings: objects[1:]}
		if got := wasInternal(example); got != want.internal {
			t.Errorf("%s: internal is %v", name, got)
		}
	}
}
