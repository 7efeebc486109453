package controllers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	apiv1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"eks2gke.io/tests/gke/golden"
	"eks2gke.io/tests/gke/loadbalancing"
)

const (
	patience = 60 * time.Second // a loaded machine is slow, and a passing run never waits so long
	quiet    = 3 * time.Second  // nothing written for so long: the controllers are done
)

// What is seen of all subjects when the controllers have nothing to do any more.
type observation struct {
	cluster  *gkeCluster
	examples []*golden.Case
	subjects []*subject
	outcomes map[*subject]*outcome
	failures map[*subject]error // of those that could not be put in or read
	steady   bool
	events   map[string][]apiv1.Event // by namespace
	strays   []string                 // forwarding rules that belong to no subject
}

func observe(cases []*golden.Case) (*observation, error) {
	cluster, err := newCluster()
	if err != nil {
		return nil, err
	}
	subjects, err := subjectsOf(cases)
	if err != nil {
		return nil, err
	}
	byHand, err := controlSubjects()
	if err != nil {
		return nil, err
	}
	o := &observation{cluster: cluster, examples: cases, subjects: append(subjects, byHand...),
		outcomes: map[*subject]*outcome{}, failures: map[*subject]error{}, events: map[string][]apiv1.Event{}}
	for _, one := range o.subjects {
		if err := one.enter(cluster); err != nil {
			o.failures[one] = err
		}
	}
	started := time.Now()
	if err := cluster.run(); err != nil {
		return nil, err
	}
	o.steady = o.awaitSteadyState()
	if err := o.look(); err != nil {
		return nil, err
	}
	o.print(time.Since(started))
	return o, nil
}

// All have what is expected of them, and nobody has written anything for a while. When patience ends, the
// tests say what is missing.
func (o *observation) awaitSteadyState() bool {
	end := time.Now().Add(patience)
	last, since := int64(-1), time.Now()
	for time.Now().Before(end) {
		if writes := o.cluster.writes.Load(); writes != last {
			last, since = writes, time.Now()
		}
		if time.Since(since) > quiet && o.allAreAnswered() {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

// An address, or a warning, for each subject that is to have an address.
func (o *observation) allAreAnswered() bool {
	for _, one := range o.subjects {
		isAwaited := one.recorded != nil && len(one.recorded.ForwardingRules) > 0 && (one.example == nil || !isUpdate())
		if isAwaited && o.failures[one] == nil && !o.cluster.hasAddress(one) && !o.cluster.hasWarning(one) {
			return false
		}
	}
	return true
}

func (c *gkeCluster) hasWarning(one *subject) bool {
	events, err := c.kube.CoreV1().Events(one.nameSpace).List(context.Background(), metav1.ListOptions{})
	return err == nil && slices.ContainsFunc(events.Items, isWarning)
}

func isWarning(event apiv1.Event) bool { return event.Type == apiv1.EventTypeWarning }

func (c *gkeCluster) hasAddress(one *subject) bool {
	background := context.Background()
	if one.object.Kind() == "Ingress" {
		ingress, err := c.kube.NetworkingV1().Ingresses(one.nameSpace).Get(background, one.object.Name(), metav1.GetOptions{})
		return err == nil && len(ingress.Status.LoadBalancer.Ingress) > 0
	}
	service, err := c.kube.CoreV1().Services(one.nameSpace).Get(background, one.object.Name(), metav1.GetOptions{})
	return err == nil && len(service.Status.LoadBalancer.Ingress) > 0
}

func (o *observation) look() error {
	state, err := o.cluster.cloud.State()
	if err != nil {
		return err
	}
	events, err := o.cluster.kube.CoreV1().Events(metav1.NamespaceAll).List(context.Background(), metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, event := range events.Items {
		o.events[event.InvolvedObject.Namespace] = append(o.events[event.InvolvedObject.Namespace], event)
	}
	owners := map[string]bool{}
	for _, one := range o.subjects {
		owners[one.nameSpace+"/"+one.object.Name()] = true
		o.outcomes[one] = &outcome{}
		if o.failures[one] != nil {
			continue
		}
		if err := o.lookAt(one, state); err != nil {
			o.failures[one] = fmt.Errorf("%s: %w", one.name, err)
		}
	}
	for _, rule := range state.Rules {
		if !owners[loadbalancing.OwnerOf(rule.Description)] {
			o.strays = append(o.strays, rule.Name+" "+rule.Description)
		}
	}
	return nil
}

func (o *observation) lookAt(one *subject, state *loadbalancing.State) error {
	found, err := state.OutcomeOf(one.nameSpace, one.object.Name())
	if err != nil {
		return err
	}
	if found.Finalizers, err = o.cluster.finalizersOf(one); err != nil {
		return err
	}
	found.Warnings, found.MadeServices = o.warningsOf(one), one.made
	if one.recorded != nil {
		found.AbsentServices = one.recorded.AbsentServices
	}
	o.outcomes[one] = found
	return nil
}

func (c *gkeCluster) finalizersOf(one *subject) ([]string, error) {
	background := context.Background()
	if one.object.Kind() == "Ingress" {
		ingress, err := c.kube.NetworkingV1().Ingresses(one.nameSpace).Get(background, one.object.Name(), metav1.GetOptions{})
		if err != nil {
			return nil, err
		}
		return ingress.Finalizers, nil
	}
	service, err := c.kube.CoreV1().Services(one.nameSpace).Get(background, one.object.Name(), metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	return service.Finalizers, nil
}

// Each warning once, without the made-up namespace.
func (o *observation) warningsOf(one *subject) []string {
	var warnings []string
	for _, event := range o.events[one.nameSpace] {
		if !isWarning(event) {
			continue
		}
		text := event.Reason + ": " + strings.ReplaceAll(event.Message, one.nameSpace+"/", "")
		if !slices.Contains(warnings, text) {
			warnings = append(warnings, text)
		}
	}
	slices.Sort(warnings)
	return warnings
}

// Says how many load balancers were made for the cases.
func (o *observation) print(took time.Duration) {
	cases, inside, outside, none := 0, 0, 0, 0
	for _, one := range o.subjects {
		if one.example == nil {
			continue
		}
		cases++
		switch found := o.outcomes[one]; {
		case len(found.ForwardingRules) == 0:
			none++
		case found.IsExternal():
			outside++
		default:
			inside++
		}
	}
	fmt.Printf("REPORT: %d cases before GKE's controllers: %d load balancers, %d internal and %d external; %d cases without one; looked at after %.1f s\n",
		cases, inside+outside, inside, outside, none, took.Seconds())
	if !o.steady {
		fmt.Println("REPORT: they were not steady, but patience ended")
	}
}
