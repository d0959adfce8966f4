package cli_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"corsplain/internal/cli"
)

var update = flag.Bool("update", false, "rewrite the golden files of the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"corsplain": func() {
			streams := cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, LookupEnv: os.LookupEnv}
			os.Exit(cli.Run(context.Background(), os.Args[1:], streams))
		},
	})
}

// TestScripts runs testdata/script. Besides testscript's own commands they
// have serve (stage_test.go), exits and interrupts.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("COLUMNS", "80")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve":      serveCommand,
			"exits":      exits,
			"interrupts": interrupts,
		},
	})
}

// exits runs a command that is to end with a status: exits 2 corsplain …
func exits(ts *testscript.TestScript, negated bool, arguments []string) {
	if negated || len(arguments) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND [ARGUMENT...]")
	}
	want, err := strconv.Atoi(arguments[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(arguments[1], arguments[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// interrupts runs a command, sends it an interrupt when the staged server has
// got a request from it, and checks the status: interrupts LOG STATUS
// COMMAND…
func interrupts(ts *testscript.TestScript, negated bool, arguments []string) {
	if negated || len(arguments) < 3 {
		ts.Fatalf("usage: interrupts LOG STATUS COMMAND [ARGUMENT...]")
	}
	log := ts.MkAbs(arguments[0])
	want, err := strconv.Atoi(arguments[1])
	ts.Check(err)
	path, err := exec.LookPath(arguments[2])
	ts.Check(err)
	var stderr strings.Builder
	command := exec.Command(path, arguments[3:]...)
	command.Stderr = &stderr
	ts.Check(command.Start())
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if content, _ := os.ReadFile(log); len(content) > 0 {
			break
		}
	}
	ts.Check(command.Process.Signal(syscall.SIGINT))
	command.Wait()
	if got := command.ProcessState.ExitCode(); got != want {
		ts.Fatalf("exit status %d, want %d; %s", got, want, stderr.String())
	}
}
