package loadbalancing

import (
	"fmt"
	"os"
	"time"

	"github.com/go-logr/logr"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	backendconfigclient "k8s.io/ingress-gce/pkg/backendconfig/client/clientset/versioned"
	gcecontext "k8s.io/ingress-gce/pkg/context"
	"k8s.io/ingress-gce/pkg/controller"
	"k8s.io/ingress-gce/pkg/flags"
	frontendconfigclient "k8s.io/ingress-gce/pkg/frontendconfig/client/clientset/versioned"
	l4controllers "k8s.io/ingress-gce/pkg/l4/controllers"
	svcnegclient "k8s.io/ingress-gce/pkg/svcneg/client/clientset/versioned"
	"k8s.io/ingress-gce/pkg/utils"
	"k8s.io/ingress-gce/pkg/utils/namer"
	"k8s.io/klog/v2"
)

const (
	clusterName = "tests"
	clusterUID  = types.UID("11111111-2222-3333-4444-555555555555")
)

// Clients are how the controllers reach the cluster: made of memory, or real.
type Clients struct {
	Kube            kubernetes.Interface
	BackendConfigs  backendconfigclient.Interface
	FrontendConfigs frontendconfigclient.Interface
	EndpointGroups  svcnegclient.Interface
}

// SetFlags sets what GKE sets on its own controllers. Call it once, before anything else.
func SetFlags() {
	flags.Register() // sets GKE's defaults
	flags.F.FinalizerAdd, flags.F.FinalizerRemove, flags.F.EnableV2FrontendNamer = true, true, true
	flags.F.NumIngressWorkers, flags.F.NumL4Workers, flags.F.NumL4NetLBWorkers = 4, 4, 4
	// The controllers log every step.
	if os.Getenv("EKS2GKE_GKE_LOG") == "" {
		klog.SetLogger(logr.Discard())
	}
}

// Namer makes the names of the controllers' objects in the cloud.
func Namer() *namer.Namer { return namer.NewNamer(clusterName, "", klog.TODO()) }

// Run starts the L7 controller and both L4 controllers, as GKE does with the default flags, but for one: here a
// Service that nobody marked gets its external load balancer from the same controller as a marked one.
// On GKE another program would make it, and this one would not show that it is public.
func Run(clients Clients, g *Cloud, stop chan struct{}) error {
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
	all, err := gcecontext.NewControllerContext(clients.Kube, clients.BackendConfigs, clients.FrontendConfigs, nil, clients.EndpointGroups,
		nil, nil, nil, nil, clients.Kube, g.Cloud, Namer(), clusterUID, configuration, logger)
	if err != nil {
		return err
	}
	ingresses := controller.NewLoadBalancerController(all, stop, logger)
	internal := l4controllers.NewILBController(all, stop, logger)
	external := l4controllers.NewL4NetLBController(all, stop, logger)
	all.Start(stop)
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
