package controllers

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	apiv1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	kubefake "k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"
	backendconfigfake "k8s.io/ingress-gce/pkg/backendconfig/client/clientset/versioned/fake"
	gcecontext "k8s.io/ingress-gce/pkg/context"
	"k8s.io/ingress-gce/pkg/controller"
	"k8s.io/ingress-gce/pkg/flags"
	frontendconfigfake "k8s.io/ingress-gce/pkg/frontendconfig/client/clientset/versioned/fake"
	l4controllers "k8s.io/ingress-gce/pkg/l4/controllers"
	svcnegfake "k8s.io/ingress-gce/pkg/svcneg/client/clientset/versioned/fake"
	"k8s.io/ingress-gce/pkg/test"
	"k8s.io/ingress-gce/pkg/utils"
	"k8s.io/ingress-gce/pkg/utils/namer"
	"k8s.io/klog/v2"
)

const (
	clusterName = "tests"
	clusterUID  = types.UID("11111111-2222-3333-4444-555555555555")
)

// A GKE cluster: clients that hold the objects, Google's cloud, and the real controllers between them.
type gkeCluster struct {
	kube            *kubefake.Clientset
	backendConfigs  *backendconfigfake.Clientset
	frontendConfigs *frontendconfigfake.Clientset
	cloud           *googleCloud
	writes          atomic.Int64 // by the controllers, Events not counted
	stop            chan struct{}
}

func newCluster() (*gkeCluster, error) {
	cloud, err := newGoogleCloud()
	if err != nil {
		return nil, err
	}
	c := &gkeCluster{
		kube:            kubefake.NewSimpleClientset(),
		backendConfigs:  backendconfigfake.NewSimpleClientset(),
		frontendConfigs: frontendconfigfake.NewSimpleClientset(),
		cloud:           cloud,
		stop:            make(chan struct{}),
	}
	c.kube.PrependReactor("*", "*", func(action clienttesting.Action) (bool, runtime.Object, error) {
		switch action.GetVerb() {
		case "create", "update", "patch", "delete":
			if action.GetResource().Resource != "events" {
				c.writes.Add(1)
			}
		}
		return false, nil, nil
	})
	return c, c.addWhatEveryClusterHas()
}

func (c *gkeCluster) addWhatEveryClusterHas() error {
	nodes, err := test.CreateAndInsertNodes(c.cloud.Cloud, []string{"node-1"}, zone)
	if err != nil {
		return err
	}
	for _, node := range nodes {
		if _, err := c.kube.CoreV1().Nodes().Create(context.Background(), node, metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	return c.addService(&apiv1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "kube-system", Name: "default-http-backend",
			Annotations: map[string]string{"cloud.google.com/neg": `{"ingress":true}`}},
		Spec: apiv1.ServiceSpec{Ports: []apiv1.ServicePort{{Name: "http", Port: 80}}},
	})
}

// Runs the L7 controller and both L4 controllers, as GKE does with the default flags, but for one: here a
// Service that nobody marked gets its external load balancer from the same controller as a marked one.
// On GKE another program would make it, and this one would not show that it is public.
func (c *gkeCluster) run() error {
	defaultPort := networkingv1.ServiceBackendPort{Name: flags.F.DefaultSvcPortName}
	defaultBackend := utils.ServicePort{
		ID:         utils.ServicePortID{Service: types.NamespacedName{Namespace: "kube-system", Name: "default-http-backend"}, Port: defaultPort},
		Port:       80,
		NEGEnabled: true,
	}
	logger := klog.TODO()
	configuration := gcecontext.ControllerContextConfig{
		Namespace:                 metav1.NamespaceAll,
		ResyncPeriod:              flags.F.ResyncPeriod,
		NumL4Workers:              flags.F.NumL4Workers,
		NumL4NetLBWorkers:         flags.F.NumL4NetLBWorkers,
		DefaultBackendSvcPort:     defaultBackend,
		HealthCheckPath:           flags.F.HealthCheckPath,
		MaxIGSize:                 flags.F.MaxIGSize,
		RunL4ILBController:        true,
		RunL4NetLBController:      true,
		EnableL4ILBDualStack:      flags.F.EnableL4ILBDualStack,
		EnableL4NetLBDualStack:    flags.F.EnableL4NetLBDualStack,
		EnableL4NetLBRBSByDefault: true,
	}
	all, err := gcecontext.NewControllerContext(c.kube, c.backendConfigs, c.frontendConfigs, nil, svcnegfake.NewSimpleClientset(),
		nil, nil, nil, nil, c.kube, c.cloud.Cloud, namer.NewNamer(clusterName, "", logger), clusterUID, configuration, logger)
	if err != nil {
		return err
	}
	ingresses := controller.NewLoadBalancerController(all, c.stop, logger)
	internal := l4controllers.NewILBController(all, c.stop, logger)
	external := l4controllers.NewL4NetLBController(all, c.stop, logger)
	all.Start(c.stop)
	for end := time.Now().Add(time.Minute); !all.HasSynced(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			return fmt.Errorf("the controllers have not read the cluster within a minute")
		}
	}
	go ingresses.Run()
	go internal.Run()
	go external.Run()
	return nil
}
