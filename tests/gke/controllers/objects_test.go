package controllers

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/api/compute/v1"
	apiv1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
	backendconfigv1 "k8s.io/ingress-gce/pkg/apis/backendconfig/v1"
	frontendconfigv1beta1 "k8s.io/ingress-gce/pkg/apis/frontendconfig/v1beta1"

	"eks2gke.io/tests/gke/golden"
)

// Puts one object into the cluster, in the given namespace instead of its own. Kinds that the
// controllers do not look at are left out.
func (c *gkeCluster) add(object golden.Object, nameSpace string) error {
	background := context.Background()
	switch object.Kind() {
	case "Ingress":
		ingress := &networkingv1.Ingress{}
		if err := object.Into(ingress); err != nil {
			return err
		}
		ingress.Namespace, ingress.UID = nameSpace, uidOf(object, nameSpace)
		return c.addIngress(ingress)
	case "Service":
		service := &apiv1.Service{}
		if err := object.Into(service); err != nil {
			return err
		}
		service.Namespace, service.UID = nameSpace, uidOf(object, nameSpace)
		return c.addService(service)
	case "Secret":
		secret := &apiv1.Secret{}
		if err := object.Into(secret); err != nil {
			return err
		}
		secret.Namespace = nameSpace
		_, err := c.kube.CoreV1().Secrets(nameSpace).Create(background, secret, metav1.CreateOptions{})
		return err
	case "BackendConfig":
		backendConfig := &backendconfigv1.BackendConfig{}
		if err := object.Into(backendConfig); err != nil {
			return err
		}
		backendConfig.Namespace = nameSpace
		if err := c.addLoginClient(backendConfig); err != nil {
			return err
		}
		_, err := c.backendConfigs.CloudV1().BackendConfigs(nameSpace).Create(background, backendConfig, metav1.CreateOptions{})
		return err
	case "FrontendConfig":
		frontendConfig := &frontendconfigv1beta1.FrontendConfig{}
		if err := object.Into(frontendConfig); err != nil {
			return err
		}
		frontendConfig.Namespace = nameSpace
		_, err := c.frontendConfigs.NetworkingV1beta1().FrontendConfigs(nameSpace).Create(background, frontendConfig, metav1.CreateOptions{})
		return err
	}
	return nil
}

