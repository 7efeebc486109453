package e2e

import "strings"

// What stands at a path of keys; nil when nothing does.
func at(item object, path ...string) any {
	var value any = item
	for _, key := range path {
		inner, isObject := value.(object)
		if !isObject {
			return nil
		}
		value = inner[key]
	}
	return value
}

func text(item object, path ...string) string {
	value, _ := at(item, path...).(string)
	return value
}

func annotation(item object, key string) string { return text(item, "metadata", "annotations", key) }

func set(item object, value any, path ...string) {
	for _, key := range path[:len(path)-1] {
		inner, isObject := item[key].(object)
		if !isObject {
			inner = object{}
			item[key] = inner
		}
		item = inner
	}
	item[path[len(path)-1]] = value
}

func remove(item object, path ...string) {
	if parent, isObject := at(item, path[:len(path)-1]...).(object); isObject {
		delete(parent, path[len(path)-1])
	}
}

// The places where an object still speaks of AWS. Our own annotations keep the original, and names,
// images and the words of a person are not ours to change.
func awsMarks(item object) []string {
	var found []string
	keys, _ := at(item, "metadata", "annotations").(object)
	for key := range keys {
		if strings.Contains(key, "alb.ingress.kubernetes.io/") || strings.Contains(key, "kubernetes.io/aws-") || strings.Contains(key, "k8s.aws") {
			found = append(found, "annotation "+key)
		}
	}
	labels, _ := at(item, "metadata", "labels").(object)
	for key := range labels {
		if strings.Contains(key, "k8s.aws") {
			found = append(found, "label "+key)
		}
	}
	finalizers, _ := at(item, "metadata", "finalizers").([]any)
	for _, finalizer := range finalizers {
		if name, _ := finalizer.(string); strings.Contains(name, "k8s.aws") || strings.Contains(name, "amazonaws") {
			found = append(found, "finalizer "+name)
		}
	}
	for _, class := range []string{text(item, "spec", "ingressClassName"), text(item, "spec", "loadBalancerClass")} {
		if strings.HasPrefix(class, "alb") || strings.Contains(class, "k8s.aws") || strings.Contains(class, "amazonaws") {
			found = append(found, "class "+class)
		}
	}
	status, _ := at(item, "status", "loadBalancer", "ingress").([]any)
	if len(status) > 0 {
		found = append(found, "status of a load balancer")
	}
	return found
}
