package loadbalancing

import (
	"fmt"
	"sort"
	"strings"

	"google.golang.org/api/compute/v1"
)

// Reads the load balancer of one Ingress or Service out of the cloud.
func (s *State) OutcomeOf(nameSpace, name string) (*Outcome, error) {
	owner := nameSpace + "/" + name
	found := &Outcome{Hosts: map[string]map[string]string{}, Backends: map[string]Backend{}, ForwardingRules: []ForwardingRule{}}
	for _, rule := range s.Rules {
		if OwnerOf(rule.Description) != owner {
			continue
		}
		one, err := s.read(rule, nameSpace, found)
		if err != nil {
			return nil, fmt.Errorf("forwarding rule %s: %w", rule.Name, err)
		}
		found.ForwardingRules = append(found.ForwardingRules, one)
	}
	sort.Slice(found.ForwardingRules, func(a, b int) bool {
		one, other := found.ForwardingRules[a], found.ForwardingRules[b]
		return one.Protocol+one.IPVersion+one.Ports < other.Protocol+other.IPVersion+other.Ports
	})
	for _, rule := range s.firewallsByFor[owner] {
		found.Firewalls = append(found.Firewalls, readFirewall(rule))
	}
	sort.Slice(found.Firewalls, func(a, b int) bool {
		return fmt.Sprint(found.Firewalls[a]) < fmt.Sprint(found.Firewalls[b])
	})
	return found, nil
}

func (s *State) read(rule *compute.ForwardingRule, nameSpace string, found *Outcome) (ForwardingRule, error) {
	one := ForwardingRule{Scheme: rule.LoadBalancingScheme, Protocol: rule.IPProtocol, Ports: portsOf(rule),
		Address: s.addressesByIP[rule.IPAddress], GlobalAccess: rule.AllowGlobalAccess}
	if one.Scheme == "" {
		one.Scheme = "EXTERNAL" // what Google takes when nothing is said
	}
	if rule.IpVersion == "IPV6" {
		one.IPVersion = rule.IpVersion
	}
	if rule.NetworkTier != "PREMIUM" {
		one.NetworkTier = rule.NetworkTier
	}
	if subnetwork := lastOf(rule.Subnetwork); subnetwork != "default" {
		one.Subnetwork = subnetwork
	}
	if rule.BackendService != "" {
		return one, s.addBackend(rule.BackendService, nameSpace, found)
	}
	if proxy := s.httpProxies[place(rule.Target)]; proxy != nil {
		return one, s.addURLMap(proxy.UrlMap, nameSpace, &one, found)
	}
	proxy := s.httpsProxies[place(rule.Target)]
	if proxy == nil {
		return one, fmt.Errorf("its target %q is unknown", rule.Target)
	}
	for _, certificate := range proxy.SslCertificates {
		one.Certificates = append(one.Certificates, certificateName(lastOf(certificate)))
	}
	one.SSLPolicy = lastOf(proxy.SslPolicy)
	return one, s.addURLMap(proxy.UrlMap, nameSpace, &one, found)
}

func portsOf(rule *compute.ForwardingRule) string {
	switch {
	case rule.AllPorts:
		return "all"
	case len(rule.Ports) > 0:
		ports := append([]string{}, rule.Ports...)
		sort.Strings(ports)
		return strings.Join(ports, ",")
	}
	first, last, isRange := strings.Cut(rule.PortRange, "-")
	if isRange && first == last {
		return first
	}
	return rule.PortRange
}

// A certificate that the controller made out of a Secret has a made-up name.
func certificateName(name string) string {
	if strings.HasPrefix(name, "k8s2-cr-") || strings.HasPrefix(name, "k8s-ssl-") {
		return "(from a Secret)"
	}
	return name
}

func (s *State) addURLMap(link, nameSpace string, rule *ForwardingRule, found *Outcome) error {
	urlMap := s.urlMaps[place(link)]
	if urlMap == nil {
		return fmt.Errorf("its URL map %q is unknown", link)
	}
	if redirect := urlMap.DefaultUrlRedirect; redirect != nil {
		rule.Redirect = redirect.RedirectResponseCode
		if !redirect.HttpsRedirect {
			rule.Redirect += ", not to HTTPS"
		}
		return nil
	}
	var err error
	if found.DefaultBackend, err = s.backendName(urlMap.DefaultService, nameSpace, found); err != nil {
		return err
	}
	matchers := map[string]*compute.PathMatcher{}
	for _, matcher := range urlMap.PathMatchers {
		matchers[matcher.Name] = matcher
	}
	for _, host := range urlMap.HostRules {
		paths, err := s.pathsOf(matchers[host.PathMatcher], nameSpace, found)
		if err != nil {
			return err
		}
		for _, name := range host.Hosts {
			found.Hosts[name] = paths
		}
	}
	return nil
}

func (s *State) pathsOf(matcher *compute.PathMatcher, nameSpace string, found *Outcome) (map[string]string, error) {
	if matcher == nil {
		return nil, fmt.Errorf("a host of its URL map has no paths")
	}
	paths := map[string]string{}
	otherwise, err := s.backendName(matcher.DefaultService, nameSpace, found)
	if err != nil {
		return nil, err
	}
	if otherwise != found.DefaultBackend {
		paths["(otherwise)"] = otherwise
	}
	for _, rule := range matcher.PathRules {
		for _, path := range rule.Paths {
			if paths[path], err = s.backendName(rule.Service, nameSpace, found); err != nil {
				return nil, err
			}
		}
	}
	return paths, nil
}

func readFirewall(rule *compute.Firewall) Firewall {
	one := Firewall{SourceRanges: append([]string{}, rule.SourceRanges...)}
	for _, allowed := range rule.Allowed {
		one.Allowed = append(one.Allowed, strings.TrimSuffix(allowed.IPProtocol+":"+strings.Join(allowed.Ports, ","), ":"))
	}
	sort.Strings(one.Allowed)
	sort.Strings(one.SourceRanges)
	return one
}
