package loadbalancing

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"github.com/GoogleCloudPlatform/k8s-cloud-provider/pkg/cloud/filter"
	"github.com/GoogleCloudPlatform/k8s-cloud-provider/pkg/cloud/mock"
	apiv1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/record"
	cloudprovider "k8s.io/cloud-provider"
)

// ServeByCloudProvider gives a Service to the older path of GKE's cloud provider, which every Service without a
// class and without a mark is left to. One line tells the load balancer that it makes; the cloud must be new.
func (g *Cloud) ServeByCloudProvider(client kubernetes.Interface, service *apiv1.Service, nodes []*apiv1.Node) (string, error) {
	g.giveToCloudProvider(client)
	_, failure := g.EnsureLoadBalancer(context.Background(), clusterName, service, nodes)
	if errors.Is(failure, cloudprovider.ImplementedElsewhere) {
		return "left to another controller", nil
	}
	made, err := g.madeByCloudProvider()
	if err != nil {
		return "", err
	}
	if failure != nil {
		made += "; it fails: " + strings.Join(strings.Fields(failure.Error()), " ")
	}
	return made, nil
}

func (g *Cloud) madeByCloudProvider() (string, error) {
	background := context.Background()
	rules, err := g.objects.ForwardingRules().List(background, region, filter.None)
	if err != nil {
		return "", err
	}
	firewalls, err := g.objects.Firewalls().List(background, filter.None)
	if err != nil {
		return "", err
	}
	words := []string{}
	for _, rule := range rules {
		scheme := rule.LoadBalancingScheme
		if scheme == "" { // Google's default
			scheme = "EXTERNAL"
		}
		words = append(words, fmt.Sprintf("%s %s:%s", scheme, rule.IPProtocol, portsOf(rule)))
	}
	if len(words) == 0 {
		words = append(words, "no load balancer")
	}
	for _, firewall := range firewalls {
		if !strings.HasSuffix(firewall.Name, "-hc") {
			words = append(words, "open to "+strings.Join(firewall.SourceRanges, " "))
		}
	}
	return strings.Join(words, ", "), nil
}

// The provider's own way to learn of its cluster starts a watch by HTTP, which a cluster in memory has not, and
// forgets the name of the cluster until the watch answers.
func (g *Cloud) giveToCloudProvider(client kubernetes.Interface) {
	g.objects.MockTargetPools.AddInstanceHook = mock.AddInstanceHook
	g.objects.MockTargetPools.RemoveInstanceHook = mock.RemoveInstanceHook
	provider := reflect.ValueOf(g.Cloud).Elem()
	for name, value := range map[string]any{"client": client, "eventRecorder": record.NewFakeRecorder(100)} {
		field := provider.FieldByName(name)
		reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem().Set(reflect.ValueOf(value))
	}
}
