package suite

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sirupsen/logrus"
)

// What a person reads in the server's log, or with `velero restore logs`.
type hostLog struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

type logLine map[string]any

func (l *hostLog) Write(line []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(line)
}

func (l *hostLog) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

// The lines that pick says yes to.
func (l *hostLog) lines(t *testing.T, pick func(logLine) bool) []logLine {
	t.Helper()
	var picked []logLine
	for _, text := range strings.Split(strings.TrimSpace(l.String()), "\n") {
		var line logLine
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatalf("the host's log has a line that is no JSON: %q", text)
		}
		if pick(line) {
			picked = append(picked, line)
		}
	}
	return picked
}

func (line logLine) has(key, value string) bool {
	text, isText := line[key].(string)
	return isText && text == value
}

func TestFindingsReachTheLogAtTheirLevel(t *testing.T) {
	h := startHost(t, logrus.DebugLevel)
	h.execute(t, "eks2gke.io/ingress", internalIngress)
	lines := h.said(t, "shop/web")
	if len(lines) == 0 {
		t.Fatalf("nothing about the Ingress in the log:\n%s", h.log)
	}
	levels := map[string]int{}
	for _, line := range lines {
		levels[line["level"].(string)]++
		for key, want := range map[string]string{"kind": "Ingress", "pluginName": "velero-plugin-eks-to-gke", "cmd": h.command} {
			if !line.has(key, want) {
				t.Errorf("%s is %v, not %q, in %v", key, line[key], want, line)
			}
		}
		if source, _ := line["logSource"].(string); !strings.Contains(source, ".cpp:") {
			t.Errorf("the log line does not name our source: %v", line)
		}
		if message, _ := line["msg"].(string); message == "" {
			t.Errorf("a log line without a message: %v", line)
		}
	}
	if levels["info"] == 0 || levels["warning"] == 0 || len(levels) != 2 {
		t.Errorf("findings at the levels %v, expected some at info and some at warning", levels)
	}
	for _, line := range lines {
		verdict, isFinding := line["verdict"].(string)
		wantLevel := "info"
		if slices.Contains([]string{"needs-action", "invalid", "unknown", "refused"}, verdict) {
			wantLevel = "warning"
		}
		if isFinding && !line.has("level", wantLevel) {
			t.Errorf("expected at %s: %v", wantLevel, line)
		}
	}
}

func TestEveryLineOfThePluginIsParsed(t *testing.T) {
	h := startHost(t, logrus.DebugLevel)
	for _, sample := range samples {
		h.execute(t, sample.action, sample.object)
	}
	h.manager.CleanupClients()
	raw := h.log.lines(t, func(line logLine) bool {
		message, _ := line["msg"].(string)
		return line.has("cmd", h.command) && strings.HasPrefix(strings.TrimSpace(message), "{")
	})
	if len(raw) > 0 {
		t.Errorf("the host could not parse %d lines: %v", len(raw), raw)
	}
	ready := h.log.lines(t, func(line logLine) bool { return line.has("msg", "ready") && line.has("cmd", h.command) })
	if len(ready) != 2 {
		t.Errorf("two processes were started at debug level, and %d said that they are ready", len(ready))
	}
}
