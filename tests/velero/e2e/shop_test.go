package e2e

import (
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A whole shop: groups, logins, WAF, TLS, several kinds of load balancers, and AWS's own objects.
func TestTheShopComesOverAndNothingInternalOpens(t *testing.T) {
	wantGKEKinds(t, true)
	v := targetWithPlugin(t)
	result := v.restore(t, "shop-first", shopBackup)
	expectCompleted(t, result)
	expectDownloadsCleanedUp(t, result)

	t.Run("no Ingress is public", func(t *testing.T) {
		classes := map[string]int{}
		for _, ingress := range shopObjects(t, "networking.k8s.io/v1", "ingresses", 4) {
			class := annotation(ingress, "kubernetes.io/ingress.class")
			classes[class]++
			if class != "gce-internal" && class != "eks2gke-parked" {
				t.Errorf("%s is served by class %q", text(ingress, "metadata", "name"), class)
			}
			if class := text(ingress, "spec", "ingressClassName"); class != "" {
				t.Errorf("%s has ingressClassName %q", text(ingress, "metadata", "name"), class)
			}
		}
		if classes["eks2gke-parked"] == 0 {
			t.Errorf("classes %v: the shop has public Ingresses with a login and a WAF", classes)
		}
	})
	t.Run("no Service is public that was not", func(t *testing.T) {
		internal, external := 0, 0
		for _, service := range shopObjects(t, "v1", "services", 8) {
			if text(service, "spec", "type") != "LoadBalancer" {
				continue
			}
			if annotation(service, "networking.gke.io/load-balancer-type") == "Internal" {
				internal++
				continue
			}
			external++
			path := collection("v1", "services", text(service, "metadata", "namespace")) + "/" + text(service, "metadata", "name")
			before, err := stack.source.get(path)
			if err != nil {
				t.Fatal(err)
			}
			if annotation(before, "service.beta.kubernetes.io/aws-load-balancer-scheme") != "internet-facing" {
				t.Errorf("%s would get a public address: %v", path, service["spec"])
			}
		}
		if internal == 0 || external == 0 {
			t.Errorf("%d internal and %d external load balancers are left of the shop's", internal, external)
		}
	})
	t.Run("no object carries a mark of AWS that holds it or its address", func(t *testing.T) {
		for _, item := range append(shopObjects(t, "networking.k8s.io/v1", "ingresses", 4), shopObjects(t, "v1", "services", 8)...) {
			if marks := awsMarks(item); len(marks) > 0 {
				t.Errorf("%s %s: %v", item["kind"], text(item, "metadata", "name"), marks)
			}
		}
	})
	t.Run("AWS's own objects are not there", func(t *testing.T) {
		for _, path := range []string{
			crdPath + "/targetgroupbindings.elbv2.k8s.aws", crdPath + "/ingressclassparams.elbv2.k8s.aws",
			"/apis/networking.k8s.io/v1/ingressclasses/alb", "/apis/networking.k8s.io/v1/ingressclasses/alb-private",
			"/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/aws-load-balancer-webhook",
		} {
			if _, err := stack.target.get(path); !isStatus(err, http.StatusNotFound) {
				t.Errorf("%s is there (%v)", path, err)
			}
			if _, err := stack.source.get(path); err != nil {
				t.Errorf("the source has no %s (%v)", path, err)
			}
		}
		lines := pluginLog(t, result)
		for _, name := range []string{"aws-load-balancer-webhook", "targetgroupbindings.elbv2.k8s.aws", "k8s-shop-web-1a2b3c4d5e"} {
			expectLogged(t, lines, name, "skipped")
		}
	})
	t.Run("what is not AWS's is the same", func(t *testing.T) {
		for _, one := range []struct{ apiVersion, plural, name, part string }{
			{"v1", "configmaps", "unrelated", "data"}, {"networking.k8s.io/v1", "networkpolicies", "web-only", "spec"},
			{"v1", "secrets", "dockerhub", "data"}, {"v1", "secrets", "shop-tls", "data"},
		} {
			path := collection(one.apiVersion, one.plural, "shop") + "/" + one.name
			before, err := stack.source.get(path)
			if err != nil {
				t.Fatal(err)
			}
			after := mustGet(t, one.apiVersion, one.plural, "shop", one.name)
			if before[one.part] == nil || !reflect.DeepEqual(before[one.part], after[one.part]) {
				t.Errorf("%s: %v became %v", path, before[one.part], after[one.part])
			}
		}
	})
	t.Run("pods wait for no load balancer of AWS", func(t *testing.T) {
		web := mustGet(t, "apps/v1", "deployments", "shop", "web")
		gates, _ := at(web, "spec", "template", "spec", "readinessGates").([]any)
		for _, gate := range gates {
			if condition := text(gate.(object), "conditionType"); strings.Contains(condition, "elbv2.k8s.aws") {
				t.Errorf("readiness gate %s", condition)
			}
		}
	})
	t.Run("an Ingress can still be created and deleted", func(t *testing.T) {
		ingresses := collection("networking.k8s.io/v1", "ingresses", "shop")
		backend := object{"service": object{"name": "web", "port": object{"number": 80}}}
		fresh := object{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": object{"name": "fresh"},
			"spec": object{"defaultBackend": backend}}
		if err := stack.target.call(http.MethodPost, ingresses, fresh, nil); err != nil {
			t.Error(err)
		}
		for _, name := range []string{"fresh", "storefront"} {
			if err := stack.target.call(http.MethodDelete, ingresses+"/"+name, nil, nil); err != nil {
				t.Error(err)
			}
			if stack.target.exists(ingresses + "/" + name) {
				t.Errorf("%s is deleted and stays for ever", name)
			}
		}
	})
}

// The objects of both namespaces of the shop.
func shopObjects(t *testing.T, apiVersion, plural string, count int) []object {
	t.Helper()
	var all []object
	for _, nameSpace := range []string{"shop", "payments"} {
		items, err := stack.target.list(collection(apiVersion, plural, nameSpace))
		if err != nil {
			t.Fatal(err)
		}
		all = slices.Concat(all, items)
	}
	if len(all) != count {
		t.Errorf("%d %s came over, expected %d", len(all), plural, count)
	}
	return all
}
