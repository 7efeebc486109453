package controllers

import (
	"context"
	"sync/atomic"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	kubefake "k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"
	backendconfigfake "k8s.io/ingress-gce/pkg/backendconfig/client/clientset/versioned/fake"
	frontendconfigfake "k8s.io/ingress-gce/pkg/frontendconfig/client/clientset/versioned/fake"
	svcnegfake "k8s.io/ingress-gce/pkg/svcneg/client/clientset/versioned/fake"

	"eks2gke.io/tests/gke/loadbalancing"
)

// What is made by the controllers has its names from there.
type (
	outcome        = loadbalancing.Outcome
	forwardingRule = loadbalancing.ForwardingRule
	backend        = loadbalancing.Backend
	healthCheck    = loadbalancing.HealthCheck
	firewall       = loadbalancing.Firewall
)

// A GKE cluster: clients that hold the objects, Google's cloud, and the real controllers between them.
type gkeCluster struct {
	kube            *kubefake.Clientset
	backendConfigs  *backendconfigfake.Clientset
	frontendConfigs *frontendconfigfake.Clientset
	cloud           *loadbalancing.Cloud
	writes          atomic.Int64 // by the controllers, Events not counted
	stop            chan struct{}
}

func newCluster() (*gkeCluster, error) {
	cloud, err := loadbalancing.NewCloud()
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
	nodes, err := c.cloud.Nodes()
	if err != nil {
		return err
	}
	for _, node := range nodes {
		if _, err := c.kube.CoreV1().Nodes().Create(context.Background(), node, metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	return c.addService(loadbalancing.DefaultBackend())
}

func (c *gkeCluster) run() error {
	clients := loadbalancing.Clients{Kube: c.kube, BackendConfigs: c.backendConfigs, FrontendConfigs: c.frontendConfigs,
		EndpointGroups: svcnegfake.NewSimpleClientset()}
	return loadbalancing.Run(clients, c.cloud, c.stop)
}
