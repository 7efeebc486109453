package e2e

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

const patience = 90 * time.Second // a loaded machine is slow, and a passing run never waits

// A server that a test run starts; its output is in a file.
type process struct {
	name    string
	logFile string
	command *exec.Cmd
	ended   chan struct{}
}

var starts = make(chan func())

func init() {
	// The kernel ends a child with Pdeathsig when the *thread* that made it ends: so one thread makes
	// them all and lives as long as this process. No server outlives a test that was killed.
	go func() {
		runtime.LockOSThread()
		for start := range starts {
			start()
		}
	}()
}

func startProcess(folder, name string, environment []string, program string, arguments ...string) (*process, error) {
	p := &process{name: name, logFile: filepath.Join(folder, name+".log"), ended: make(chan struct{})}
	out, err := os.OpenFile(p.logFile, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	p.command = exec.Command(program, arguments...)
	p.command.Dir, p.command.Env = folder, environment
	p.command.Stdout, p.command.Stderr = out, out
	p.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := make(chan error)
	starts <- func() { started <- p.command.Start() }
	if err := <-started; err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	go func() {
		p.command.Wait() //nolint:errcheck // how it ended is in its log
		close(p.ended)
	}()
	return p, nil
}

// SIGTERM, and SIGKILL when that does not help.
func (p *process) stop() {
	if p == nil {
		return
	}
	p.command.Process.Signal(syscall.SIGTERM) //nolint:errcheck // it may have ended
	select {
	case <-p.ended:
	case <-time.After(10 * time.Second):
		p.command.Process.Kill() //nolint:errcheck // as above
		<-p.ended
	}
}

func (p *process) log() string {
	text, err := os.ReadFile(p.logFile)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// Waits until ready says yes. An error quotes the end of the log.
func (p *process) await(what string, ready func() bool) error {
	end := time.Now().Add(patience)
	for !ready() {
		select {
		case <-p.ended:
			return fmt.Errorf("%s ended before %s:\n%s", p.name, what, tail(p.log()))
		case <-time.After(10 * time.Millisecond):
		}
		if time.Now().After(end) {
			return fmt.Errorf("%s: not within %v: %s:\n%s", p.name, patience, what, tail(p.log()))
		}
	}
	return nil
}

func tail(log string) string {
	lines := strings.Split(strings.TrimSpace(log), "\n")
	return strings.Join(lines[max(0, len(lines)-15):], "\n")
}

// Runs a program to its end.
func output(environment []string, program string, arguments ...string) (string, error) {
	command := exec.Command(program, arguments...)
	command.Env = environment
	var complaints bytes.Buffer
	command.Stderr = &complaints
	text, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s%s", filepath.Base(program), strings.Join(arguments, " "), err, text, complaints.String())
	}
	return string(text), nil
}

// Nobody else listens there now; a port can be lost to a stranger before its server starts.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

// The processes that run this executable.
func running(executable string) []string {
	links, _ := filepath.Glob("/proc/[0-9]*/exe")
	var pids []string
	for _, link := range links {
		if target, err := os.Readlink(link); err == nil && target == executable {
			pids = append(pids, strings.Split(link, "/")[2])
		}
	}
	return pids
}
