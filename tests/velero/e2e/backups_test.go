package e2e

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// One object of a backup, and where it belongs.
type stored struct {
	resource  string // "ingresses.networking.k8s.io"
	nameSpace string
	item      object
}

// Resources that every cluster makes for itself.
var ownResources = []string{"apiservices.apiregistration.k8s.io", "ipaddresses.networking.k8s.io", "servicecidrs.networking.k8s.io",
	"clusterroles.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io", "priorityclasses.scheduling.k8s.io",
	"prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", "flowschemas.flowcontrol.apiserver.k8s.io"}

func readArchive(path string) ([]stored, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	var found []stored
	for entries := tar.NewReader(unzipped); ; {
		entry, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		// resources/RESOURCE/namespaces/NAMESPACE/NAME.json or resources/RESOURCE/cluster/NAME.json
		parts := strings.Split(entry.Name, "/")
		if parts[0] != "resources" || strings.HasSuffix(parts[2], "-preferredversion") ||
			slices.Contains(ownResources, parts[1]) || strings.HasSuffix(entry.Name, ".velero.io.json") {
			continue
		}
		one := stored{resource: parts[1]}
		if parts[2] == "namespaces" {
			one.nameSpace = parts[3]
		}
		if err := json.NewDecoder(entries).Decode(&one.item); err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name, err)
		}
		found = append(found, one)
	}
}

// Velero itself would refuse to create some of these before others; the AWS webhook comes last,
// because nobody answers it and no Ingress could be created after it.
func rank(resource string) int {
	for i, prefix := range []string{"customresourcedefinitions.", "namespaces", "validatingwebhookconfigurations."} {
		if strings.HasPrefix(resource, prefix) {
			return []int{-2, -1, 1}[i]
		}
	}
	return 0
}

// Puts the objects of an archive into a cluster as they were: with finalizers and with status.
func (c *cluster) load(archive string) error {
	all, err := readArchive(archive)
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b stored) int { return rank(a.resource) - rank(b.resource) })
	for _, one := range all {
		if err := c.loadOne(one); err != nil {
			return err
		}
	}
	return nil
}

func (c *cluster) loadOne(one stored) error {
	status := one.item["status"]
	for _, key := range []string{"uid", "resourceVersion", "managedFields", "ownerReferences", "creationTimestamp", "generation"} {
		remove(one.item, "metadata", key)
	}
	if text(one.item, "spec", "clusterIP") != "None" {
		remove(one.item, "spec", "clusterIP")
		remove(one.item, "spec", "clusterIPs")
	}
	if err := c.create(one.item); err != nil && !isStatus(err, http.StatusConflict) {
		return err
	}
	loadBalancer, _ := at(object{"status": status}, "status", "loadBalancer", "ingress").([]any)
	if len(loadBalancer) == 0 {
		return nil
	}
	plural, _, _ := strings.Cut(one.resource, ".")
	path := collection(text(one.item, "apiVersion"), plural, one.nameSpace) + "/" + text(one.item, "metadata", "name")
	live, err := c.get(path)
	if err != nil {
		return err
	}
	live["status"] = status
	return c.call(http.MethodPut, path+"/status", live, nil)
}

const (
	sampleBackup = "sample"
	shopBackup   = "shop"
)

// Loads the examples into the source, and backs each up with the real Velero.
func (s *servers) makeBackups() error {
	// The shop brings the webhook of AWS, after which no Ingress can be created.
	if err := s.source.createEntrances(); err != nil {
		return fmt.Errorf("creating the entrances: %w", err)
	}
	for _, example := range []string{"eks-backup.tar.gz", "shop.tar.gz"} {
		if err := s.source.load(filepath.Join(s.examples, example)); err != nil {
			return fmt.Errorf("loading %s: %w", example, err)
		}
	}
	// A server takes in backups when it starts, if the location was known to be good before, and then
	// once a minute: a first start on the target saves that minute.
	first, err := s.startVelero(s.target, "target-velero", []string{s.awsPlugin()}, nil)
	if err != nil {
		return err
	}
	first.stop()
	// The server learns of the CRDs of the examples only when it starts.
	server, err := s.startVelero(s.source, "source-velero", []string{s.awsPlugin()}, nil)
	if err != nil {
		return err
	}
	defer server.stop()
	for name, scope := range map[string][]string{
		sampleBackup: {"--include-namespaces", "eks-sample-app"},
		edgeBackup:   {"--include-namespaces", "edge,edge-team"},
		shopBackup:   {"--include-namespaces", "shop,payments", "--include-cluster-resources=true"},
	} {
		arguments := append([]string{"backup", "create", name, "--snapshot-volumes=false"}, scope...)
		if _, err := s.cli(s.source, arguments...); err != nil {
			return err
		}
		path := veleroNamespace + "/backups/" + name
		err := server.await("backup "+name+" is complete", func() bool {
			backup, err := s.source.get(path)
			return err == nil && text(backup, "status", "phase") == "Completed"
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// A server on the target takes in the backups when it starts and the location is known to be good.
func (s *servers) awaitBackup(v *velero, name string) error {
	return v.await("it has found backup "+name, func() bool { return s.target.exists(veleroNamespace + "/backups/" + name) })
}

// How a restore went. Downloads are the DownloadRequests that existed at any time of it.
type restored struct {
	name      string
	object    object
	downloads []string
	took      time.Duration
}

func (r restored) phase() string { return text(r.object, "status", "phase") }

func (r restored) count(key string) int {
	number, _ := at(r.object, "status", key).(float64)
	return int(number)
}
