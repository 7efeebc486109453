package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const edgeBackup = "edge"

// Each kind of entrance that an application on EKS can have, in two namespaces: public with TLS and a redirect,
// protected by a WAF, a group of both namespaces, and load balancers for the network inside and outside.
func edgeObjects() []object {
	return []object{
		{"apiVersion": "v1", "kind": "Namespace", "metadata": object{"name": "edge"}},
		{"apiVersion": "v1", "kind": "Namespace", "metadata": object{"name": "edge-team"}},
		service("edge", "web", nil, object{"type": "NodePort"}),
		service("edge-team", "web", nil, object{"type": "NodePort"}),
		service("edge", "public-nlb", object{"scheme": "internet-facing", "type": "external", "nlb-target-type": "ip"},
			object{"type": "LoadBalancer", "loadBalancerSourceRanges": []any{"203.0.113.0/24"}}),
		service("edge", "inside-nlb", object{"scheme": "internal", "type": "external", "nlb-target-type": "ip"},
			object{"type": "LoadBalancer", "loadBalancerSourceRanges": []any{"10.1.0.0/16"}}),
		withRanges(service("edge", "annotated-nlb", object{"scheme": "internet-facing", "type": "external", "nlb-target-type": "instance"},
			object{"type": "LoadBalancer"}), "203.0.113.0/24,198.51.100.7/32"),
		ingress("edge", "shop", object{"scheme": "internet-facing", "listen-ports": `[{"HTTP": 80}, {"HTTPS": 443}]`, "ssl-redirect": "443",
			"certificate-arn": "arn:aws:acm:us-east-1:111122223333:certificate/12ab34cd-0000-4000-8000-1234567890ab"}),
		ingress("edge", "guarded", object{"scheme": "internet-facing",
			"wafv2-acl-arn": "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/edge/0a1b"}),
		ingress("edge", "member", object{"scheme": "internal", "group.name": "team"}),
		ingress("edge-team", "member", object{"scheme": "internal", "group.name": "team"}),
	}
}

func service(nameSpace, name string, keys, spec object) object {
	annotations := object{}
	for key, value := range keys {
		annotations["service.beta.kubernetes.io/aws-load-balancer-"+key] = value
	}
	spec["selector"], spec["ports"] = object{"app": name}, []any{object{"name": "http", "port": 80, "targetPort": 8080}}
	return object{"apiVersion": "v1", "kind": "Service", "spec": spec,
		"metadata": object{"name": name, "namespace": nameSpace, "annotations": annotations}}
}

// The older way to say who is let in; both clouds read it.
func withRanges(item object, ranges string) object {
	set(item, ranges, "metadata", "annotations", "service.beta.kubernetes.io/load-balancer-source-ranges")
	return item
}

func ingress(nameSpace, name string, keys object) object {
	annotations := object{"kubernetes.io/ingress.class": "alb"}
	for key, value := range keys {
		annotations["alb.ingress.kubernetes.io/"+key] = value
	}
	backend := object{"service": object{"name": "web", "port": object{"number": 80}}}
	spec := object{"rules": []any{object{"host": "shop.example.com", "http": object{"paths": []any{
		object{"path": "/", "pathType": "Prefix", "backend": backend}}}}}}
	return object{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "spec": spec,
		"metadata": object{"name": name, "namespace": nameSpace, "annotations": annotations, "finalizers": []any{"ingress.k8s.aws/resources"}}}
}

// The operator says which certificate of Google serves in the place of ACM's.
const edgeSettings = `ingress:
  certificates:
    "arn:aws:acm:us-east-1:111122223333:certificate/*": {preSharedCert: {global: edge-cert}}
`

// What GKE makes of each: schemes, ports, the redirect and who is let in. Nothing is made of what is missing here.
var edgeOnGKE = map[string]string{
	"front/shop":          "EXTERNAL 443, EXTERNAL 80 redirect",
	"front/member":        "INTERNAL_MANAGED 80",
	"front-team/member":   "INTERNAL_MANAGED 80",
	"front/public-nlb":    "EXTERNAL 80 from 203.0.113.0/24",
	"front/inside-nlb":    "INTERNAL 80 from 10.1.0.0/16",
	"front/annotated-nlb": "EXTERNAL 80 from 198.51.100.7/32,203.0.113.0/24",
}

