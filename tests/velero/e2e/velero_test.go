package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const veleroNamespace = "/apis/velero.io/v1/namespaces/velero"

// The objects of `velero install` are needed whole: a built-in action reads the Deployment.
func (s *servers) installVelero() error {
	for _, c := range []*cluster{s.source, s.target} {
		if c == nil {
			return fmt.Errorf("no API server, no Velero")
		}
		text, err := output(s.cliEnvironment(c), filepath.Join(s.tools, "velero"), "--kubeconfig", c.kubeconfig, "install", "--dry-run", "-o", "json",
			"--provider", "velero.io/aws", "--bucket", bucket, "--no-secret", "--plugins", awsImage, "--use-volume-snapshots=false",
			"--backup-location-config", "region=us-east-1,s3ForcePathStyle=true,s3Url="+s.s3)
		if err != nil {
			return err
		}
		var all struct {
			Items []object `json:"items"`
		}
		if err := json.Unmarshal([]byte(text), &all); err != nil {
			return err
		}
		for _, item := range append(all.Items, s3Credentials()) {
			if item["kind"] == "BackupStorageLocation" {
				set(item, object{"name": "cloud-credentials", "key": "cloud"}, "spec", "credential")
				set(item, "1s", "spec", "backupSyncPeriod")
			}
			if err := c.create(item); err != nil {
				return err
			}
		}
	}
	return nil
}

func s3Credentials() object {
	return object{"apiVersion": "v1", "kind": "Secret", "metadata": object{"name": "cloud-credentials", "namespace": "velero"},
		"stringData": object{"cloud": fmt.Sprintf("[default]\naws_access_key_id=%s\naws_secret_access_key=%s\n", accessKey, secretKey)}}
}

// Posts an object of any kind. The resource of a new CRD is served a moment after the CRD is there.
func (c *cluster) create(item object) error {
	apiVersion, kind := item["apiVersion"].(string), item["kind"].(string)
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		plural, namespaced, err := c.resourceOf(apiVersion, kind)
		if err == nil {
			nameSpace := ""
			if namespaced {
				nameSpace = text(item, "metadata", "namespace")
			}
			err = c.call(http.MethodPost, collection(apiVersion, plural, nameSpace), item, nil)
			if err == nil || !isStatus(err, http.StatusNotFound) {
				return err
			}
		}
		if time.Now().After(end) {
			return err
		}
	}
}

func (c *cluster) resourceOf(apiVersion, kind string) (plural string, namespaced bool, err error) {
	var known struct {
		Resources []struct {
			Name       string `json:"name"`
			Kind       string `json:"kind"`
			Namespaced bool   `json:"namespaced"`
		} `json:"resources"`
	}
	if err := c.call(http.MethodGet, strings.TrimSuffix(collection(apiVersion, "", ""), "/"), nil, &known); err != nil {
		return "", false, err
	}
	for _, resource := range known.Resources {
		if resource.Kind == kind && !strings.Contains(resource.Name, "/") {
			return resource.Name, resource.Namespaced, nil
		}
	}
	return "", false, fmt.Errorf("%s has no %s in %s", c.name, kind, apiVersion)
}

// A Velero server on a cluster, with its own plugin folder.
type velero struct {
	*process
	plugins   string
	temporary string
}

// startVelero runs a server with these executables as plugins. wrap changes how it is started.
func (s *servers) startVelero(c *cluster, name string, plugins []string, wrap func(*launch)) (*velero, error) {
	s.launches++
	name = fmt.Sprintf("%s-%d", name, s.launches) // a log of its own for each start
	home := filepath.Join(s.folder, name)
	v := &velero{plugins: filepath.Join(home, "plugins"), temporary: filepath.Join(home, "tmp")}
	for _, folder := range []string{v.plugins, v.temporary} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, err
		}
	}
	for _, plugin := range plugins {
		if err := copyExecutable(plugin, filepath.Join(v.plugins, filepath.Base(plugin))); err != nil {
			return nil, err
		}
	}
	metrics, err := freePort()
	if err != nil {
		return nil, err
	}
	l := &launch{
		program: filepath.Join(s.tools, "velero"),
		// The empty argument is handed on to the plugins, too.
		arguments: []string{"server", "--namespace", "velero", "--plugin-dir", v.plugins, "--log-format", "json",
			"--metrics-address", "127.0.0.1:" + metrics, "--profiler-address", ""},
		environment: []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TMPDIR=" + v.temporary,
			"VELERO_SCRATCH_DIR=" + v.temporary, "VELERO_NAMESPACE=velero", "KUBECONFIG=" + c.kubeconfig},
	}
	if wrap != nil {
		wrap(l)
	}
	if v.process, err = startProcess(s.folder, name, l.environment, l.program, l.arguments...); err != nil {
		return nil, err
	}
	s.started = append(s.started, v.process)
	if err := v.await("it works", func() bool { return startedWorkers(v.log()) && s.locationAvailable(c) }); err != nil {
		return v, err
	}
	// While it starts, the server marks restores that it finds in progress as failed; one that comes in
	// the same moment as the workers start was marked too.
	time.Sleep(time.Second)
	return v, nil
}

type launch struct {
	program     string
	arguments   []string
	environment []string
}

func startedWorkers(log string) bool {
	for _, line := range strings.Split(log, "\n") {
		if strings.Contains(line, "Starting workers") && strings.Contains(line, `"controller":"restore"`) {
			return true
		}
	}
	return false
}

func (s *servers) locationAvailable(c *cluster) bool {
	location, err := c.get(veleroNamespace + "/backupstoragelocations/default")
	return err == nil && text(location, "status", "phase") == "Available"
}

func copyExecutable(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o755)
}

func (s *servers) cliEnvironment(c *cluster) []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + s.folder, "KUBECONFIG=" + c.kubeconfig}
}

// Runs Velero's command line on a cluster.
func (s *servers) cli(c *cluster, arguments ...string) (string, error) {
	return output(s.cliEnvironment(c), filepath.Join(s.tools, "velero"), append([]string{"--kubeconfig", c.kubeconfig, "--namespace", "velero", "--colorized=false"}, arguments...)...)
}

func (s *servers) awsPlugin() string { return filepath.Join(s.tools, "velero-plugin-for-aws") }
