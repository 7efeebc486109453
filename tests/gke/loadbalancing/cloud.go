// Package loadbalancing runs the real controllers of GKE (k8s.io/ingress-gce) over a Google Cloud in memory, and
// reads the load balancers that they made. The cluster between them is the caller's.
package loadbalancing

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/GoogleCloudPlatform/k8s-cloud-provider/pkg/cloud"
	"github.com/GoogleCloudPlatform/k8s-cloud-provider/pkg/cloud/meta"
	"github.com/GoogleCloudPlatform/k8s-cloud-provider/pkg/cloud/mock"
	computebeta "google.golang.org/api/compute/v0.beta"
	"google.golang.org/api/compute/v1"
	"k8s.io/cloud-provider-gcp/providers/gce"
)

const (
	project = "test-project"
	region  = "us-central1"
	zone    = "us-central1-b"
)

// A Google Cloud project in memory: what the controllers make is kept, and can be looked at.
type Cloud struct {
	*gce.Cloud
	objects *cloud.MockGCE
	given   atomic.Uint32 // addresses handed out so far
}

func NewCloud() (*Cloud, error) {
	values := gce.DefaultTestClusterValues()
	values.ProjectID, values.Region, values.ZoneName = project, region, zone
	values.NetworkURL = cloud.SelfLink(meta.VersionGA, project, "networks", meta.GlobalKey("default"))
	values.SubnetworkURL = cloud.SelfLink(meta.VersionGA, project, "subnetworks", meta.RegionalKey("default", region))
	fake := gce.NewFakeGCECloud(values)
	g := &Cloud{Cloud: fake, objects: fake.Compute().(*cloud.MockGCE)}
	g.giveAddresses()
	g.keepUpdates()
	g.answerForEndpointGroups()
	(&oneAtATime{}).guard(g.objects)
	return g, g.makeNetwork(values)
}

func (g *Cloud) makeNetwork(values gce.TestClusterValues) error {
	background := context.Background()
	network := &compute.Network{Name: "default", SelfLink: values.NetworkURL}
	if err := g.objects.Networks().Insert(background, meta.GlobalKey("default"), network); err != nil {
		return err
	}
	return g.AddSubnetwork("default")
}

// One that is there already stays. All have both address families.
func (g *Cloud) AddSubnetwork(name string) error {
	background, key := context.Background(), meta.RegionalKey(name, region)
	if _, err := g.objects.Subnetworks().Get(background, key); err == nil {
		return nil
	}
	return g.objects.Subnetworks().Insert(background, key, &compute.Subnetwork{Name: name, Network: g.NetworkURL(), Region: region,
		IpCidrRange: "10.128.0.0/20", StackType: "IPV4_IPV6", Ipv6AccessType: "EXTERNAL", ExternalIpv6Prefix: "2001:db8::/64"})
}

// The mocks store a forwarding rule as it comes; Google gives it an address.
func (g *Cloud) giveAddresses() {
	g.objects.MockGlobalForwardingRules.InsertHook = func(_ context.Context, _ *meta.Key, rule *compute.ForwardingRule, _ *cloud.MockGlobalForwardingRules, _ ...cloud.Option) (bool, error) {
		g.giveAddress(rule)
		return false, nil
	}
	g.objects.MockForwardingRules.InsertHook = func(_ context.Context, _ *meta.Key, rule *compute.ForwardingRule, _ *cloud.MockForwardingRules, _ ...cloud.Option) (bool, error) {
		g.giveAddress(rule)
		return false, nil
	}
	g.objects.MockGlobalAddresses.InsertHook = func(_ context.Context, _ *meta.Key, address *compute.Address, _ *cloud.MockGlobalAddresses, _ ...cloud.Option) (bool, error) {
		if address.Address == "" {
			address.Address = g.nextAddress(true)
		}
		return false, nil
	}
}

func (g *Cloud) giveAddress(rule *compute.ForwardingRule) {
	if rule.IPAddress == "" {
		rule.IPAddress = g.nextAddress(rule.LoadBalancingScheme != "INTERNAL" && rule.LoadBalancingScheme != "INTERNAL_MANAGED")
	}
}

func (g *Cloud) nextAddress(external bool) string {
	number := g.given.Add(1)
	if external {
		return fmt.Sprintf("203.0.%d.%d", 100+number/250, 1+number%250)
	}
	return fmt.Sprintf("10.128.%d.%d", 1+number/250, 1+number%250)
}

