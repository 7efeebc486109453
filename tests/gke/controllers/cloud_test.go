package controllers

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
type googleCloud struct {
	*gce.Cloud
	objects *cloud.MockGCE
	given   atomic.Uint32 // addresses handed out so far
}

func newGoogleCloud() (*googleCloud, error) {
	values := gce.DefaultTestClusterValues()
	values.ProjectID, values.Region, values.ZoneName = project, region, zone
	values.NetworkURL = cloud.SelfLink(meta.VersionGA, project, "networks", meta.GlobalKey("default"))
	values.SubnetworkURL = cloud.SelfLink(meta.VersionGA, project, "subnetworks", meta.RegionalKey("default", region))
	fake := gce.NewFakeGCECloud(values)
	g := &googleCloud{Cloud: fake, objects: fake.Compute().(*cloud.MockGCE)}
	g.giveAddresses()
	g.keepUpdates()
	g.answerForEndpointGroups()
	return g, g.makeNetwork(values)
}

func (g *googleCloud) makeNetwork(values gce.TestClusterValues) error {
	background := context.Background()
	network := &compute.Network{Name: "default", SelfLink: values.NetworkURL}
	if err := g.objects.Networks().Insert(background, meta.GlobalKey("default"), network); err != nil {
		return err
	}
	subnetwork := &compute.Subnetwork{Name: "default", SelfLink: values.SubnetworkURL, Network: values.NetworkURL,
		Region: region, IpCidrRange: "10.128.0.0/20"}
	return g.objects.Subnetworks().Insert(background, meta.RegionalKey("default", region), subnetwork)
}

// The mocks store a forwarding rule as it comes; Google gives it an address.
func (g *googleCloud) giveAddresses() {
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

func (g *googleCloud) giveAddress(rule *compute.ForwardingRule) {
	if rule.IPAddress == "" {
		rule.IPAddress = g.nextAddress(rule.LoadBalancingScheme != "INTERNAL" && rule.LoadBalancingScheme != "INTERNAL_MANAGED")
	}
}

func (g *googleCloud) nextAddress(external bool) string {
	number := g.given.Add(1)
	if external {
		return fmt.Sprintf("203.0.%d.%d", 100+number/250, 1+number%250)
	}
	return fmt.Sprintf("10.128.%d.%d", 1+number/250, 1+number%250)
}

// Without hooks the mocks take an update and forget it.
func (g *googleCloud) keepUpdates() {
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

func (g *googleCloud) keepSecurityPolicies() {
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
func (g *googleCloud) answerForEndpointGroups() {
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

// Reserve makes a static address. One that is there already stays; a name that is wanted inside and
// outside is an error.
func (g *googleCloud) reserve(name string, global, internal bool) error {
	background := context.Background()
	address := &compute.Address{Name: name, AddressType: "EXTERNAL", Address: g.nextAddress(!internal)}
	if global {
		if _, err := g.objects.GlobalAddresses().Get(background, meta.GlobalKey(name)); err == nil {
			return nil
		}
		return g.objects.GlobalAddresses().Insert(background, meta.GlobalKey(name), address)
	}
	if internal {
		address.AddressType, address.Purpose = "INTERNAL", "SHARED_LOADBALANCER_VIP"
	}
	if found, err := g.objects.Addresses().Get(background, meta.RegionalKey(name, region)); err == nil {
		if found.AddressType != address.AddressType {
			return fmt.Errorf("the address %s is wanted both inside and outside: name them differently in the cases", name)
		}
		return nil
	}
	return g.objects.Addresses().Insert(background, meta.RegionalKey(name, region), address)
}
