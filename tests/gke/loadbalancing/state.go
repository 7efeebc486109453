package loadbalancing

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/GoogleCloudPlatform/k8s-cloud-provider/pkg/cloud/filter"
	"google.golang.org/api/compute/v1"
)

// What stands in Google's cloud at one moment. Objects are found by their place: the end of their link,
// such as "global/urlMaps/NAME", which is the same in all versions of the API.
type State struct {
	Rules          []*compute.ForwardingRule
	firewalls      []*compute.Firewall
	httpProxies    map[string]*compute.TargetHttpProxy
	httpsProxies   map[string]*compute.TargetHttpsProxy
	urlMaps        map[string]*compute.UrlMap
	services       map[string]*compute.BackendService
	healthChecks   map[string]*compute.HealthCheck
	addressesByIP  map[string]string // IP -> name, of the static addresses
	firewallsByFor map[string][]*compute.Firewall
}

func (g *Cloud) State() (*State, error) {
	background := context.Background()
	all := &State{
		httpProxies: map[string]*compute.TargetHttpProxy{}, httpsProxies: map[string]*compute.TargetHttpsProxy{},
		urlMaps: map[string]*compute.UrlMap{}, services: map[string]*compute.BackendService{},
		healthChecks: map[string]*compute.HealthCheck{}, addressesByIP: map[string]string{},
		firewallsByFor: map[string][]*compute.Firewall{},
	}
	var failures []error
	note := func(err error) {
		if err != nil {
			failures = append(failures, err)
		}
	}
	globalRules, err := g.objects.GlobalForwardingRules().List(background, filter.None)
	note(err)
	regionalRules, err := g.objects.ForwardingRules().List(background, region, filter.None)
	note(err)
	all.Rules = append(globalRules, regionalRules...)

	globalHTTP, err := g.objects.TargetHttpProxies().List(background, filter.None)
	note(err)
	regionalHTTP, err := g.objects.RegionTargetHttpProxies().List(background, region, filter.None)
	note(err)
	for _, proxy := range append(globalHTTP, regionalHTTP...) {
		all.httpProxies[place(proxy.SelfLink)] = proxy
	}
	globalHTTPS, err := g.objects.TargetHttpsProxies().List(background, filter.None)
	note(err)
	regionalHTTPS, err := g.objects.RegionTargetHttpsProxies().List(background, region, filter.None)
	note(err)
	for _, proxy := range append(globalHTTPS, regionalHTTPS...) {
		all.httpsProxies[place(proxy.SelfLink)] = proxy
	}
	globalMaps, err := g.objects.UrlMaps().List(background, filter.None)
	note(err)
	regionalMaps, err := g.objects.RegionUrlMaps().List(background, region, filter.None)
	note(err)
	for _, urlMap := range append(globalMaps, regionalMaps...) {
		all.urlMaps[place(urlMap.SelfLink)] = urlMap
	}
	note(g.readBackends(background, all))
	return all, firstOf(failures)
}

func (g *Cloud) readBackends(background context.Context, all *State) error {
	var failures []error
	note := func(err error) {
		if err != nil {
			failures = append(failures, err)
		}
	}
	globalServices, err := g.objects.BackendServices().List(background, filter.None)
	note(err)
	regionalServices, err := g.objects.RegionBackendServices().List(background, region, filter.None)
	note(err)
	for _, service := range append(globalServices, regionalServices...) {
		all.services[place(service.SelfLink)] = service
	}
	globalChecks, err := g.objects.HealthChecks().List(background, filter.None)
	note(err)
	regionalChecks, err := g.objects.RegionHealthChecks().List(background, region, filter.None)
	note(err)
	for _, check := range append(globalChecks, regionalChecks...) {
		all.healthChecks[place(check.SelfLink)] = check
	}
	globalAddresses, err := g.objects.GlobalAddresses().List(background, filter.None)
	note(err)
	regionalAddresses, err := g.objects.Addresses().List(background, region, filter.None)
	note(err)
	for _, address := range append(globalAddresses, regionalAddresses...) {
		all.addressesByIP[address.Address] = address.Name
		if strings.HasPrefix(address.Name, "k8s2-") {
			// its name has the namespace in it, which is the case's number
			all.addressesByIP[address.Address] = "(reserved by GKE)"
		}
	}
	all.firewalls, err = g.objects.Firewalls().List(background, filter.None)
	note(err)
	for _, firewall := range all.firewalls {
		owner := OwnerOf(firewall.Description)
		all.firewallsByFor[owner] = append(all.firewallsByFor[owner], firewall)
	}
	return firstOf(failures)
}

func firstOf(failures []error) error {
	if len(failures) == 0 {
		return nil
	}
	return fmt.Errorf("the cloud in memory was not read: %w", failures[0])
}

func place(link string) string {
	for _, scope := range []string{"/global/", "/regions/"} {
		if at := strings.Index(link, scope); at >= 0 {
			return link[at+1:]
		}
	}
	return link
}

func lastOf(link string) string { return link[strings.LastIndex(link, "/")+1:] }

// The "NAMESPACE/NAME" of the Ingress or Service that the controllers wrote into a description; "" when
// they did not.
func OwnerOf(description string) string {
	var names map[string]any
	if json.Unmarshal([]byte(description), &names) != nil {
		return ""
	}
	for _, key := range []string{"kubernetes.io/ingress-name", "networking.gke.io/service-name"} {
		if name, _ := names[key].(string); name != "" {
			return name
		}
	}
	return ""
}

// The controllers print the port of a backend as a Go value.
var printedPort = regexp.MustCompile(`^&ServiceBackendPort{Name:(.*),Number:([0-9]+),}$`)

// "NAME:PORT" of the Service that a backend service stands for; of another namespace, with the namespace.
func backendOf(description, nameSpace string) string {
	var names map[string]any
	if json.Unmarshal([]byte(description), &names) != nil {
		return "?"
	}
	name, _ := names["kubernetes.io/service-name"].(string)
	if name == "" {
		return strings.TrimPrefix(OwnerOf(description), nameSpace+"/")
	}
	port, _ := names["kubernetes.io/service-port"].(string)
	if printed := printedPort.FindStringSubmatch(port); printed != nil {
		port = printed[1]
		if port == "" {
			port = printed[2]
		}
	}
	return strings.TrimPrefix(name, nameSpace+"/") + ":" + port
}