// Without hooks the mocks take an update and forget it.
func (g *Cloud) keepUpdates() {
	g.objects.MockBackendServices.UpdateHook = mock.UpdateBackendServiceHook
	g.objects.MockBetaBackendServices.UpdateHook = mock.UpdateBetaBackendServiceHook
	g.objects.MockAlphaBackendServices.UpdateHook = mock.UpdateAlphaBackendServiceHook
	g.objects.MockRegionBackendServices.UpdateHook = mock.UpdateRegionBackendServiceHook
	g.objects.MockBetaRegionBackendServices.UpdateHook = mock.UpdateBetaRegionBackendServiceHook
	g.objects.MockHealthChecks.UpdateHook = mock.UpdateHealthCheckHook
	g.objects.MockRegionHealthChecks.UpdateHook = mock.UpdateRegionHealthCheckHook
	g.objects.MockFirewalls.UpdateHook = mock.UpdateFirewallHook
	g.objects.MockUrlMaps.UpdateHook = mock.UpdateURLMapHook
	g.objects.MockRegionUrlMaps.UpdateHook = mock.UpdateRegionURLMapHook
	g.objects.MockTargetHttpProxies.SetUrlMapHook = mock.SetURLMapTargetHTTPProxyHook
	g.objects.MockTargetHttpsProxies.SetUrlMapHook = mock.SetURLMapTargetHTTPSProxyHook
	g.objects.MockTargetHttpsProxies.SetSslCertificatesHook = mock.SetSslCertificateTargetHTTPSProxyHook
	g.objects.MockTargetHttpsProxies.SetSslPolicyHook = mock.SetSslPolicyTargetHTTPSProxyHook
	g.keepSecurityPolicies()
}

func (g *Cloud) keepSecurityPolicies() {
	g.objects.MockBackendServices.SetSecurityPolicyHook = func(background context.Context, key *meta.Key, reference *compute.SecurityPolicyReference, all *cloud.MockBackendServices, _ ...cloud.Option) error {
		service, err := all.Get(background, key)
		if err != nil {
			return err
		}
		service.SecurityPolicy = reference.SecurityPolicy
		return mock.UpdateBackendServiceHook(background, key, service, all)
	}
	g.objects.MockBetaBackendServices.SetSecurityPolicyHook = func(background context.Context, key *meta.Key, reference *computebeta.SecurityPolicyReference, all *cloud.MockBetaBackendServices, _ ...cloud.Option) error {
		service, err := all.Get(background, key)
		if err != nil {
			return err
		}
		service.SecurityPolicy = reference.SecurityPolicy
		return mock.UpdateBetaBackendServiceHook(background, key, service, all)
	}
}

// No controller for network endpoint groups runs here: each group that is asked for is there. Nobody knows
// how their endpoints feel.
func (g *Cloud) answerForEndpointGroups() {
	g.objects.MockBackendServices.GetHealthHook = func(context.Context, *meta.Key, *compute.ResourceGroupReference, *cloud.MockBackendServices, ...cloud.Option) (*compute.BackendServiceGroupHealth, error) {
		return &compute.BackendServiceGroupHealth{}, nil
	}
	g.objects.MockRegionBackendServices.GetHealthHook = func(context.Context, *meta.Key, *compute.ResourceGroupReference, *cloud.MockRegionBackendServices, ...cloud.Option) (*compute.BackendServiceGroupHealth, error) {
		return &compute.BackendServiceGroupHealth{}, nil
	}
	g.objects.MockNetworkEndpointGroups.GetHook = func(_ context.Context, key *meta.Key, _ *cloud.MockNetworkEndpointGroups, _ ...cloud.Option) (bool, *compute.NetworkEndpointGroup, error) {
		link := cloud.SelfLink(meta.VersionGA, project, "networkEndpointGroups", key)
		return true, &compute.NetworkEndpointGroup{Name: key.Name, Zone: key.Zone, SelfLink: link}, nil
	}
	g.objects.MockBetaNetworkEndpointGroups.GetHook = func(_ context.Context, key *meta.Key, _ *cloud.MockBetaNetworkEndpointGroups, _ ...cloud.Option) (bool, *computebeta.NetworkEndpointGroup, error) {
		link := cloud.SelfLink(meta.VersionBeta, project, "networkEndpointGroups", key)
		return true, &computebeta.NetworkEndpointGroup{Name: key.Name, Zone: key.Zone, SelfLink: link}, nil
	}
}

// Makes a static address, global or of the region. One that is there already stays; a name that is wanted
// inside and outside is an error.
func (g *Cloud) Reserve(address *compute.Address, global bool) error {
	background := context.Background()
	address.Address = g.nextAddress(address.AddressType != "INTERNAL")
	if global {
		if _, err := g.objects.GlobalAddresses().Get(background, meta.GlobalKey(address.Name)); err == nil {
			return nil
		}
		return g.objects.GlobalAddresses().Insert(background, meta.GlobalKey(address.Name), address)
	}
	key := meta.RegionalKey(address.Name, region)
	if found, err := g.objects.Addresses().Get(background, key); err == nil {
		if found.AddressType != address.AddressType || found.NetworkTier != address.NetworkTier {
			return fmt.Errorf("the address %s is wanted in two ways: name them differently in the cases", address.Name)
		}
		return nil
	}
	return g.objects.Addresses().Insert(background, key, address)
}
