package controllers

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	apiv1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"eks2gke.io/tests/gke/golden"
)

// GKE has two programs for Services of type LoadBalancer: the controllers of ingress-gce, which the other
// tests run, and the older path of its cloud provider, to which every Service without a class and without a
// mark is left. Nothing of ours is left to it. What it makes of a Service as AWS had it is recorded in
// untranslated.txt: that is a restore without the plugin.

const untranslatedFile = "untranslated.txt"

// The cloud provider leaves alone whatever has a class. One of type Internal is its own where a cluster has
// no subsetting, and internal there as well.
func isMarkedForGKE(service golden.Object) bool {
	return service.Annotation("cloud.google.com/l4-rbs") == "enabled" ||
		service.Annotation("networking.gke.io/load-balancer-type") == "Internal" ||
		service.Text("spec", "loadBalancerClass") != ""
}

func isBalanced(service golden.Object) bool {
	return service.Kind() == "Service" && service.Text("spec", "type") == "LoadBalancer"
}

// A backup that somebody edited may hold what no cluster can, such as an annotation that is no text.
func fitsAService(object golden.Object) bool {
	text, err := json.Marshal(object)
	return err == nil && json.Unmarshal(text, &apiv1.Service{}) == nil
}

func TestNoServiceIsLeftToTheOlderPath(t *testing.T) {
	isService := func(one *subject) bool {
		return isBalanced(one.object) && one.example.Outcome != "untouched"
	}
	forEach(t, isService, func(t *testing.T, one *subject, _ *outcome) {
		if !isMarkedForGKE(one.object) {
			t.Error("it has neither a class nor a mark: the cloud provider would make it public")
		}
	})
}

// On a cluster without subsetting the cloud provider serves what is marked Internal; it hands over the rest.
func TestTheOlderPathOpensNothingOfOurs(t *testing.T) {
	isService := func(one *subject) bool {
		return isBalanced(one.object) && one.example.Outcome == "translated"
	}
	forEach(t, isService, func(t *testing.T, one *subject, _ *outcome) {
		line, err := servedByCloudProvider(one.object)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(line, "EXTERNAL") {
			t.Errorf("it would be public: %s", line)
		}
	})
}

func TestWhatARestoreWithoutUsWouldMake(t *testing.T) {
	var lines []string
	opened := 0
	for _, example := range seen.examples {
		if !isBalanced(example.Input) || example.Outcome == "untouched" || !fitsAService(example.Input) {
			continue
		}
		line, err := servedByCloudProvider(example.Input)
		if err != nil {
			t.Fatalf("%s: %v", example.Name, err)
		}
		was := "public on AWS"
		if wasInternal(example) {
			was = "internal on AWS"
		}
		if wasInternal(example) && strings.Contains(line, "EXTERNAL") {
			opened++
		}
		lines = append(lines, fmt.Sprintf("%s: %s, %s\n", example.Name, was, line))
	}
	slices.Sort(lines)
	text := "# What GKE's cloud provider makes of each Service as AWS had it, without the plugin.\n" + strings.Join(lines, "")
	if opened == 0 {
		t.Error("nothing that was internal would be opened: then this test has no example")
	}
	if isUpdate() {
		if err := os.WriteFile(untranslatedFile, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	recorded, err := os.ReadFile(untranslatedFile)
	if err != nil {
		t.Fatal(err)
	}
	if difference := cmp.Diff(string(recorded), text); difference != "" {
		t.Errorf("other than recorded; if that is right, %s (- recorded, + found):\n%s", howToRecord, difference)
	}
}

// One line: the load balancer that the cloud provider makes of the Service, alone in a new cluster.
func servedByCloudProvider(object golden.Object) (string, error) {
	cluster, err := newCluster()
	if err != nil {
		return "", err
	}
	if err := cluster.add(object.Copy(), object.Namespace()); err != nil {
		return "", err
	}
	background := context.Background()
	service, err := cluster.kube.CoreV1().Services(object.Namespace()).Get(background, object.Name(), metav1.GetOptions{})
	if err != nil {
		return "", err
	}
	listed, err := cluster.kube.CoreV1().Nodes().List(background, metav1.ListOptions{})
	if err != nil {
		return "", err
	}
	var nodes []*apiv1.Node
	for index := range listed.Items {
		nodes = append(nodes, &listed.Items[index])
	}
	return cluster.cloud.ServeByCloudProvider(cluster.kube, service, nodes)
}
