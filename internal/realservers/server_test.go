//go:build unix

package realservers

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	// startPatience is how long a server may take until it accepts
	// connections: a cold Tomcat on a busy machine is the slowest.
	startPatience = 50 * time.Second
	// stopPatience is how long it may take to end when it is asked to.
	stopPatience = 3 * time.Second
)

// A server is a running process, with all that it started itself.
type server struct {
	url     string // http://127.0.0.1:PORT
	command *exec.Cmd
	output  *lockedBuffer
	ended   chan struct{} // closed when the process is gone
}

// start runs the command in the site's directory until the test ends, and
// waits until it accepts connections. What it prints is shown if the test
// fails.
func start(t *testing.T, site *site, command *exec.Cmd) *server {
	t.Helper()
	address := net.JoinHostPort("127.0.0.1", site.port)
	server := &server{url: "http://" + address, command: command, output: &lockedBuffer{}, ended: make(chan struct{})}
	command.Dir = site.directory
	command.Env = append(command.Environ(), "PORT="+site.port, "ADDRESS="+address,
		// What a server keeps for itself stays in its directory.
		"HOME="+site.directory, "XDG_CONFIG_HOME="+site.directory, "XDG_DATA_HOME="+site.directory)
	command.Stdout, command.Stderr = server.output, server.output
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.WaitDelay = stopPatience
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		command.Wait()
		close(server.ended)
	}()
	t.Cleanup(func() {
		server.stop()
		if t.Failed() {
			t.Logf("%s printed:\n%s", command.Args[0], server.output)
		}
	})
	server.awaitReady(t, address)
	return server
}

func (server *server) awaitReady(t *testing.T, address string) {
	t.Helper()
	deadline := time.After(startPatience)
	for {
		connection, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			connection.Close()
			return
		}
		select {
		case <-server.ended:
			t.Fatalf("%s ended before it accepted connections: %v", server.command.Args[0], server.command.ProcessState)
		case <-deadline:
			t.Fatalf("%s accepts no connections on %s after %v", server.command.Args[0], address, startPatience)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// stop ends the process and its children, at first politely.
func (server *server) stop() {
	group := -server.command.Process.Pid
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		syscall.Kill(group, signal)
		select {
		case <-server.ended:
			// Whatever of the group outlived its leader.
			syscall.Kill(group, syscall.SIGKILL)
			return
		case <-time.After(stopPatience):
		}
	}
	<-server.ended
}

// A lockedBuffer takes what a process prints while a test may read it.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (buffer *lockedBuffer) Write(text []byte) (int, error) {
	buffer.mu.Lock()
	defer buffer.mu.Unlock()
	return buffer.buffer.Write(text)
}

// String is what was printed, but for the middle of it if it is long.
func (buffer *lockedBuffer) String() string {
	const shown = 2000
	buffer.mu.Lock()
	defer buffer.mu.Unlock()
	text := buffer.buffer.String()
	if len(text) <= 2*shown {
		return text
	}
	return text[:shown] + "\n…\n" + text[len(text)-shown:]
}

// linkNodeModules lets a site's scripts find the packages of testdata/node.
func (site *site) linkNodeModules(t *testing.T) {
	t.Helper()
	packages, err := os.Getwd()
	if err == nil {
		err = os.Symlink(packages+"/testdata/node/node_modules", site.directory+"/node_modules")
	}
	if err != nil {
		t.Fatal(err)
	}
}
