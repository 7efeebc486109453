package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// What GKE's own controllers made of an Ingress or Service: the answer of tests/gke/cmd/gke-controllers.
type loadBalancer struct {
	ForwardingRules []struct{ Scheme, Protocol, Ports, Redirect string }
	Firewalls       []struct{ SourceRanges []string }
}

func (b loadBalancer) isExternal() bool {
	for _, rule := range b.ForwardingRules {
		// Whatever is not known to be inside is outside.
		if rule.Scheme != "INTERNAL" && rule.Scheme != "INTERNAL_MANAGED" {
			return true
		}
	}
	return false
}

// GKE's controllers, running against the target, for one test.
type gke struct {
	*process
	url string
}

func targetWithGKE(t *testing.T) *gke {
	t.Helper()
	wantGKEKinds(t, false) // the controllers make the real kinds
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	p, err := stack.start("gke-controllers", "gke-controllers", stack.target.kubeconfig, "127.0.0.1:"+port)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.stop)
	if err := p.await("they listen", func() bool { return listens(port) }); err != nil {
		t.Fatal(err)
	}
	return &gke{p, "http://127.0.0.1:" + port}
}

// By the "NAMESPACE/NAME" of the Ingress or Service.
func (g *gke) loadBalancers() (map[string]loadBalancer, error) {
	answer, err := http.Get(g.url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close() //nolint:errcheck // it was only read
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("gke-controllers: %s", answer.Status)
	}
	var made map[string]loadBalancer
	return made, json.NewDecoder(answer.Body).Decode(&made)
}

func (g *gke) mustSee(t *testing.T) map[string]loadBalancer {
	t.Helper()
	made, err := g.loadBalancers()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// Waits for an address in the status; a hostname is AWS's.
func (g *gke) awaitAddress(t *testing.T, apiVersion, plural, nameSpace, name string) {
	t.Helper()
	path := collection(apiVersion, plural, nameSpace) + "/" + name
	err := g.await("an address for "+nameSpace+"/"+name, func() bool {
		live, err := stack.target.get(path)
		addresses, _ := at(live, "status", "loadBalancer", "ingress").([]any)
		return err == nil && len(addresses) == 1 && text(addresses[0].(object), "ip") != ""
	})
	if err != nil {
		events, _ := stack.target.list(collection("v1", "events", nameSpace))
		for _, event := range events {
			t.Logf("%s %s: %s", text(event, "type"), text(event, "reason"), text(event, "message"))
		}
		t.Fatal(err)
	}
}

// Deletes an object and waits until its finalizers are gone too: only their controller takes them off.
func (g *gke) delete(t *testing.T, path string) {
	t.Helper()
	if err := stack.target.call(http.MethodDelete, path, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := g.await(path+" is gone", func() bool { return !stack.target.exists(path) }); err != nil {
		t.Error(err)
	}
}

func expectNoWarnings(t *testing.T, nameSpace string) {
	t.Helper()
	events, err := stack.target.list(collection("v1", "events", nameSpace))
	if err != nil {
		t.Fatal(err)
	}
	if len(events) == 0 {
		t.Errorf("no event in %s: the controllers did not work there", nameSpace)
	}
	for _, event := range events {
		// The plugin itself tells what it parked.
		if text(event, "type") == "Warning" && !strings.HasSuffix(text(event, "reason"), "FromEKS") {
			t.Errorf("%s: %s: %s", text(event, "involvedObject", "name"), text(event, "reason"), text(event, "message"))
		}
	}
}

func TestTheSampleGetsAnInternalAddressFromGKE(t *testing.T) {
	const nameSpace = "working"
	g, v := targetWithGKE(t), attentiveTarget(t, "")
	mapping := "--namespace-mappings=" + sampleNamespace + ":" + nameSpace
	told, err := stack.cli(stack.target, "restore", "create", "working-first", "--from-backup", sampleBackup, mapping, "--wait")
	if err != nil || !strings.Contains(told, "Restore completed with status: Completed") {
		t.Fatalf("%v\n%s\n%s", err, told, describe(t, "working-first", "--details"))
	}
	// The restore waited for it.
	expectAddressesTold(t, "working-first", "Ingress "+nameSpace+"/"+sampleIngress)
	made := g.mustSee(t)[nameSpace+"/"+sampleIngress]
	if len(made.ForwardingRules) != 1 || made.ForwardingRules[0].Scheme != "INTERNAL_MANAGED" || made.ForwardingRules[0].Ports != "80" {
		t.Errorf("an internal load balancer on port 80 is wanted, and it is %+v", made)
	}
	// Companions came before the Ingress was seen: nothing was missed.
	expectNoWarnings(t, nameSpace)

	t.Run("an update writes nothing", func(t *testing.T) {
		before := settledParts(t, nameSpace)
		writes := stack.target.writesDuring(t, nameSpace, func() {
			expectCompleted(t, v.restore(t, "working-second", sampleBackup, mapping, "--existing-resource-policy=update"))
		})
		for _, one := range writes {
			if one.accepted() && !one.isLabelsOfVelero() {
				t.Errorf("written: %v", one)
			}
		}
		if after := fmt.Sprint(parts(t, nameSpace)); after != before {
			t.Errorf("the objects changed:\n before %v\n after  %v", before, after)
		}
	})
	t.Run("it can be deleted", func(t *testing.T) {
		g.delete(t, collection("networking.k8s.io/v1", "ingresses", nameSpace)+"/"+sampleIngress)
		if made, isLeft := g.mustSee(t)[nameSpace+"/"+sampleIngress]; isLeft {
			t.Errorf("its load balancer is left: %+v", made)
		}
	})
}

// `velero restore describe --details` tells the address that each has on the cluster.
func expectAddressesTold(t *testing.T, restore string, objects ...string) {
	t.Helper()
	told := describe(t, restore, "--details")
	for _, one := range objects {
		kind, label, _ := strings.Cut(one, " ")
		nameSpace, name, _ := strings.Cut(label, "/")
		path := collection("v1", "services", nameSpace)
		if kind == "Ingress" {
			path = collection("networking.k8s.io/v1", "ingresses", nameSpace)
		}
		live, err := stack.target.get(path + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		addresses, _ := at(live, "status", "loadBalancer", "ingress").([]any)
		if len(addresses) != 1 {
			t.Errorf("%s: addresses %v", one, addresses)
			continue
		}
		expectTold(t, told, one+" has the address "+text(addresses[0].(object), "ip"))
	}
}

// What GKE wrote, when it has written for the last time; it must have written its finalizer.
func settledParts(t *testing.T, nameSpace string) string {
	t.Helper()
	last, since := "", time.Now()
	for end := time.Now().Add(patience); time.Since(since) < 3*time.Second; time.Sleep(100 * time.Millisecond) {
		if now := fmt.Sprint(parts(t, nameSpace)); now != last {
			last, since = now, time.Now()
		}
		if time.Now().After(end) {
			t.Fatal("the controllers do not come to rest")
		}
	}
	ingress := mustGet(t, "networking.k8s.io/v1", "ingresses", nameSpace, sampleIngress)
	if finalizers := fmt.Sprint(at(ingress, "metadata", "finalizers")); finalizers != "[networking.gke.io/ingress-finalizer-V2]" {
		t.Errorf("finalizers %s", finalizers)
	}
	service := mustGet(t, "v1", "services", nameSpace, sampleService)
	if annotation(service, "cloud.google.com/neg-status") == "" {
		t.Error("the Service has no endpoint group")
	}
	return last
}
