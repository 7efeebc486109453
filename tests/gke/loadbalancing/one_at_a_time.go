package loadbalancing

import (
	"context"
	"reflect"
	"strings"
	"sync"

	"github.com/GoogleCloudPlatform/k8s-cloud-provider/pkg/cloud"
)

// Several controllers share the cloud's mocks, and the mocks are not made for that: the versions of a resource (v1,
// beta, alpha) keep one map under a lock each, and the updates of pkg/cloud/mock write into it under none
// (k8s-cloud-provider v1.35.0). Go ends a process that reads and writes a map at once. So every call passes here,
// one after the other.
type oneAtATime struct{ held sync.Mutex }

type inside struct{} // marks the context of a call that holds the lock

// Call it when all other hooks are set: it puts itself before them.
func (o *oneAtATime) guard(objects *cloud.MockGCE) {
	all := reflect.ValueOf(objects).Elem()
	for i := 0; i < all.NumField(); i++ {
		if one := all.Field(i); one.Kind() == reflect.Pointer && one.Elem().Kind() == reflect.Struct {
			o.guardResource(one)
		}
	}
}

func (o *oneAtATime) guardResource(resource reflect.Value) {
	fields := resource.Elem()
	for i := 0; i < fields.NumField(); i++ {
		name, isHook := strings.CutSuffix(fields.Type().Field(i).Name, "Hook")
		if !isHook || fields.Field(i).Kind() != reflect.Func {
			continue
		}
		given := reflect.New(fields.Field(i).Type()).Elem()
		given.Set(fields.Field(i))
		if mayDecline := given.Type().Out(0).Kind() == reflect.Bool; mayDecline {
			fields.Field(i).Set(o.guardedMethod(given, resource.MethodByName(name)))
		} else if !given.IsNil() {
			fields.Field(i).Set(o.guardedHook(given))
		}
	}
}

// A hook that may leave the work to the mock, as those of Get and Insert may: the mock's whole method runs under the
// lock, and comes by here again, marked.
func (o *oneAtATime) guardedMethod(given, method reflect.Value) reflect.Value {
	return reflect.MakeFunc(given.Type(), func(arguments []reflect.Value) []reflect.Value {
		if isInside(arguments) {
			if given.IsNil() {
				return declined(given.Type())
			}
			return given.CallSlice(arguments)
		}
		o.held.Lock()
		defer o.held.Unlock()
		options, mock := len(arguments)-1, len(arguments)-2
		forMethod := append(append([]reflect.Value{}, marked(arguments)[:mock]...), arguments[options])
		return append([]reflect.Value{reflect.ValueOf(true)}, method.CallSlice(forMethod)...)
	})
}

// A hook that is the work.
func (o *oneAtATime) guardedHook(given reflect.Value) reflect.Value {
	return reflect.MakeFunc(given.Type(), func(arguments []reflect.Value) []reflect.Value {
		if !isInside(arguments) {
			o.held.Lock()
			defer o.held.Unlock()
		}
		return given.CallSlice(marked(arguments))
	})
}

func isInside(arguments []reflect.Value) bool {
	return arguments[0].Interface().(context.Context).Value(inside{}) != nil
}

func marked(arguments []reflect.Value) []reflect.Value {
	with := append([]reflect.Value{}, arguments...)
	with[0] = reflect.ValueOf(context.WithValue(arguments[0].Interface().(context.Context), inside{}, true))
	return with
}

func declined(hook reflect.Type) []reflect.Value {
	results := make([]reflect.Value, hook.NumOut())
	for i := range results {
		results[i] = reflect.Zero(hook.Out(i))
	}
	return results
}
