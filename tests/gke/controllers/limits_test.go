package controllers

import (
	"fmt"
	"strings"
	"testing"
)

// The cloud in memory takes everything. Google's API does not: these limits are in the comments of its Go
// client (google.golang.org/api v0.287.1, compute/v1: HealthCheck, PathRule, HostRule), the ranges of the
// numbers in GoogleCloudPlatform/gke-gateway-api v1.4.0 (config/crd: HealthCheckPolicy, GCPBackendPolicy),
// which configures the same objects.
func limitsBroken(found *outcome) []string {
	var broken []string
	for host, paths := range found.Hosts {
		if !isHost(host) {
			broken = append(broken, fmt.Sprintf("host %q: a * may stand only first, before a dot or a hyphen", host))
		}
		for path := range paths {
			if path != "(otherwise)" && !isPath(path) {
				broken = append(broken, fmt.Sprintf("path %q: it begins with /, a * may stand only last, after a /, and ? and # nowhere", path))
			}
		}
	}
	for name, one := range found.Backends {
		for _, number := range []struct {
			what             string
			value, low, high int64
		}{
			{"checkIntervalSec", one.HealthCheck.IntervalSec, 1, 300},
			{"timeoutSec, which is at most checkIntervalSec", one.HealthCheck.TimeoutSec, 1, one.HealthCheck.IntervalSec},
			{"healthyThreshold", one.HealthCheck.Healthy, 1, 10},
			{"unhealthyThreshold", one.HealthCheck.Unhealthy, 1, 10},
			{"drainingTimeoutSec", one.DrainingSec, 0, 3600},
			{"affinityCookieTtlSec", one.CookieTTLSec, 0, 1209600},
			{"timeoutSec of the backend", one.TimeoutSec, 0, 2147483647},
		} {
			if number.value < number.low || number.value > number.high {
				broken = append(broken, fmt.Sprintf("%s: %s is %d, not in %d to %d", name, number.what, number.value, number.low, number.high))
			}
		}
		if path := one.HealthCheck.Path; path != "" && !strings.HasPrefix(path, "/") {
			broken = append(broken, fmt.Sprintf("%s: the path %q of the health check does not begin with /", name, path))
		}
	}
	return broken
}

func isHost(host string) bool {
	rest := strings.TrimPrefix(host, "*")
	hasPattern := rest != host
	return !strings.Contains(rest, "*") && (!hasPattern || rest == "" || strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "-"))
}

func isPath(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.ContainsAny(strings.TrimSuffix(path, "/*"), "*?#")
}

func TestGoogleTakesTheNumbersAndPaths(t *testing.T) {
	forEach(t, isTranslated, func(t *testing.T, _ *subject, found *outcome) {
		for _, text := range limitsBroken(found) {
			t.Error(text)
		}
	})
}

func TestBrokenLimitsAreSeen(t *testing.T) {
	good := healthCheck{IntervalSec: 15, TimeoutSec: 15, Healthy: 1, Unhealthy: 10, Path: "/"}
	fine := &outcome{Hosts: map[string]map[string]string{"*": {"/*": "a", "/b/*": "a", "(otherwise)": "a"}, "*.example.com": {"/": "a"}},
		Backends: map[string]backend{"a": {DrainingSec: 3600, HealthCheck: good}}}
	if broken := limitsBroken(fine); len(broken) > 0 {
		t.Errorf("what is right is complained about: %q", broken)
	}
	for _, host := range []string{"a.*.com", "*a.com", "**"} {
		if len(limitsBroken(&outcome{Hosts: map[string]map[string]string{host: {}}})) == 0 {
			t.Errorf("the host %s is taken", host)
		}
	}
	for _, path := range []string{"a", "/a*", "/*/b", "/a?", "/a#b", "*"} {
		if len(limitsBroken(&outcome{Hosts: map[string]map[string]string{"*": {path: "a"}}})) == 0 {
			t.Errorf("the path %s is taken", path)
		}
	}
	for what, change := range map[string]func(*backend){
		"interval":  func(b *backend) { b.HealthCheck.IntervalSec = 301 },
		"timeout":   func(b *backend) { b.HealthCheck.TimeoutSec = 16 },
		"healthy":   func(b *backend) { b.HealthCheck.Healthy = 0 },
		"unhealthy": func(b *backend) { b.HealthCheck.Unhealthy = 11 },
		"path":      func(b *backend) { b.HealthCheck.Path = "up" },
		"draining":  func(b *backend) { b.DrainingSec = 3601 },
		"cookie":    func(b *backend) { b.CookieTTLSec = 1209601 },
		"backend":   func(b *backend) { b.TimeoutSec = 2147483648 },
	} {
		bad := backend{HealthCheck: good}
		change(&bad)
		if broken := limitsBroken(&outcome{Backends: map[string]backend{"a": bad}}); len(broken) != 1 {
			t.Errorf("%s: %q", what, broken)
		}
	}
}
