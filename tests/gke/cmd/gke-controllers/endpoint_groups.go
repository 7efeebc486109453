package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	apiv1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	negv1beta1 "k8s.io/ingress-gce/pkg/apis/svcneg/v1beta1"

	"eks2gke.io/tests/gke/loadbalancing"
)

const (
	groupsAnnotation = "cloud.google.com/neg"
	statusAnnotation = "cloud.google.com/neg-status"
)

// Stands in for GKE's controller of network endpoint groups: each port of a Service that is marked for Ingress gets a
// group, told in a ServiceNetworkEndpointGroup and in the Service's annotation. A failure is tried again.
func keepEndpointGroups(clients loadbalancing.Clients) {
	for ; ; time.Sleep(200 * time.Millisecond) {
		services, err := clients.Kube.CoreV1().Services(metav1.NamespaceAll).List(context.Background(), metav1.ListOptions{})
		if err != nil {
			fmt.Fprintln(os.Stderr, "gke-controllers: the Services were not listed:", err)
			continue
		}
		for _, service := range services.Items {
			if err := giveEndpointGroups(clients, &service); err != nil {
				fmt.Fprintf(os.Stderr, "gke-controllers: endpoint groups of %s/%s: %v\n", service.Namespace, service.Name, err)
			}
		}
	}
}

func giveEndpointGroups(clients loadbalancing.Clients, service *apiv1.Service) error {
	var marked struct {
		Ingress bool `json:"ingress"`
	}
	if json.Unmarshal([]byte(service.Annotations[groupsAnnotation]), &marked) != nil || !marked.Ingress || service.Annotations[statusAnnotation] != "" {
		return nil
	}
	names := map[string]string{}
	for _, port := range service.Spec.Ports {
		name := loadbalancing.Namer().NEG(service.Namespace, service.Name, port.Port)
		names[strconv.Itoa(int(port.Port))] = name
		group := &negv1beta1.ServiceNetworkEndpointGroup{ObjectMeta: metav1.ObjectMeta{Namespace: service.Namespace, Name: name},
			Status: negv1beta1.ServiceNetworkEndpointGroupStatus{NetworkEndpointGroups: []negv1beta1.NegObjectReference{
				{Id: "1", SelfLink: loadbalancing.EndpointGroupLink(name), NetworkEndpointType: negv1beta1.VmIpPortEndpointType, State: negv1beta1.ActiveState}}}}
		_, err := clients.EndpointGroups.NetworkingV1beta1().ServiceNetworkEndpointGroups(service.Namespace).Create(context.Background(), group, metav1.CreateOptions{})
		if err != nil && !apierrors.IsAlreadyExists(err) {
			return err
		}
	}
	status, err := json.Marshal(map[string]any{"network_endpoint_groups": names, "zones": []string{loadbalancing.Zone}})
	if err != nil {
		return err
	}
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"annotations": map[string]string{statusAnnotation: string(status)}}})
	if err != nil {
		return err
	}
	_, err = clients.Kube.CoreV1().Services(service.Namespace).Patch(context.Background(), service.Name, types.MergePatchType, patch, metav1.PatchOptions{})
	return err
}
