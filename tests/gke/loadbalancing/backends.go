package loadbalancing

import (
	"fmt"
	"strings"

	"google.golang.org/api/compute/v1"
)

// "SERVICE:PORT", and the backend is added to what was found.
func (s *State) backendName(link, nameSpace string, found *Outcome) (string, error) {
	service := s.services[place(link)]
	if service == nil {
		return "", fmt.Errorf("its backend service %q is unknown", link)
	}
	name := backendOf(service.Description, nameSpace)
	// GKE's own page for what nobody serves is the same for everyone.
	if strings.HasPrefix(name, "kube-system/") {
		return name, nil
	}
	return name, s.addBackend(link, nameSpace, found)
}

func (s *State) addBackend(link, nameSpace string, found *Outcome) error {
	service := s.services[place(link)]
	if service == nil {
		return fmt.Errorf("its backend service %q is unknown", link)
	}
	one := Backend{
		Protocol: service.Protocol, TimeoutSec: service.TimeoutSec, Affinity: service.SessionAffinity,
		CookieTTLSec: service.AffinityCookieTtlSec, SecurityPolicy: lastOf(service.SecurityPolicy),
		CustomRequest: service.CustomRequestHeaders, CustomResponse: service.CustomResponseHeaders,
		IdentityAware:   service.Iap != nil && service.Iap.Enabled,
		ContentDelivery: service.EnableCDN,
	}
	if one.Affinity == "" {
		one.Affinity = "NONE"
	}
	if service.ConnectionDraining != nil {
		one.DrainingSec = service.ConnectionDraining.DrainingTimeoutSec
	}
	if service.LogConfig != nil && service.LogConfig.Enable {
		one.LoggedShare = &service.LogConfig.SampleRate
	}
	for _, group := range service.Backends {
		one.EndpointsAreGroups = strings.Contains(group.Group, "/networkEndpointGroups/")
	}
	if len(service.HealthChecks) != 1 {
		return fmt.Errorf("the backend service %s has %d health checks", service.Name, len(service.HealthChecks))
	}
	check := s.healthChecks[place(service.HealthChecks[0])]
	if check == nil {
		return fmt.Errorf("the health check %q is unknown", service.HealthChecks[0])
	}
	one.HealthCheck = readHealthCheck(check)
	found.Backends[backendOf(service.Description, nameSpace)] = one
	return nil
}

func readHealthCheck(check *compute.HealthCheck) HealthCheck {
	one := HealthCheck{Type: check.Type, IntervalSec: check.CheckIntervalSec, TimeoutSec: check.TimeoutSec,
		Healthy: check.HealthyThreshold, Unhealthy: check.UnhealthyThreshold}
	port, specification := int64(0), ""
	switch {
	case check.HttpHealthCheck != nil:
		port, specification, one.Path = check.HttpHealthCheck.Port, check.HttpHealthCheck.PortSpecification, check.HttpHealthCheck.RequestPath
	case check.HttpsHealthCheck != nil:
		port, specification, one.Path = check.HttpsHealthCheck.Port, check.HttpsHealthCheck.PortSpecification, check.HttpsHealthCheck.RequestPath
	case check.Http2HealthCheck != nil:
		port, specification, one.Path = check.Http2HealthCheck.Port, check.Http2HealthCheck.PortSpecification, check.Http2HealthCheck.RequestPath
	}
	one.Port = fmt.Sprint(port)
	if specification == "USE_SERVING_PORT" {
		one.Port = "serving"
	}
	return one
}
