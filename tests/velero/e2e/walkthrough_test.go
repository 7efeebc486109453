package e2e

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

const walkthrough = "../../../docs/walkthrough.md"

// The application of docs/walkthrough.md, on the source.
func storeObjects() []object {
	front := ingress("store", "front", object{"scheme": "internet-facing", "target-type": "ip", "healthcheck-path": "/healthz",
		"listen-ports": `[{"HTTP": 80}, {"HTTPS": 443}]`, "ssl-redirect": "443",
		"certificate-arn": "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-1111-2222-3333-444455556666",
		"wafv2-acl-arn":   "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/store/0a1b"})
	office := ingress("store", "back-office", object{"scheme": "internal", "target-type": "ip"})
	for _, one := range []object{front, office} {
		set(one, object{"service": object{"name": text(one, "metadata", "name"), "port": object{"number": 80}}}, "spec", "defaultBackend")
		remove(one, "spec", "rules")
	}
	return []object{
		{"apiVersion": "v1", "kind": "Namespace", "metadata": object{"name": "store"}},
		service("store", "front", nil, object{"type": "ClusterIP"}),
		service("store", "back-office", nil, object{"type": "ClusterIP"}),
		service("store", "orders", object{"scheme": "internal", "type": "external", "nlb-target-type": "ip"},
			object{"type": "LoadBalancer", "loadBalancerSourceRanges": []any{"10.1.0.0/16"}}),
		front, office,
	}
}

