package controllers

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const howToRecord = "read it, and record it with EKS2GKE_UPDATE_GKE=1 scripts/gke-tests controllers"

// One subtest for each case with this outcome.
func forEach(t *testing.T, outcomes string, check func(t *testing.T, one *subject, found *outcome)) {
	for _, one := range seen.subjects {
		if one.example == nil || !strings.Contains(outcomes, one.example.Outcome) {
			continue
		}
		t.Run(one.name, func(t *testing.T) { check(t, one, seen.outcomes[one]) })
	}
}

func TestControllersMakeWhatIsRecorded(t *testing.T) {
	if isUpdate() && os.Getenv("CI") != "" {
		t.Fatal("EKS2GKE_UPDATE_GKE is for people: unset it")
	}
	forEach(t, "translated", func(t *testing.T, one *subject, found *outcome) {
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

func TestNothingIsToComplainAbout(t *testing.T) {
	forEach(t, "translated", func(t *testing.T, _ *subject, found *outcome) {
		if len(found.AbsentServices) == 0 && len(found.Warnings) > 0 {
			t.Errorf("the controllers complain: %q", found.Warnings)
		}
		if len(found.AbsentServices) > 0 && len(found.Warnings) == 0 {
			t.Error("the absent Services of gke.yaml are missed by nobody: take absentServices out")
		}
	})
}

func TestFinalizersAreOnlyThoseOfGKE(t *testing.T) {
	forEach(t, "translated", func(t *testing.T, _ *subject, found *outcome) {
		for _, finalizer := range found.Finalizers {
			if !strings.HasPrefix(finalizer, "networking.gke.io/") && !strings.HasPrefix(finalizer, "gke.networking.io/") {
				t.Errorf("nobody on GKE removes the finalizer %s", finalizer)
			}
		}
	})
}

func TestParkedMeansInert(t *testing.T) {
	forEach(t, "parked", func(t *testing.T, one *subject, found *outcome) {
		if !found.isNothing() {
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
	internal := 0
	forEach(t, "translated parked", func(t *testing.T, one *subject, found *outcome) {
		if !wasInternal(one.example) {
			return
		}
		internal++
		if found.isExternal() {
			t.Errorf("it was internal on AWS, and GKE shows it to the world:\n%s", textOf(found))
		}
	})
	if internal == 0 {
		t.Error("no case was internal on AWS")
	}
}

func TestNobodyElseIsLetIn(t *testing.T) {
	limited := 0
	forEach(t, "translated", func(t *testing.T, one *subject, found *outcome) {
		ranges := rangesOf(one.example.Input)
		if one.object.Kind() != "Service" || len(ranges) == 0 || len(found.ForwardingRules) == 0 {
			return
		}
		limited++
		for _, rule := range found.Firewalls {
			for _, source := range rule.SourceRanges {
				if !slices.Contains(ranges, source) {
					t.Errorf("the firewall lets in %s, and on AWS it was %q", source, ranges)
				}
			}
		}
		if len(found.Firewalls) == 0 {
			t.Error("there is a load balancer without a firewall of its own")
		}
	})
	if limited == 0 {
		t.Error("no case has source ranges")
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
