package loadbalancing

// What the controllers made of one case, and what gke.yaml records. Names that the controllers make up,
// addresses and hashes are not in it.
type Outcome struct {
	// Services that an Ingress names and that are absent on purpose. Written by a person, and kept.
	AbsentServices []string `yaml:"absentServices,omitempty"`
	// Services that an Ingress names, that the case does not hold, and that were made for it.
	MadeServices    []string                     `yaml:"madeServices,omitempty"`
	Warnings        []string                     `yaml:"warnings,omitempty"` // only with absent Services
	ForwardingRules []ForwardingRule             `yaml:"forwardingRules"`
	DefaultBackend  string                       `yaml:"defaultBackend,omitempty"`
	Hosts           map[string]map[string]string `yaml:"hosts,omitempty"` // host -> path -> SERVICE:PORT
	Backends        map[string]Backend           `yaml:"backends,omitempty"`
	Firewalls       []Firewall                   `yaml:"firewalls,omitempty"`
	Finalizers      []string                     `yaml:"finalizers,omitempty"`
}

type ForwardingRule struct {
	Scheme       string   `yaml:"scheme"`
	Protocol     string   `yaml:"protocol"`
	Ports        string   `yaml:"ports"`
	IPVersion    string   `yaml:"ipVersion,omitempty"`
	Address      string   `yaml:"address,omitempty"` // the name of a static one
	NetworkTier  string   `yaml:"networkTier,omitempty"`
	GlobalAccess bool     `yaml:"globalAccess,omitempty"`
	Subnetwork   string   `yaml:"subnetwork,omitempty"`
	Redirect     string   `yaml:"redirect,omitempty"` // this rule only sends clients to HTTPS
	Certificates []string `yaml:"certificates,omitempty"`
	SSLPolicy    string   `yaml:"sslPolicy,omitempty"`
}

type Backend struct {
	Protocol           string      `yaml:"protocol"`
	TimeoutSec         int64       `yaml:"timeoutSec,omitempty"`
	DrainingSec        int64       `yaml:"drainingSec"`
	Affinity           string      `yaml:"affinity"`
	CookieTTLSec       int64       `yaml:"cookieTtlSec,omitempty"`
	SecurityPolicy     string      `yaml:"securityPolicy,omitempty"`
	CustomRequest      []string    `yaml:"requestHeaders,omitempty"`
	CustomResponse     []string    `yaml:"responseHeaders,omitempty"`
	LoggedShare        *float64    `yaml:"loggedShare,omitempty"`
	IdentityAware      bool        `yaml:"identityAwareProxy,omitempty"`
	ContentDelivery    bool        `yaml:"contentDelivery,omitempty"`
	HealthCheck        HealthCheck `yaml:"healthCheck,flow"`
	EndpointsAreGroups bool        `yaml:"endpointGroups"` // network endpoint groups, not instance groups
}

type HealthCheck struct {
	Type        string `yaml:"type"`
	Port        string `yaml:"port"`
	Path        string `yaml:"path,omitempty"`
	IntervalSec int64  `yaml:"intervalSec"`
	TimeoutSec  int64  `yaml:"timeoutSec"`
	Healthy     int64  `yaml:"healthy"`
	Unhealthy   int64  `yaml:"unhealthy"`
}

type Firewall struct {
	Allowed      []string `yaml:"allowed,flow"`
	SourceRanges []string `yaml:"sourceRanges,flow"`
}

func (o *Outcome) IsNothing() bool {
	return len(o.ForwardingRules) == 0 && len(o.Firewalls) == 0 && len(o.Finalizers) == 0
}

func (o *Outcome) IsExternal() bool {
	for _, rule := range o.ForwardingRules {
		if rule.IsExternal() {
			return true
		}
	}
	return false
}

// Whatever is not known to be inside is outside.
func (r ForwardingRule) IsExternal() bool {
	return r.Scheme != "INTERNAL" && r.Scheme != "INTERNAL_MANAGED"
}