// The Secret of a login's OAuth client that a BackendConfig names: a person makes it before a restore.
func (c *gkeCluster) addLoginClient(config *backendconfigv1.BackendConfig) error {
	if config.Spec.Iap == nil || config.Spec.Iap.OAuthClientCredentials == nil {
		return nil
	}
	secret := &apiv1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: config.Spec.Iap.OAuthClientCredentials.SecretName, Namespace: config.Namespace},
		Data:       map[string][]byte{"client_id": []byte("id"), "client_secret": []byte("secret")},
	}
	_, err := c.kube.CoreV1().Secrets(config.Namespace).Create(context.Background(), secret, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

// Of two Services without, the controllers give both the same names in the cloud.
func uidOf(object golden.Object, nameSpace string) types.UID {
	return types.UID(object.Kind() + "-" + nameSpace + "-" + object.Name())
}

// Plays GKE's controller of managed certificates, which names the certificates in another annotation.
func (c *gkeCluster) addIngress(ingress *networkingv1.Ingress) error {
	if names := ingress.Annotations["networking.gke.io/managed-certificates"]; names != "" {
		var certificates []string
		if given := ingress.Annotations["ingress.gcp.kubernetes.io/pre-shared-cert"]; given != "" {
			certificates = append(certificates, given)
		}
		for _, name := range strings.Split(names, ",") {
			certificates = append(certificates, "mcrt-"+strings.TrimSpace(name))
		}
		ingress.Annotations["ingress.gcp.kubernetes.io/pre-shared-cert"] = strings.Join(certificates, ",")
	}
	if err := c.prepareCloud(ingress); err != nil {
		return err
	}
	_, err := c.kube.NetworkingV1().Ingresses(ingress.Namespace).Create(context.Background(), ingress, metav1.CreateOptions{})
	return err
}

func (c *gkeCluster) addService(service *apiv1.Service) error {
	if err := fillIn(service); err != nil {
		return err
	}
	if err := c.prepareCloud(service); err != nil {
		return err
	}
	_, err := c.kube.CoreV1().Services(service.Namespace).Create(context.Background(), service, metav1.CreateOptions{})
	return err
}

// What a Kubernetes API server fills in.
func fillIn(service *apiv1.Service) error {
	spec := &service.Spec
	if spec.Type == "" {
		spec.Type = apiv1.ServiceTypeClusterIP
	}
	if spec.SessionAffinity == "" {
		spec.SessionAffinity = apiv1.ServiceAffinityNone
	}
	if len(spec.IPFamilies) == 0 {
		spec.IPFamilies = []apiv1.IPFamily{apiv1.IPv4Protocol}
	}
	hasNodePorts := spec.Type == apiv1.ServiceTypeNodePort || spec.Type == apiv1.ServiceTypeLoadBalancer
	if hasNodePorts && spec.ExternalTrafficPolicy == "" {
		spec.ExternalTrafficPolicy = apiv1.ServiceExternalTrafficPolicyCluster
	}
	if spec.Type == apiv1.ServiceTypeLoadBalancer && spec.ExternalTrafficPolicy == apiv1.ServiceExternalTrafficPolicyLocal && spec.HealthCheckNodePort == 0 {
		spec.HealthCheckNodePort = 32100
	}
	for index := range spec.Ports {
		port := &spec.Ports[index]
		if port.Protocol == "" {
			port.Protocol = apiv1.ProtocolTCP
		}
		if port.TargetPort == (intstr.IntOrString{}) {
			port.TargetPort = intstr.FromInt32(port.Port)
		}
		if hasNodePorts && port.NodePort == 0 {
			port.NodePort = 32000 + int32(index)
		}
	}
	if service.Namespace == "" || service.Name == "" {
		return fmt.Errorf("a Service needs a name and a namespace")
	}
	return nil
}

// The static addresses and subnetworks that annotations name: a person makes them before a restore.
func (c *gkeCluster) prepareCloud(object metav1.Object) error {
	annotations := object.GetAnnotations()
	for _, key := range []string{"networking.gke.io/internal-load-balancer-subnet", "networking.gke.io/load-balancer-subnet"} {
		if name := annotations[key]; name != "" {
			if err := c.cloud.AddSubnetwork(name); err != nil {
				return err
			}
		}
	}
	if name := annotations["kubernetes.io/ingress.global-static-ip-name"]; name != "" {
		return c.cloud.Reserve(&compute.Address{Name: name, AddressType: "EXTERNAL"}, true)
	}
	if name := annotations["kubernetes.io/ingress.regional-static-ip-name"]; name != "" {
		return c.cloud.Reserve(&compute.Address{Name: name, AddressType: "INTERNAL", Purpose: "SHARED_LOADBALANCER_VIP"}, false)
	}
	tier := strings.ToUpper(annotations["cloud.google.com/network-tier"])
	if tier != "STANDARD" {
		tier = "PREMIUM"
	}
	for _, name := range strings.Split(annotations["networking.gke.io/load-balancer-ip-addresses"], ",") {
		address := &compute.Address{Name: strings.TrimSpace(name), AddressType: "EXTERNAL", NetworkTier: tier}
		if isMarkedInternal(object) {
			address.AddressType = "INTERNAL"
		}
		if address.Name == "" {
			continue
		}
		if err := c.cloud.Reserve(address, false); err != nil {
			return err
		}
	}
	return nil
}

// The class of a Service wins over its annotation.
func isMarkedInternal(object metav1.Object) bool {
	if service, isService := object.(*apiv1.Service); isService && service.Spec.LoadBalancerClass != nil {
		return *service.Spec.LoadBalancerClass == "networking.gke.io/l4-regional-internal"
	}
	return object.GetAnnotations()["networking.gke.io/load-balancer-type"] == "Internal"
}
