package controllers

import (
	"strconv"
	"strings"

	"eks2gke.io/tests/gke/golden"
)

// Whether the load balancer of the input was inside the network on AWS. This is a reading of its own, with
// nothing of the translator's and nothing recorded. When in doubt it says yes: then GKE must not show the
// object to the world.
func wasInternal(example *golden.Case) bool {
	if example.Input.Kind() == "Service" {
		return wasInternalService(example.Input)
	}
	return wasInternalIngress(example)
}

// The parameters of the class win over the annotation; without either an ALB is internal. All members of a
// group share one ALB: a member that says nothing has the scheme of the others, and members that differ
// are refused by the AWS controller, so nothing public is lost by internal.
func wasInternalIngress(example *golden.Case) bool {
	scheme, group := schemeAndGroup(example.Input, example.Surroundings)
	schemes := []string{scheme}
	for _, other := range example.Surroundings {
		if other.Kind() != "Ingress" || group == "" {
			continue
		}
		if scheme, other := schemeAndGroup(other, example.Surroundings); other == group {
			schemes = append(schemes, scheme)
		}
	}
	public := false
	for _, scheme := range schemes {
		switch scheme {
		case "":
		case "internet-facing":
			public = true
		default:
			return true
		}
	}
	return !public
}

func schemeAndGroup(ingress golden.Object, surroundings []golden.Object) (scheme, group string) {
	scheme = strings.TrimSpace(ingress.Annotation("alb.ingress.kubernetes.io/scheme"))
	group = strings.TrimSpace(ingress.Annotation("alb.ingress.kubernetes.io/group.name"))
	parameters := parametersOf(ingress, surroundings)
	if named := parameters.Text("spec", "scheme"); named != "" {
		scheme = named
	}
	if named := parameters.Text("spec", "group", "name"); named != "" {
		group = named
	}
	return scheme, group
}

// The IngressClassParams of its class; empty when there are none.
func parametersOf(ingress golden.Object, surroundings []golden.Object) golden.Object {
	name := ingress.Text("spec", "ingressClassName")
	if name == "" {
		name = ingress.Annotation("kubernetes.io/ingress.class")
	}
	for _, class := range surroundings {
		if class.Kind() != "IngressClass" || class.Name() != name {
			continue
		}
		for _, parameters := range surroundings {
			if parameters.Kind() == "IngressClassParams" && parameters.Name() == class.Text("spec", "parameters", "name") {
				return parameters
			}
		}
	}
	return golden.Object{}
}

// The AWS Load Balancer Controller (by class or type) makes internal load balancers unless told otherwise;
// the older controller in Kubernetes makes public ones unless told otherwise. Each reads the older mark in
// its own way, and Auto Mode not at all.
func wasInternalService(service golden.Object) bool {
	const prefix = "service.beta.kubernetes.io/aws-load-balancer-"
	if addressedInside(service) {
		return true
	}
	class, kind := service.Text("spec", "loadBalancerClass"), service.Annotation(prefix+"type")
	scheme, inside := service.Annotation(prefix+"scheme"), service.Annotation(prefix+"internal")
	isNewer := class == "service.k8s.aws/nlb" || class == "eks.amazonaws.com/nlb" || kind == "external" || kind == "nlb-ip"
	if !isNewer {
		return class != "" || (inside != "" && inside != "false")
	}
	if scheme != "" || class == "eks.amazonaws.com/nlb" {
		return scheme != "internet-facing"
	}
	isInside, err := strconv.ParseBool(inside)
	return err != nil || isInside
}

// AWS begins the host name of an internal load balancer with this word (network load balancers excepted).
func addressedInside(object golden.Object) bool {
	ingresses, _ := object.At("status", "loadBalancer", "ingress").([]any)
	for _, entry := range ingresses {
		fields, _ := entry.(golden.Object)
		if strings.HasPrefix(fields.Text("hostname"), "internal-") {
			return true
		}
	}
	return false
}

// The ranges that a Service let in on AWS; empty when it let in everyone.
func rangesOf(service golden.Object) []string {
	var ranges []string
	listed, _ := service.At("spec", "loadBalancerSourceRanges").([]any)
	for _, entry := range listed {
		text, _ := entry.(string)
		ranges = append(ranges, strings.TrimSpace(text))
	}
	if len(ranges) > 0 {
		return ranges
	}
	return strings.FieldsFunc(service.Annotation("service.beta.kubernetes.io/load-balancer-source-ranges"),
		func(character rune) bool { return character == ',' || character == ' ' })
}
