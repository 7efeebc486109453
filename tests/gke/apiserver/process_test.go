package apiserver

import (
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

// A server of this test run; its output is in a file.
type process struct {
	name    string
	logFile string
	command *exec.Cmd
	ended   chan struct{}
}

var starts = make(chan func())

func init() {
	// A child with Pdeathsig ends with the thread that started it, so one thread starts them all and
	// stays: then no server outlives a run that is killed.
	go func() {
		runtime.LockOSThread()
		for start := range starts {
			start()
		}
	}()
}

func startProcess(folder, program string, arguments ...string) (*process, error) {
	name := filepath.Base(program)
	p := &process{name: name, logFile: filepath.Join(folder, name+".log"), ended: make(chan struct{})}
	log, err := os.Create(p.logFile)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	p.command = exec.Command(program, arguments...)
	p.command.Dir, p.command.Stdout, p.command.Stderr = folder, log, log
	p.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := make(chan error)
	starts <- func() { started <- p.command.Start() }
	if err := <-started; err != nil {
		return nil, err
	}
	go func() {
		p.command.Wait() //nolint:errcheck // how it ended is in its log
		close(p.ended)
	}()
	return p, nil
}

// SIGTERM, and SIGKILL when that does not help.
func (p *process) stop() {
	p.command.Process.Signal(syscall.SIGTERM) //nolint:errcheck // it may have ended
	select {
	case <-p.ended:
	case <-time.After(10 * time.Second):
		p.command.Process.Kill() //nolint:errcheck // as above
		<-p.ended
	}
}

// Waits until ready says yes. An error quotes the end of the log.
func (p *process) await(what string, ready func() bool) error {
	for end := time.Now().Add(patience); !ready(); {
		select {
		case <-p.ended:
			return fmt.Errorf("%s ended before %s:\n%s", p.name, what, p.lastLines())
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(end) {
			return fmt.Errorf("%s: not within %v: %s:\n%s", p.name, patience, what, p.lastLines())
		}
	}
	return nil
}

func (p *process) lastLines() string {
	text, err := os.ReadFile(p.logFile)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-15):], "\n")
}

// A port where nobody listens now.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

func listens(port string) bool {
	connection, err := net.Dial("tcp", "127.0.0.1:"+port)
	if err != nil {
		return false
	}
	connection.Close() //nolint:errcheck // nothing was sent
	return true
}
