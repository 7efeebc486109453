// gke-controllers plays GKE for a cluster of the tests: it makes GKE's kinds known, runs the real controllers of
// k8s.io/ingress-gce against the cluster's API server over a Google Cloud in memory, and stands in for the
// controller of network endpoint groups. GET / tells the load balancers as JSON. It never touches a cloud.
//
// usage: gke-controllers KUBECONFIG HOST:PORT
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/go-logr/logr"
	crdclient "k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/ingress-gce/pkg/backendconfig"
	backendconfigclient "k8s.io/ingress-gce/pkg/backendconfig/client/clientset/versioned"
	"k8s.io/ingress-gce/pkg/crd"
	"k8s.io/ingress-gce/pkg/frontendconfig"
	frontendconfigclient "k8s.io/ingress-gce/pkg/frontendconfig/client/clientset/versioned"
	"k8s.io/ingress-gce/pkg/svcneg"
	svcnegclient "k8s.io/ingress-gce/pkg/svcneg/client/clientset/versioned"

	"eks2gke.io/tests/gke/loadbalancing"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: gke-controllers KUBECONFIG HOST:PORT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "gke-controllers:", err)
		os.Exit(1)
	}
}

func run(kubeconfig, address string) error {
	loadbalancing.SetFlags()
	configuration, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	configuration.QPS, configuration.Burst = 200, 400
	if err := addKinds(configuration); err != nil {
		return err
	}
	clients, err := clientsOf(configuration)
	if err != nil {
		return err
	}
	google, err := loadbalancing.NewCloud()
	if err != nil {
		return err
	}
	if err := addWhatEveryClusterHas(clients.Kube, google); err != nil {
		return err
	}
	if err := loadbalancing.Run(clients, google, make(chan struct{})); err != nil {
		return err
	}
	go keepEndpointGroups(clients)
	return http.ListenAndServe(address, answer(google))
}

// The kinds are made by the code with which GKE's controllers do it.
func addKinds(configuration *rest.Config) error {
	client, err := crdclient.NewForConfig(configuration)
	if err != nil {
		return err
	}
	handler := crd.NewCRDHandler(client, logr.Discard())
	for _, description := range []*crd.CRDMeta{backendconfig.CRDMeta(), frontendconfig.CRDMeta(), svcneg.CRDMeta()} {
		if _, err := handler.EnsureCRD(description, true); err != nil {
			return err
		}
	}
	return nil
}

func clientsOf(configuration *rest.Config) (clients loadbalancing.Clients, err error) {
	var failures [4]error
	clients.Kube, failures[0] = kubernetes.NewForConfig(configuration)
	clients.BackendConfigs, failures[1] = backendconfigclient.NewForConfig(configuration)
	clients.FrontendConfigs, failures[2] = frontendconfigclient.NewForConfig(configuration)
	clients.EndpointGroups, failures[3] = svcnegclient.NewForConfig(configuration)
	return clients, errors.Join(failures[:]...)
}

// What is there already, of an earlier start, stays.
func addWhatEveryClusterHas(kube kubernetes.Interface, google *loadbalancing.Cloud) error {
	background := context.Background()
	nodes, err := google.Nodes()
	if err != nil {
		return err
	}
	for _, node := range nodes {
		if _, err := kube.CoreV1().Nodes().Create(background, node, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
			return err
		}
	}
	service := loadbalancing.DefaultBackend()
	_, err = kube.CoreV1().Services(service.Namespace).Create(background, service, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

// "NAMESPACE/NAME" of an Ingress or Service -> what was made of it.
func answer(google *loadbalancing.Cloud) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, _ *http.Request) {
		made, err := google.LoadBalancers()
		if err == nil {
			err = json.NewEncoder(response).Encode(made)
		}
		if err != nil {
			http.Error(response, err.Error(), http.StatusInternalServerError)
		}
	})
}
