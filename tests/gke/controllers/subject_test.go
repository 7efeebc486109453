package controllers

import (
	"fmt"
	"slices"

	"eks2gke.io/tests/gke/golden"
)

// One Ingress or Service before the controllers, in a namespace of its own.
type subject struct {
	name      string
	nameSpace string
	object    golden.Object
	company   []golden.Object // what a test wrote by hand with it
	example   *golden.Case    // nil for what a test wrote by hand
	made      []string        // the Services that were made because the case does not hold them
	recorded  *outcome        // what gke.yaml says; nil without one
}

// Only Ingresses and Services mean anything to the controllers. What is untouched or skipped is not the
// translator's work.
func isForControllers(example *golden.Case) bool {
	kind := example.Result.Kind()
	return (kind == "Ingress" || kind == "Service") && (example.Outcome == "translated" || example.Outcome == "parked")
}

func subjectsOf(cases []*golden.Case) ([]*subject, error) {
	var subjects []*subject
	for index, example := range cases {
		if !isForControllers(example) {
			continue
		}
		recorded, err := readOutcome(example)
		if err != nil {
			return nil, err
		}
		subjects = append(subjects, &subject{name: example.Name, nameSpace: fmt.Sprintf("case-%d", index+1),
			object: example.Result, example: example, recorded: recorded})
	}
	return subjects, nil
}

// Puts the object into the cluster, after everything that it refers to.
func (s *subject) enter(cluster *gkeCluster) error {
	company := s.company
	if s.example != nil {
		var err error
		if company, err = s.companyInCase(); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	for _, object := range company {
		if err := cluster.add(object, s.nameSpace); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if err := cluster.add(s.object, s.nameSpace); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	return nil
}

// Companions, what lies around, and the Services behind an Ingress.
func (s *subject) companyInCase() ([]golden.Object, error) {
	company := append([]golden.Object{}, s.example.Companions...)
	for _, kind := range []string{"Secret", "BackendConfig", "FrontendConfig"} {
		neighbours, err := s.example.Neighbours(kind)
		if err != nil {
			return nil, err
		}
		company = append(company, neighbours...)
	}
	if s.object.Kind() == "Ingress" {
		services, err := s.backends()
		if err != nil {
			return nil, err
		}
		company = append(company, services...)
	}
	return company, nil
}

// The Services behind an Ingress. They are backends here and nothing else: their own load balancers are
// the subject of other cases. A Service that the case does not hold is made, unless gke.yaml says that it
// is absent on purpose.
func (s *subject) backends() ([]golden.Object, error) {
	services, err := s.example.Neighbours("Service")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, service := range services {
		names = append(names, service.Name())
		if spec, isObject := service["spec"].(golden.Object); isObject && service.Text("spec", "type") == "LoadBalancer" {
			delete(spec, "type")
			delete(spec, "loadBalancerClass")
		}
	}
	for _, service := range missing(s.object, names) {
		if s.recorded != nil && slices.Contains(s.recorded.AbsentServices, service.Name()) {
			continue
		}
		patched, err := s.example.Patched(service)
		if err != nil {
			return nil, err
		}
		services = append(services, patched)
		s.made = append(s.made, service.Name())
	}
	return services, nil
}

// Plain Services with the ports that the Ingress asks for, for each name that is not known.
func missing(ingress golden.Object, known []string) []golden.Object {
	var made []golden.Object
	for _, backend := range backendsOf(ingress) {
		name := backend.Text("name")
		if slices.Contains(known, name) {
			continue
		}
		port := golden.Object{"port": 80}
		if number := backend.At("port", "number"); number != nil {
			port = golden.Object{"port": number}
		} else {
			port["name"] = backend.Text("port", "name")
		}
		at := slices.IndexFunc(made, func(service golden.Object) bool { return service.Name() == name })
		if at < 0 {
			made = append(made, golden.Object{"apiVersion": "v1", "kind": "Service",
				"metadata": golden.Object{"name": name, "namespace": ingress.Namespace()},
				"spec":     golden.Object{"ports": []any{port}}})
			continue
		}
		spec := made[at]["spec"].(golden.Object)
		spec["ports"] = append(spec["ports"].([]any), port)
	}
	return made
}

// What stands under "service" in the backends of an Ingress.
func backendsOf(ingress golden.Object) []golden.Object {
	var backends []golden.Object
	add := func(value any) {
		if service, isObject := value.(golden.Object); isObject {
			backends = append(backends, service)
		}
	}
	add(ingress.At("spec", "defaultBackend", "service"))
	rules, _ := ingress.At("spec", "rules").([]any)
	for _, rule := range rules {
		fields, _ := rule.(golden.Object)
		paths, _ := fields.At("http", "paths").([]any)
		for _, path := range paths {
			fields, _ := path.(golden.Object)
			add(fields.At("backend", "service"))
		}
	}
	return backends
}
