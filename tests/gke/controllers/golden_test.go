package controllers

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const howToRecord = "read it, and record it with EKS2GKE_UPDATE_GKE=1 scripts/gke-tests controllers"

// One subtest for each case that is chosen; there must be some.
func forEach(t *testing.T, chosen func(one *subject) bool, check func(t *testing.T, one *subject, found *outcome)) {
	count := 0
	for _, one := range seen.subjects {
		if one.example == nil || !chosen(one) {
			continue
		}
		count++
		t.Run(one.name, func(t *testing.T) {
			if err := seen.failures[one]; err != nil {
				t.Fatal(err)
			}
			check(t, one, seen.outcomes[one])
		})
	}
	if count == 0 {
		t.Error("there is no such case")
	}
}

func isTranslated(one *subject) bool { return one.example.Outcome == "translated" }
func isParked(one *subject) bool     { return one.example.Outcome == "parked" }

func TestControllersMakeWhatIsRecorded(t *testing.T) {
	if isUpdate() && os.Getenv("CI") != "" {
		t.Fatal("EKS2GKE_UPDATE_GKE is for people: unset it")
	}
	forEach(t, isTranslated, func(t *testing.T, one *subject, found *outcome) {
		if isUpdate() {
			if err := writeOutcome(one.example, found); err != nil {
				t.Fatal(err)
			}
			return
		}
		if one.recorded == nil {
			t.Fatalf("there is no gke.yaml yet; %s. It would be:\n%s", howToRecord, textOf(found))
		}
		if difference := cmp.Diff(string(textOf(one.recorded)), string(textOf(found))); difference != "" {
			t.Errorf("other than recorded; if that is right, %s (- recorded, + found):\n%s", howToRecord, difference)
		}
	})
}

func TestNothingIsLeftToComplainAbout(t *testing.T) {
	forEach(t, isTranslated, func(t *testing.T, one *subject, found *outcome) {
		if len(found.ForwardingRules) > 0 && !seen.cluster.hasAddress(one) {
			t.Error("it has a load balancer, and no address in its status")
		}
		if len(found.AbsentServices) == 0 && len(found.Warnings) > 0 {
			t.Errorf("the controllers complain: %q", found.Warnings)
		}
		if len(found.AbsentServices) > 0 && len(found.Warnings) == 0 {
			t.Error("nobody misses the absent Services of gke.yaml: take absentServices out")
		}
		for _, finalizer := range found.Finalizers {
			if !strings.HasPrefix(finalizer, "networking.gke.io/") && !strings.HasPrefix(finalizer, "gke.networking.io/") {
				t.Errorf("nobody on GKE removes the finalizer %s", finalizer)
			}
		}
	})
}

func TestParkedMeansInert(t *testing.T) {
	forEach(t, isParked, func(t *testing.T, one *subject, found *outcome) {
		if !found.IsNothing() {
			t.Errorf("it was touched:\n%s", textOf(found))
		}
		for _, event := range seen.events[one.nameSpace] {
			t.Errorf("it was noticed: %s %s %s", event.Type, event.Reason, event.Message)
		}
		if one.recorded != nil {
			t.Error("a parked case has a gke.yaml: delete it")
		}
	})
}

func TestInternalOnAWSIsNeverExternal(t *testing.T) {
	isInternal := func(one *subject) bool { return wasInternal(one.example) }
	forEach(t, isInternal, func(t *testing.T, _ *subject, found *outcome) {
		if found.IsExternal() {
			t.Errorf("it was internal on AWS, and GKE shows it to the world:\n%s", textOf(found))
		}
	})
}

// Google's health checks of passthrough load balancers come from here. With externalTrafficPolicy Local
// they ask at the health check port of the Service, and only there.
var probers = []string{"35.191.0.0/16", "130.211.0.0/22", "209.85.152.0/22", "209.85.204.0/22"}

func TestNobodyElseIsLetIn(t *testing.T) {
	isLimited := func(one *subject) bool {
		return one.object.Kind() == "Service" && len(rangesOf(one.example.Input)) > 0 && len(seen.outcomes[one].ForwardingRules) > 0
	}
	forEach(t, isLimited, func(t *testing.T, one *subject, found *outcome) {
		ranges := rangesOf(one.example.Input)
		for _, rule := range found.Firewalls {
			probed := fmt.Sprintf("TCP:%v", one.object.At("spec", "healthCheckNodePort"))
			isProbed := len(rule.Allowed) == 1 && rule.Allowed[0] == probed
			for _, source := range rule.SourceRanges {
				if isProbed && slices.Contains(probers, source) {
					continue
				}
				if !slices.Contains(ranges, source) {
					t.Errorf("the firewall lets in %s, and on AWS it was %q", source, ranges)
				}
			}
		}
		if len(found.Firewalls) == 0 {
			t.Error("there is a load balancer without a firewall of its own")
		}
	})
}

func TestTheControllersComeToRest(t *testing.T) {
	if !seen.steady {
		t.Errorf("after %v an address was missing, or something was still written", patience)
	}
}

func TestNoForwardingRuleIsAStray(t *testing.T) {
	for _, stray := range seen.strays {
		t.Errorf("nobody knows whose it is: %s", stray)
	}
}

func TestEveryRecordBelongsToACase(t *testing.T) {
	for _, example := range seen.examples {
		if _, err := os.Stat(expectationFile(example)); err == nil && !isForControllers(example) {
			t.Errorf("%s has a gke.yaml, and the controllers never see it: delete it", example.Name)
		}
	}
}

func hasReason(warnings []string, reason string) bool {
	for _, warning := range warnings {
		if strings.HasPrefix(warning, reason+":") {
			return true
		}
	}
	return false
}
