package suite

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"
	"github.com/vmware-tanzu/velero/pkg/plugin/velero"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

func updated(t *testing.T, output *velero.RestoreItemActionExecuteOutput) *unstructured.Unstructured {
	t.Helper()
	item, isObject := output.UpdatedItem.(*unstructured.Unstructured)
	if !isObject {
		t.Fatalf("the answer is a %T", output.UpdatedItem)
	}
	return item
}

// The marks of AWS outside our own annotations, which keep the original.
func awsMarks(t *testing.T, item *unstructured.Unstructured) []string {
	t.Helper()
	annotations := item.GetAnnotations()
	for key := range annotations {
		if strings.HasPrefix(key, "eks2gke.io/") {
			delete(annotations, key)
		}
	}
	bare := item.DeepCopy()
	bare.SetAnnotations(annotations)
	text, err := json.Marshal(bare)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, mark := range []string{"alb.ingress", "k8s.aws", "aws-load-balancer", "amazonaws", `"alb"`} {
		if strings.Contains(string(text), mark) {
			found = append(found, mark)
		}
	}
	return found
}

func TestAnALBIngressWithoutAnAPIIsParked(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	item := updated(t, h.execute(t, "eks2gke.io/ingress", internalIngress))
	annotations := item.GetAnnotations()
	if class := annotations["kubernetes.io/ingress.class"]; class != "eks2gke-parked" {
		t.Errorf("class %q", class)
	}
	if _, has, _ := unstructured.NestedString(item.Object, "spec", "ingressClassName"); has {
		t.Error("spec.ingressClassName is still there")
	}
	if marks := awsMarks(t, item); len(marks) > 0 || len(item.GetFinalizers()) > 0 {
		t.Errorf("left of AWS: %v, finalizers %v", marks, item.GetFinalizers())
	}
	if annotations["eks2gke.io/verdict"] != "parked" || annotations["eks2gke.io/next-step"] == "" {
		t.Errorf("our annotations: %v", annotations)
	}
	if original := annotations["eks2gke.io/original"]; !strings.Contains(original, "deregistration_delay.timeout_seconds=90") {
		t.Errorf("the original is not kept: %s", original)
	}
}

func TestAnInternalServiceOfAWSStaysInternal(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	item := updated(t, h.execute(t, "eks2gke.io/service", internalService))
	if kind := item.GetAnnotations()["networking.gke.io/load-balancer-type"]; kind != "Internal" {
		t.Errorf("networking.gke.io/load-balancer-type is %q", kind)
	}
	if marks := awsMarks(t, item); len(marks) > 0 || len(item.GetFinalizers()) > 0 {
		t.Errorf("left of AWS: %v, finalizers %v", marks, item.GetFinalizers())
	}
}

func TestAPullSecretIsReportedAndKept(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	item := updated(t, h.execute(t, "eks2gke.io/pull-secret", pullSecret))
	if !reflect.DeepEqual(item.Object, parsed(t, pullSecret).Object) {
		t.Errorf("changed to %v", item.Object)
	}
	lines := h.said(t, "shop/regcred")
	if len(lines) == 0 {
		t.Error("nothing about the Secret in the log")
	}
	if strings.Contains(h.log.String(), "QVdTOng") || strings.Contains(h.log.String(), "AWS:x") {
		t.Error("the log shows a credential")
	}
}

func TestAReadinessGateOfAWSIsRemoved(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	item := updated(t, h.execute(t, "eks2gke.io/workload", gatedDeployment))
	gates, _, err := unstructured.NestedSlice(item.Object, "spec", "template", "spec", "readinessGates")
	if want := []any{map[string]any{"conditionType": "example.com/warm"}}; err != nil || !reflect.DeepEqual(gates, want) {
		t.Errorf("readiness gates %v (%v)", gates, err)
	}
}

func TestATargetGroupBindingIsSkipped(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	output := h.execute(t, "eks2gke.io/aws-only", targetGroupBinding)
	if !output.SkipRestore {
		t.Error("it would be restored, and could drain the source's load balancer")
	}
	if updated(t, output).GetKind() != "TargetGroupBinding" {
		t.Errorf("the answer is %v", output.UpdatedItem)
	}
	if len(h.said(t, "shop/k8s-shop-web-1a2b3c4d5e")) == 0 {
		t.Error("skipped without a reason in the log")
	}
}

func TestAnItemOfTwentyMegabytesPasses(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	text := strings.Repeat("0123456789abcdef", 20<<20/16)
	object := fmt.Sprintf(`{"apiVersion":"v1","kind":"Secret","metadata":{"name":"big","namespace":"shop"},"data":{"x":%q}}`, text)
	item := updated(t, h.execute(t, "eks2gke.io/pull-secret", object))
	if got, _, _ := unstructured.NestedString(item.Object, "data", "x"); got != text {
		t.Errorf("%d bytes came back", len(got))
	}
}

func TestOperationsAreAnswered(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	additional := []velero.ResourceIdentifier{{GroupResource: schema.GroupResource{Resource: "services"}, Namespace: "shop", Name: "web"}}
	for _, name := range actionNames() {
		action := h.action(t, name)
		progress, err := action.Progress("an-operation-of-yesterday", restore())
		if err != nil || !progress.Completed || progress.Err != "" {
			t.Errorf("%s: progress %+v, %v: the restore would fail or wait for hours", name, progress, err)
		}
		if progress.Started.After(time.Now().Add(time.Minute)) {
			t.Errorf("%s: started in the future: %v", name, progress.Started)
		}
		if err := action.Cancel("an-operation-of-yesterday", restore()); err != nil {
			t.Errorf("%s: cancel: %v", name, err)
		}
		if ready, err := action.AreAdditionalItemsReady(additional, restore()); err != nil || !ready {
			t.Errorf("%s: additional items ready: %v, %v", name, ready, err)
		}
	}
}
