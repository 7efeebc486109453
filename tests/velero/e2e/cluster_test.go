package e2e

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const adminToken = "admin-token-of-the-tests"

type object = map[string]any

// A Kubernetes API server and what one needs to talk to it.
type cluster struct {
	name       string
	folder     string
	port       string
	kubeconfig string
	client     *http.Client
	server     *process
}

func startCluster(s settings, folder, name, etcd, serviceRange string) (*cluster, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	c := &cluster{name: name, folder: filepath.Join(folder, name), port: port}
	c.kubeconfig = filepath.Join(c.folder, "kubeconfig")
	if err := os.MkdirAll(c.folder, 0o700); err != nil {
		return nil, err
	}
	if err := writeServiceAccountKey(filepath.Join(c.folder, "sa.key")); err != nil {
		return nil, err
	}
	tokens := filepath.Join(c.folder, "tokens.csv")
	if err := os.WriteFile(tokens, []byte(adminToken+",admin,admin,system:masters\n"), 0o600); err != nil {
		return nil, err
	}
	policy, err := c.writeAuditPolicy()
	if err != nil {
		return nil, err
	}
	c.server, err = startProcess(c.folder, name+"-apiserver", os.Environ(), filepath.Join(s.tools, "kube-apiserver"),
		"--etcd-servers="+etcd, "--etcd-prefix=/"+name, "--etcd-compaction-interval=1m",
		"--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none",
		"--secure-port="+port, "--cert-dir="+c.folder, "--token-auth-file="+tokens, "--authorization-mode=RBAC",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+c.folder+"/sa.key", "--service-account-signing-key-file="+c.folder+"/sa.key",
		"--service-cluster-ip-range="+serviceRange, "--disable-admission-plugins=ServiceAccount", "--allow-privileged=true",
		"--audit-policy-file="+policy, "--audit-log-path="+c.auditLog())
	return c, err
}

func (c *cluster) awaitReady() error {
	err := c.server.await("it is ready", func() bool { return c.connect() == nil })
	if err != nil {
		return err
	}
	text := fmt.Sprintf("apiVersion: v1\nkind: Config\ncurrent-context: c\n"+
		"contexts: [{name: c, context: {cluster: c, user: u}}]\n"+
		"clusters: [{name: c, cluster: {server: 'https://127.0.0.1:%s', certificate-authority: '%s/apiserver.crt'}}]\n"+
		"users: [{name: u, user: {token: '%s'}}]\n", c.port, c.folder, adminToken)
	return os.WriteFile(c.kubeconfig, []byte(text), 0o600)
}

// The server makes its own certificate when it starts.
func (c *cluster) connect() error {
	certificate, err := os.ReadFile(filepath.Join(c.folder, "apiserver.crt"))
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(certificate) {
		return errors.New("no certificate yet")
	}
	c.client = &http.Client{Timeout: time.Minute, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	return c.call(http.MethodGet, "/readyz", nil, nil)
}

type statusError struct {
	code int
	text string
}

func (e statusError) Error() string { return e.text }

func isStatus(err error, code int) bool {
	var status statusError
	return errors.As(err, &status) && status.code == code
}

// body and result are JSON values; result may be nil. An answer of 400 and above is a statusError.
func (c *cluster) call(method, path string, body, result any) error {
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, "https://127.0.0.1:"+c.port+path, content)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+adminToken)
	request.Header.Set("Content-Type", "application/json")
	answer, err := c.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= 400 {
		return statusError{answer.StatusCode, fmt.Sprintf("%s %s %s: %d %s", c.name, method, path, answer.StatusCode, strings.TrimSpace(string(text)))}
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(text, result)
}

func (c *cluster) get(path string) (object, error) {
	var found object
	err := c.call(http.MethodGet, path, nil, &found)
	return found, err
}

// The objects of a list, which must exist.
func (c *cluster) list(path string) ([]object, error) {
	var found struct {
		Items []object `json:"items"`
	}
	err := c.call(http.MethodGet, path, nil, &found)
	return found.Items, err
}

func (c *cluster) exists(path string) bool {
	return c.call(http.MethodGet, path, nil, nil) == nil
}

// "/api/v1/namespaces/shop/services"; nameSpace is "" for what has none.
func collection(apiVersion, plural, nameSpace string) string {
	path := "/apis/" + apiVersion
	if !strings.Contains(apiVersion, "/") {
		path = "/api/" + apiVersion
	}
	if nameSpace != "" {
		path += "/namespaces/" + nameSpace
	}
	return path + "/" + plural
}