func TestEachEntranceIsAsOpenOnGKEAsItWas(t *testing.T) {
	g, v := targetWithGKE(t), attentiveTarget(t, edgeSettings)
	options := []string{"--include-namespaces", "edge,edge-team", "--namespace-mappings", "edge:front,edge-team:front-team"}
	v.restoreEdge(t, "edge-first", options...)
	g.expectEdge(t)

	t.Run("and after another restore", func(t *testing.T) {
		v.restoreEdge(t, "edge-second", options...)
		g.expectEdge(t)
	})
	t.Run("and after an update, which writes nothing", func(t *testing.T) {
		writes := stack.target.writesDuring(t, "front", func() {
			v.restoreEdge(t, "edge-third", append(options, "--existing-resource-policy=update")...)
		})
		for _, one := range writes {
			if one.accepted() && !one.isLabelsOfVelero() {
				t.Errorf("written: %v", one)
			}
		}
		g.expectEdge(t)
	})
	t.Run("all can be deleted", func(t *testing.T) {
		for _, name := range []string{"shop", "guarded", "member"} {
			g.delete(t, collection("networking.k8s.io/v1", "ingresses", "front")+"/"+name)
		}
		g.delete(t, collection("networking.k8s.io/v1", "ingresses", "front-team")+"/member")
		for _, name := range []string{"public-nlb", "inside-nlb", "annotated-nlb"} {
			g.delete(t, collection("v1", "services", "front")+"/"+name)
		}
	})
}

// Waits, as users do, for the addresses; only the Ingress behind the WAF is an error.
func (v *velero) restoreEdge(t *testing.T, name string, options ...string) {
	t.Helper()
	if result := v.restore(t, name, edgeBackup, options...); result.phase() != "PartiallyFailed" {
		t.Errorf("phase %s", result.phase())
	}
	parked := mustGet(t, "networking.k8s.io/v1", "ingresses", "front", "guarded")
	problems := errorsIn(describe(t, name))
	expectTold(t, problems, "Ingress front/guarded: "+annotation(parked, "eks2gke.io/summary"), "Next: ")
	if strings.Count(problems, "Ingress ")+strings.Count(problems, "Service ") != 1 {
		t.Errorf("other errors:\n%s", problems)
	}
	expectAddressesTold(t, name, "Ingress front/shop", "Ingress front/member", "Ingress front-team/member",
		"Service front/public-nlb", "Service front/inside-nlb", "Service front/annotated-nlb")
}

func (g *gke) expectEdge(t *testing.T) {
	t.Helper()
	for _, one := range []struct{ plural, nameSpace, name string }{
		{"ingresses", "front", "shop"}, {"ingresses", "front", "member"}, {"ingresses", "front-team", "member"},
		{"services", "front", "public-nlb"}, {"services", "front", "inside-nlb"},
		{"services", "front", "annotated-nlb"},
	} {
		apiVersion := "v1"
		if one.plural == "ingresses" {
			apiVersion = "networking.k8s.io/v1"
		}
		g.awaitAddress(t, apiVersion, one.plural, one.nameSpace, one.name)
	}
	guarded := mustGet(t, "networking.k8s.io/v1", "ingresses", "front", "guarded")
	if annotation(guarded, "eks2gke.io/verdict") != "parked" || at(guarded, "metadata", "finalizers") != nil {
		t.Errorf("the Ingress behind a WAF is not parked: %v", guarded["metadata"])
	}
	found := map[string]string{}
	for owner, made := range g.mustSee(t) {
		if strings.HasPrefix(owner, "front/") || strings.HasPrefix(owner, "front-team/") {
			found[owner] = made.words()
		} else if made.isExternal() {
			t.Errorf("of another test, and public: %s %+v", owner, made)
		}
	}
	for owner, words := range found {
		if edgeOnGKE[owner] != words {
			t.Errorf("%s: %q, expected %q", owner, words, edgeOnGKE[owner])
		}
	}
	if len(found) != len(edgeOnGKE) {
		t.Errorf("load balancers %v, expected %v", found, edgeOnGKE)
	}
	expectNoWarnings(t, "front")
	expectNoWarnings(t, "front-team")
}

func (b loadBalancer) words() string {
	var rules []string
	for _, rule := range b.ForwardingRules {
		word := rule.Scheme + " " + rule.Ports
		if rule.Redirect != "" {
			word += " redirect"
		}
		rules = append(rules, word)
	}
	slices.Sort(rules)
	words := strings.Join(rules, ", ")
	var ranges []string
	for _, firewall := range b.Firewalls {
		ranges = append(ranges, firewall.SourceRanges...)
	}
	slices.Sort(ranges)
	// Google's health checks come from ranges of their own.
	ranges = slices.DeleteFunc(slices.Compact(ranges), func(source string) bool { return slices.Contains(probers, source) })
	if len(ranges) > 0 {
		words += fmt.Sprint(" from ", strings.Join(ranges, ","))
	}
	return words
}

var probers = []string{"35.191.0.0/16", "130.211.0.0/22", "209.85.152.0/22", "209.85.204.0/22"}

func (c *cluster) createEntrances() error {
	for _, one := range append(edgeObjects(), storeObjects()...) {
		if err := c.create(one); err != nil && !isStatus(err, http.StatusConflict) {
			return err
		}
	}
	return nil
}