// Runs the commands of the page in their order and compares what they print with the page.
// EKS2GKE_UPDATE_PAGES=1 writes what they print into it, to be read like any other change.
func TestTheWalkthroughIsWhatHappens(t *testing.T) {
	page, err := os.ReadFile(walkthrough)
	if err != nil {
		t.Fatal(err)
	}
	targetWithGKE(t)
	source, err := stack.startVelero(stack.source, "source-velero", []string{stack.awsPlugin()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(source.stop)
	w := newWalker(t)
	result := blocks.ReplaceAllStringFunc(string(page), func(block string) string {
		parts := blocks.FindStringSubmatch(block)
		if parts[1] != "console" {
			w.write(parts[2], parts[3])
			return block
		}
		if strings.Contains(parts[3], "velero plugin get") {
			// A server takes in the backups of a bucket when it starts, and then once a minute.
			if err := stack.awaitBackup(attentiveTarget(t, w.settings), "store"); err != nil {
				t.Fatal(err)
			}
		}
		command, _, _ := strings.Cut(strings.TrimPrefix(parts[3], "$ "), "\n")
		return "```console\n$ " + command + "\n" + w.steady(w.run(command)) + "```\n"
	})
	if os.Getenv("EKS2GKE_UPDATE_PAGES") != "" && os.Getenv("CI") == "" {
		if err := os.WriteFile(walkthrough, []byte(result), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if expected := string(page); result != expected {
		t.Errorf("the commands print something else than %s; from the first difference on:\n%s", walkthrough, from(expected, result))
	}
}

var blocks = regexp.MustCompile("(?s)```(console|yaml) ?([a-z.]*)\n(.*?)```\n")

// Steps of the page, in one folder, with one kubeconfig.
type walker struct {
	t           *testing.T
	folder      string
	environment []string
	settings    string            // applied on the target
	addresses   map[string]string // as they are told
	given       map[string]int    // how many of a network
}

func newWalker(t *testing.T) *walker {
	t.Helper()
	w := &walker{t: t, folder: t.TempDir(), addresses: map[string]string{}, given: map[string]int{}}
	programs := filepath.Join(w.folder, "bin")
	if err := os.Mkdir(programs, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, program := range map[string]string{"velero": filepath.Join(stack.tools, "velero"), "eks2gke": stack.companion} {
		if err := os.Symlink(program, filepath.Join(programs, name)); err != nil {
			t.Fatal(err)
		}
	}
	kubeconfig := filepath.Join(w.folder, "kubeconfig")
	if err := os.WriteFile(kubeconfig, []byte(bothClusters()), 0o600); err != nil {
		t.Fatal(err)
	}
	w.environment = []string{"PATH=" + programs + ":" + os.Getenv("PATH"), "HOME=" + w.folder, "KUBECONFIG=" + kubeconfig}
	return w
}

func bothClusters() string {
	list := func(entry func(name string, c *cluster) string) string {
		return "[" + entry("eks", stack.source) + ", " + entry("gke", stack.target) + "]\n"
	}
	return "apiVersion: v1\nkind: Config\n" +
		"contexts: " + list(func(name string, _ *cluster) string {
		return fmt.Sprintf("{name: %s, context: {cluster: %s, user: admin}}", name, name)
	}) +
		"clusters: " + list(func(name string, c *cluster) string {
		return fmt.Sprintf("{name: %s, cluster: {server: 'https://127.0.0.1:%s', certificate-authority: '%s/apiserver.crt'}}", name, c.port, c.folder)
	}) +
		"users: [{name: admin, user: {token: '" + adminToken + "'}}]\n"
}

func (w *walker) write(name, content string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.folder, name), []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// What it prints, on both streams.
func (w *walker) run(line string) string {
	w.t.Helper()
	if file, isApply := strings.CutPrefix(line, "kubectl --context gke apply -f "); isApply {
		return w.apply(file)
	}
	command := exec.Command("sh", "-c", line)
	command.Dir, command.Env = w.folder, w.environment
	var printed bytes.Buffer
	command.Stdout, command.Stderr = &printed, &printed
	if err := command.Run(); err != nil {
		w.t.Fatalf("$ %s\n%s%v", line, printed.String(), err)
	}
	return strings.ReplaceAll(printed.String(), w.folder, "~")
}

// kubectl is no part of these tests: what it would send is sent, and what it would say is said.
func (w *walker) apply(file string) string {
	w.t.Helper()
	content, err := os.ReadFile(filepath.Join(w.folder, file))
	if err != nil {
		w.t.Fatal(err)
	}
	var item object
	if err := yaml.Unmarshal(content, &item); err != nil {
		w.t.Fatal(err)
	}
	w.settings = text(item, "data", "settings.yaml")
	if err := stack.target.create(item); err != nil && !isStatus(err, http.StatusConflict) {
		w.t.Fatal(err)
	}
	return fmt.Sprintf("%s/%s created\n", strings.ToLower(text(item, "kind")), text(item, "metadata", "name"))
}

// Without what differs from run to run.
func (w *walker) steady(printed string) string {
	for _, one := range []struct{ pattern, replacement string }{
		{`\x1b\[[0-9;]*m`, ""},
		{`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d( \+0000 UTC)?`, "2026-11-23 12:00:00$1"},
		{`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`, "2026-11-23T12:00:00Z"},
		{`"made":\d+`, `"made":1795435200`},
		{`(continue in the background\.)\n\.*\n`, "$1\n...\n"}, // a point a second
	} {
		printed = regexp.MustCompile(one.pattern).ReplaceAllString(printed, one.replacement)
	}
	// Other tests took addresses before: the first here is told as the first that there is.
	return addresses.ReplaceAllStringFunc(printed, func(address string) string {
		network := address[:strings.LastIndex(address, ".")]
		if w.addresses[address] == "" {
			w.given[network]++
			w.addresses[address] = fmt.Sprintf("%s.%d", network, w.given[network]+1)
		}
		return w.addresses[address]
	})
}

// Of the in-memory cloud: inside and outside.
var addresses = regexp.MustCompile(`\b(10\.128\.1|203\.0\.100)\.\d+\b`)

func from(expected, found string) string {
	wanted, lines := strings.Split(expected, "\n"), strings.Split(found, "\n")
	for i := range lines {
		if i >= len(wanted) || wanted[i] != lines[i] {
			end := min(len(lines), i+12)
			wantedLine := ""
			if i < len(wanted) {
				wantedLine = wanted[i]
			}
			return fmt.Sprintf("line %d, expected %q, found:\n%s", i+1, wantedLine, strings.Join(lines[i:end], "\n"))
		}
	}
	return "the page has more lines"
}
