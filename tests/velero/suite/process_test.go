package suite

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sirupsen/logrus"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func TestWhatIsNoObjectIsAnErrorAndTheProcessLives(t *testing.T) {
	raw := startRaw(t)
	pid := raw.client.ReattachConfig().Pid
	for _, item := range []string{"", "null", "[]", `"text"`, "42", "{", `{"kind":"Ingress"`, "{} {}", "\x00\xff\xfe", `{"kind":"\ud800"`, strings.Repeat("[", 100000)} {
		for _, action := range actionNames() {
			answer, err := raw.execute(action, item)
			short := item[:min(len(item), 20)]
			if err == nil {
				t.Errorf("%s took %q and answered %q", action, short, answer.GetItem())
				continue
			}
			if code := status.Code(err); code != codes.Unknown {
				t.Errorf("%s answered %q with code %v: %v", action, short, code, err)
			}
			if message := status.Convert(err).Message(); message == "" || len(message) > 8<<10 || strings.ContainsAny(message, "\n\r") {
				t.Errorf("%s answered %q with the message %q", action, short, message)
			}
		}
	}
	if _, err := raw.execute("example.com/not-ours", internalIngress); err == nil {
		t.Error("an action that is not ours was executed")
	}
	if _, err := raw.execute("eks2gke.io/ingress", internalIngress); err != nil {
		t.Errorf("a good item after the bad ones: %v", err)
	}
	if raw.client.Exited() || raw.client.ReattachConfig().Pid != pid {
		t.Error("the process did not survive")
	}
}

func TestCleanupEndsTheProcessAndLeavesNothing(t *testing.T) {
	h := startHost(t, logrus.DebugLevel)
	h.execute(t, "eks2gke.io/ingress", internalIngress)
	if pids := running(h.command); len(pids) != 1 {
		t.Fatalf("processes: %v", pids)
	}
	start := time.Now()
	h.manager.CleanupClients()
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
	if pids := running(h.command); len(pids) > 0 {
		t.Errorf("processes %v are left", pids)
	}
	expectCleanExits(t, h, 2) // one was asked for the list of actions
	left, err := os.ReadDir(h.temporary)
	if err != nil || len(left) > 0 {
		t.Errorf("left in TMPDIR: %v (%v)", left, err)
	}
}

// The host says "plugin process exited" at info level for status 0, at error level for any other.
func expectCleanExits(t *testing.T, h *host, count int) {
	t.Helper()
	exits := func() []logLine {
		return h.log.lines(t, func(line logLine) bool {
			return line.has("cmd", h.command) && line.has("msg", "plugin process exited")
		})
	}
	eventually(t, 2*time.Second, "the host has noticed the end", func() bool { return len(exits()) >= count })
	for _, line := range exits() {
		if !line.has("level", "info") || line["error"] != nil {
			t.Errorf("not a clean end: %v", line)
		}
	}
	if len(exits()) != count {
		t.Errorf("%d processes ended, expected %d", len(exits()), count)
	}
	complaints := h.log.lines(t, func(line logLine) bool {
		text, _ := line["msg"].(string)
		// The host of Velero 1.14 says this of itself: it closes the pipe while it still reads.
		ownFault := strings.HasPrefix(text, "error encountered while scanning stdout")
		return line.has("cmd", h.command) && !ownFault &&
			(strings.Contains(text, "failed to exit gracefully") || line.has("level", "error"))
	})
	if len(complaints) > 0 {
		t.Errorf("the host complains: %v", complaints)
	}
}

func TestAKilledProcessIsReplaced(t *testing.T) {
	h := startHost(t, logrus.InfoLevel)
	h.execute(t, "eks2gke.io/workload", gatedDeployment)
	before := running(h.command)
	if len(before) != 1 {
		t.Fatalf("processes: %v", before)
	}
	pid, err := strconv.Atoi(before[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, 5*time.Second, "the host has noticed the death", func() bool {
		return strings.Contains(h.log.String(), "plugin process exited\",\"") && strings.Contains(h.log.String(), "signal: killed")
	})
	// The host logs the death a moment before it acts on it: a call in between meets the dead process.
	eventually(t, 5*time.Second, "a call succeeds again", func() bool {
		_, err := h.tryExecute(t, "eks2gke.io/workload", gatedDeployment)
		return err == nil
	})
	if after := running(h.command); len(after) != 1 || after[0] == before[0] {
		t.Errorf("processes %v after %v", after, before)
	}
}
