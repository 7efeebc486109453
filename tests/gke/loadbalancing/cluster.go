package loadbalancing

import (
	"strings"

	"github.com/GoogleCloudPlatform/k8s-cloud-provider/pkg/cloud"
	"github.com/GoogleCloudPlatform/k8s-cloud-provider/pkg/cloud/meta"
	apiv1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/ingress-gce/pkg/test"
)

// Nodes makes the machines of a cluster in the cloud; the caller puts them into the cluster.
func (g *Cloud) Nodes() ([]*apiv1.Node, error) {
	return test.CreateAndInsertNodes(g.Cloud, []string{"node-1"}, zone)
}

// DefaultBackend is the Service behind what nobody serves: every GKE cluster has it.
func DefaultBackend() *apiv1.Service {
	return &apiv1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "kube-system", Name: "default-http-backend",
			Annotations: map[string]string{"cloud.google.com/neg": `{"ingress":true}`}},
		Spec: apiv1.ServiceSpec{Ports: []apiv1.ServicePort{{Name: "http", Port: 80}}},
	}
}

// Zone is where the nodes and the endpoint groups are.
const Zone = zone

// EndpointGroupLink is how the cloud names a network endpoint group.
func EndpointGroupLink(name string) string {
	return cloud.SelfLink(meta.VersionGA, project, "networkEndpointGroups", meta.ZonalKey(name, zone))
}

// LoadBalancers are those that stand now, by the "NAMESPACE/NAME" of their Ingress or Service.
func (g *Cloud) LoadBalancers() (map[string]*Outcome, error) {
	state, err := g.State()
	if err != nil {
		return nil, err
	}
	made := map[string]*Outcome{}
	for _, rule := range state.Rules {
		owner := OwnerOf(rule.Description)
		nameSpace, name, _ := strings.Cut(owner, "/")
		if made[owner] != nil {
			continue
		}
		if made[owner], err = state.OutcomeOf(nameSpace, name); err != nil {
			return nil, err
		}
	}
	return made, nil
}
