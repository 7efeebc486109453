package apiserver

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

const token = "token-of-the-tests"

// A Kubernetes API server, the etcd behind it, and a client that may do everything.
type apiServer struct {
	folder    string
	url       string
	client    *http.Client // nil until it is ready
	processes []*process
}

// The server has what was started, with an error too, so that it can be stopped.
func startServer(tools, folder string) (*apiServer, error) {
	s := &apiServer{folder: folder}
	store, err := s.startStore(tools)
	if err != nil {
		return s, err
	}
	port, err := freePort()
	if err != nil {
		return s, err
	}
	s.url = "https://127.0.0.1:" + port
	if err := errors.Join(writeKey(filepath.Join(folder, "accounts.key")),
		os.WriteFile(filepath.Join(folder, "tokens.csv"), []byte(token+",admin,admin,system:masters\n"), 0o600)); err != nil {
		return s, err
	}
	process, err := startProcess(folder, filepath.Join(tools, "kube-apiserver"), "--etcd-servers="+store,
		"--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none",
		"--secure-port="+port, "--cert-dir="+folder, "--token-auth-file=tokens.csv", "--authorization-mode=RBAC",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=accounts.key", "--service-account-signing-key-file=accounts.key",
		"--service-cluster-ip-range=10.100.0.0/16,fd00:100::/108", "--disable-admission-plugins=ServiceAccount", "--allow-privileged=true")
	if err != nil {
		return s, err
	}
	s.processes = append(s.processes, process)
	return s, process.await("it is ready", s.connect)
}

// Starts etcd and tells its URL.
func (s *apiServer) startStore(tools string) (string, error) {
	client, err := freePort()
	if err != nil {
		return "", err
	}
	peer, err := freePort()
	if err != nil {
		return "", err
	}
	url, peerURL := "http://127.0.0.1:"+client, "http://127.0.0.1:"+peer
	etcd, err := startProcess(s.folder, filepath.Join(tools, "etcd"), "--name=e", "--data-dir=etcd-data", "--unsafe-no-fsync",
		"--listen-client-urls="+url, "--advertise-client-urls="+url, "--listen-peer-urls="+peerURL,
		"--initial-advertise-peer-urls="+peerURL, "--initial-cluster=e="+peerURL)
	if err != nil {
		return "", err
	}
	s.processes = append(s.processes, etcd)
	return url, etcd.await("it listens", func() bool { return listens(client) })
}

func (s *apiServer) stop() {
	for index := len(s.processes) - 1; index >= 0; index-- {
		s.processes[index].stop()
	}
}

// The server makes its own certificate when it starts.
func (s *apiServer) connect() bool {
	certificate, err := os.ReadFile(s.certificate())
	roots := x509.NewCertPool()
	if err != nil || !roots.AppendCertsFromPEM(certificate) {
		return false
	}
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	s.client = client
	if found, err := s.call(http.MethodGet, "/readyz", nil); err != nil || found.code != http.StatusOK {
		s.client = nil
	}
	return s.client != nil
}

func (s *apiServer) certificate() string { return filepath.Join(s.folder, "apiserver.crt") }

type answer struct {
	code int
	text []byte
}

func (s *apiServer) post(path string, body any) (answer, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return answer{}, err
	}
	return s.call(http.MethodPost, path, text)
}

func (s *apiServer) call(method, path string, body []byte) (answer, error) {
	request, err := http.NewRequest(method, s.url+path, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	response, err := s.client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, text}, err
}

func writeKey(path string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	return os.WriteFile(path, text, 0o600)
}
