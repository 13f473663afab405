package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

// Some tests need a process that can be ended at any moment or run under other
// limits: the test binary starts itself again with childJob set, and does one
// of these instead of its tests. What a child has to say it writes to its
// standard output.
const childJob = "REDTHREAD_TEST_CHILD"

var childJobs = map[string]func(args []string){
	"write":    writeUntilKilled,
	"migrate":  migrateUntilKilled,
	"big case": writeBigChange,
	"hold":     holdCase,
	"do":       doUntilKilled,
}

func TestMain(m *testing.M) {
	if job, ok := childJobs[os.Getenv(childJob)]; ok {
		job(os.Args[1:])
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child prepares this binary to do a job in a process of its own.
func child(t testing.TB, job string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Env = append(os.Environ(), childJob+"="+job)
	return cmd
}

// childOptions are the world of a child: a true clock, true randomness, and
// the state folder of the computer it plays on.
func childOptions(state string) Options {
	return Options{Now: time.Now, Author: "Tester", Replica: ID{1}, StateDir: state}
}

// holdCase opens a case, says so and waits to be killed. args: path, state folder.
func holdCase(args []string) {
	c, err := Open(context.Background(), args[0], childOptions(args[1]))
	if err != nil {
		fmt.Println("error", err)
		return
	}
	fmt.Println("open")
	time.Sleep(time.Minute)
	fmt.Println("nobody killed the holder of", c.Path())
}

// killSelf ends this process as a power cut would: nothing is tidied up.
func killSelf() {
	if p, err := os.FindProcess(os.Getpid()); err == nil {
		_ = p.Kill()
	}
	select {}
}
