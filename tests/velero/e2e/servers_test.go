package e2e

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
)

const (
	bucket    = "backups"
	accessKey = "tests"
	secretKey = "tests-secret"
)

// Everything that runs while the tests run.
type servers struct {
	settings
	folder   string
	s3       string // URL
	source   *cluster
	target   *cluster
	started  []*process
	launches int
}

func startServers(s settings) (*servers, error) {
	folder, err := os.MkdirTemp("/tmp", "eks2gke-e2e-") // short: plugin sockets are below it
	if err != nil {
		return nil, err
	}
	all := &servers{settings: s, folder: folder}
	return all, errors.Join(all.startStorage(), all.startClusters(), all.installVelero())
}

func (s *servers) start(name string, program string, arguments ...string) (*process, error) {
	p, err := startProcess(s.folder, name, os.Environ(), filepath.Join(s.tools, program), arguments...)
	if err == nil {
		s.started = append(s.started, p)
	}
	return p, err
}

func (s *servers) startStorage() error {
	// Neither path may begin with the other's text.
	data, metadata := filepath.Join(s.folder, "s3-data"), filepath.Join(s.folder, "meta-of-s3")
	for _, path := range []string{filepath.Join(data, bucket), metadata} {
		if err := os.MkdirAll(path, 0o700); err != nil {
			return err
		}
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	s.s3 = "http://127.0.0.1:" + port
	gateway, err := s.start("versitygw", "versitygw", "--port", "127.0.0.1:"+port, "--access", accessKey, "--secret", secretKey,
		"--region", "us-east-1", "--keep-alive", "posix", "--sidecar", metadata, data)
	if err != nil {
		return err
	}
	return gateway.await("it listens", func() bool { return listens(port) })
}

func (s *servers) startClusters() error {
	client, err := freePort()
	if err != nil {
		return err
	}
	peer, err := freePort()
	if err != nil {
		return err
	}
	url, peerURL := "http://127.0.0.1:"+client, "http://127.0.0.1:"+peer
	etcd, err := s.start("etcd", "etcd", "--name=e", "--data-dir="+filepath.Join(s.folder, "etcd"), "--unsafe-no-fsync",
		"--listen-client-urls="+url, "--advertise-client-urls="+url, "--listen-peer-urls="+peerURL,
		"--initial-advertise-peer-urls="+peerURL, "--initial-cluster=e="+peerURL)
	if err != nil {
		return err
	}
	if err := etcd.await("it listens", func() bool { return listens(client) }); err != nil {
		return err
	}
	if s.source, err = startCluster(s.settings, s.folder, "source", url, "10.100.0.0/16"); err != nil {
		return err
	}
	s.started = append(s.started, s.source.server)
	if s.target, err = startCluster(s.settings, s.folder, "target", url, "10.200.0.0/16"); err != nil {
		return err
	}
	s.started = append(s.started, s.target.server)
	return errors.Join(s.source.awaitReady(), s.target.awaitReady())
}

// Keeps the folder, with all logs in it, when something failed.
func (s *servers) stop(passed bool) {
	for i := len(s.started) - 1; i >= 0; i-- {
		s.started[i].stop()
	}
	if passed {
		os.RemoveAll(s.folder) //nolint:errcheck // a left-over folder fails nothing
		return
	}
	fmt.Fprintf(os.Stderr, "the logs of all servers are in %s\n", s.folder)
}

func listens(port string) bool {
	connection, err := net.Dial("tcp", "127.0.0.1:"+port)
	if err != nil {
		return false
	}
	connection.Close() //nolint:errcheck // nothing was sent
	return true
}

func writeServiceAccountKey(path string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	return os.WriteFile(path, text, 0o600)
}
