package e2e

import (
	"debug/elf"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
)

const (
	awsImage       = "velero/velero-plugin-for-aws:v1.14.3"
	ourImage       = "registry.example.com/backup/velero-plugin-eks-to-gke:0.1.0"
	nextImage      = "registry.example.com/backup/velero-plugin-eks-to-gke:0.2.0"
	userOfTheImage = 65532
	deploymentPath = "/apis/apps/v1/namespaces/velero/deployments/velero"
)

func TestThePluginIsInstalledUpgradedAndRemovedByVelerosCommands(t *testing.T) {
	wantGKEKinds(t, true)
	before := podOfVelero(t)
	command(t, "plugin", "add", ourImage, "--confirm")
	t.Cleanup(func() { restorePod(t, before) })
	expectOurContainer(t, ourImage)

	server := startPodOfVelero(t)
	expectOurActions(t, 1)
	result := server.restore(t, "installed", sampleBackup, "--namespace-mappings", sampleNamespace+":installed")
	expectCompleted(t, result)
	expectSampleTranslated(t, "installed")
	expectReportSelected(t, "installed")
	server.stop()

	command(t, "plugin", "remove", ourImage)
	command(t, "plugin", "add", nextImage, "--confirm")
	expectOurContainer(t, nextImage)
	upgraded := startPodOfVelero(t)
	expectOurActions(t, 1)
	upgraded.stop()

	command(t, "plugin", "remove", nextImage)
	if after := podOfVelero(t); !reflect.DeepEqual(before, after) {
		t.Errorf("`velero plugin remove` leaves something:\n before %v\n after  %v", before, after)
	}
	startPodOfVelero(t)
	expectOurActions(t, 0)
}

// What a second `plugin add` without `remove` does: Velero gives the container a name of its own, and
// the file of the later one is there, once.
func TestTwoVersionsAddedAreOnePlugin(t *testing.T) {
	before := podOfVelero(t)
	t.Cleanup(func() { restorePod(t, before) })
	command(t, "plugin", "add", ourImage, "--confirm")
	command(t, "plugin", "add", nextImage, "--confirm")
	if count := len(initContainers(t)); count != 3 {
		t.Errorf("%d init containers", count)
	}
	startPodOfVelero(t)
	expectOurActions(t, 1)
}

// The selector that docs/install.md gives for what is left behind.
func expectReportSelected(t *testing.T, restore string) {
	t.Helper()
	reports, err := stack.target.list(settingsPath + "?labelSelector=app.kubernetes.io%2Fmanaged-by%3Deks2gke")
	if err != nil {
		t.Fatal(err)
	}
	for _, report := range reports {
		if text(report, "metadata", "name") == "eks2gke-report-"+restore {
			return
		}
	}
	t.Errorf("the report of %s is not among the %d ConfigMaps with our label", restore, len(reports))
}

func command(t *testing.T, arguments ...string) {
	t.Helper()
	if _, err := stack.cli(stack.target, arguments...); err != nil {
		t.Fatal(err)
	}
}

func podOfVelero(t *testing.T) object {
	t.Helper()
	deployment, err := stack.target.get(deploymentPath)
	if err != nil {
		t.Fatal(err)
	}
	pod, isObject := at(deployment, "spec", "template").(object)
	if !isObject {
		t.Fatalf("the Deployment of Velero has no template: %v", deployment)
	}
	return pod
}

func restorePod(t *testing.T, pod object) {
	t.Helper()
	deployment, err := stack.target.get(deploymentPath)
	if err != nil {
		t.Fatal(err)
	}
	set(deployment, pod, "spec", "template")
	if err := stack.target.call(http.MethodPut, deploymentPath, deployment, nil); err != nil {
		t.Fatal(err)
	}
}

func initContainers(t *testing.T) []object {
	t.Helper()
	listed, _ := at(podOfVelero(t), "spec", "initContainers").([]any)
	var containers []object
	for _, one := range listed {
		containers = append(containers, one.(object))
	}
	return containers
}

// What the image relies on: no command and no arguments of Velero's, and the volume of plugins at /target.
func expectOurContainer(t *testing.T, image string) {
	t.Helper()
	count := 0
	for _, container := range initContainers(t) {
		if text(container, "image") != image {
			continue
		}
		count++
		if container["command"] != nil || container["args"] != nil {
			t.Errorf("the entry point of the image is not what runs: %v", container)
		}
		mounts := []any{object{"name": "plugins", "mountPath": "/target"}}
		if !reflect.DeepEqual(container["volumeMounts"], mounts) {
			t.Errorf("mounts %v", container["volumeMounts"])
		}
	}
	if count != 1 {
		t.Errorf("%d init containers of %s in %v", count, image, initContainers(t))
	}
}

func expectOurActions(t *testing.T, times int) {
	t.Helper()
	listed, err := stack.cli(stack.target, "plugin", "get")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"aws-only", "ingress", "pull-secret", "service", "workload"} {
		if strings.Count(listed, "eks2gke.io/"+name+" ") != times {
			t.Errorf("eks2gke.io/%s is not listed %d times:\n%s", name, times, listed)
		}
	}
}

// A new pod of Velero's Deployment: its init containers, in order and into one empty volume, then the server.
func startPodOfVelero(t *testing.T) *velero {
	t.Helper()
	root := t.TempDir()
	volume := filepath.Join(root, "target")
	for _, folder := range []string{volume, filepath.Join(root, "plugins")} {
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// As the kubelet makes an emptyDir.
	if err := os.Chmod(volume, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, container := range initContainers(t) {
		switch image := text(container, "image"); image {
		case awsImage:
			if err := copyExecutable(stack.awsPlugin(), filepath.Join(volume, "velero-plugin-for-aws")); err != nil {
				t.Fatal(err)
			}
		case ourImage, nextImage:
			runOurImage(t, root)
		default:
			t.Fatalf("nobody knows the image %q", image)
		}
	}
	return targetVelero(t, nil, func(l *launch) {
		for i, argument := range l.arguments {
			if argument == "--plugin-dir" {
				l.arguments[i+1] = volume
			}
		}
	})
}

// Runs the entry point as the image does: nothing but its files, its user, no arguments and no environment.
func runOurImage(t *testing.T, root string) {
	t.Helper()
	installer := filepath.Join(filepath.Dir(stack.plugin), "install-plugin")
	plugin := filepath.Join(root, "plugins", "velero-plugin-eks-to-gke")
	for from, to := range map[string]string{stack.plugin: plugin, installer: filepath.Join(root, "install-plugin")} {
		if err := copyExecutable(from, to); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command(filepath.Join(root, "install-plugin"), filepath.Join(root, "target"), plugin)
	if os.Getuid() == 0 && isStatic(t, installer) {
		run = exec.Command("/install-plugin")
		run.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: userOfTheImage, Gid: userOfTheImage}}
		run.Dir = "/"
	} else {
		t.Log("install-plugin runs outside of its image: it is not static, or this is not root")
	}
	run.Env = []string{}
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("install-plugin: %v: %s", err, said)
	}
}

func isStatic(t *testing.T, path string) bool {
	t.Helper()
	file, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, part := range file.Progs {
		if part.Type == elf.PT_INTERP {
			return false
		}
	}
	return true
}
