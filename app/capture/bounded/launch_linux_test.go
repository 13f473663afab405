package bounded

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func socket() error {
	for _, family := range []int{unix.AF_INET, unix.AF_INET6, unix.AF_UNIX, unix.AF_NETLINK} {
		for _, kind := range []int{unix.SOCK_STREAM, unix.SOCK_DGRAM, unix.SOCK_RAW} {
			if fd, err := unix.Socket(family, kind, 0); err == nil {
				_ = unix.Close(fd)
				return nil
			}
		}
	}
	return os.ErrPermission
}

// spawn shows that what a child starts has no more rights than it: a shell
// tries to write beside it.
func spawn() string {
	out, err := exec.Command("sh", "-c", "echo > ../beside && echo wrote").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "wrote") {
		return "refused"
	}
	return "done"
}

// landlocked tells whether this kernel has Landlock.
func landlocked() bool {
	_, _, e := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	return e == 0
}

func TestChildHasOnlyItsOwnFolder(t *testing.T) {
	if !landlocked() {
		t.Skip("this kernel has no Landlock")
	}
	p := pool(t, 1, "probe")
	dir := t.TempDir()
	path := filepath.Join(dir, "precious")
	if err := os.WriteFile(path, []byte("as it was"), 0o600); err != nil {
		t.Fatal(err)
	}
	for what, want := range map[string]string{
		"write " + path:                      "refused",
		"write " + filepath.Join(dir, "new"): "refused",
		"remove " + path:                     "refused",
		"write " + os.DevNull:                "done",
		"spawn":                              "refused",
		"long":                               "refused",
		"write " + filepath.Join("/proc/self/", "oom_score_adj"): "refused",
	} {
		if got := ask(t, p, what); got != want {
			t.Errorf("%s was %s, want %s", what, got, want)
		}
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "as it was" {
		t.Errorf("the file holds %q, %v", b, err)
	}
	said := ask(t, p, "own")
	own, ok := strings.CutPrefix(said, "done ")
	if !ok {
		t.Fatalf("writing in its own folder was %s", said)
	}
	p.Close()
	if _, err := os.Stat(filepath.Dir(own)); !os.IsNotExist(err) {
		t.Errorf("the child's folder is still there: %v", err)
	}
}

func TestChildHasNoNetwork(t *testing.T) {
	if got := ask(t, pool(t, 1, "probe"), "socket"); got != "refused" {
		t.Errorf("a socket in the child was %s", got)
	}
}

// The thread that starts a child gives up rights; this program may not lose
// them, nor its threads grow in number.
func TestParentKeepsItsRights(t *testing.T) {
	dir := t.TempDir()
	threads := func() int {
		all, err := os.ReadDir("/proc/self/task")
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	p := pool(t, 1, "probe")
	ask(t, p, "tired")
	before := threads()
	for range 12 {
		ask(t, p, "tired")
	}
	if now := threads(); now > before+4 {
		t.Errorf("%d threads, %d before", now, before)
	}
	done := make(chan error)
	for range 50 {
		go func() {
			if err := socket(); err != nil {
				done <- err
				return
			}
			f, err := os.CreateTemp(dir, "*")
			if err == nil {
				err = f.Close()
			}
			done <- err
		}()
	}
	for range 50 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	all, err := filepath.Glob("/proc/self/task/*/status")
	if err != nil || len(all) == 0 {
		t.Fatal("no threads are told of", err)
	}
	for _, name := range all {
		if b, err := os.ReadFile(name); err == nil && strings.Contains(string(b), "Seccomp:\t2") {
			t.Errorf("%s lives on without its rights", name)
		}
	}
}

func TestNoDeadChildLingers(t *testing.T) {
	p := NewPool(2, self(t), "probe")
	ask(t, p, "pid")
	_, _ = p.Read(t.Context(), Request{Name: "crash"})
	ask(t, p, "pid")
	p.Close()
	for _, dead := range children(t) {
		t.Errorf("a child is left: %s", dead)
	}
}

// children lists this process's children, dead ones too.
func children(t *testing.T) (all []string) {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(stats) == 0 {
		t.Fatal("no processes are told of", err)
	}
	for _, name := range stats {
		b, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		after := string(b[strings.LastIndexByte(string(b), ')')+1:])
		if f := strings.Fields(after); len(f) > 1 && f[1] == strconv.Itoa(os.Getpid()) {
			all = append(all, string(b[:min(40, len(b))]))
		}
	}
	return all
}

func TestChildrenEndWithTheirParent(t *testing.T) {
	note := filepath.Join(t.TempDir(), "pid")
	cmd := exec.Command(self(t), "parent", note)
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	for range 200 {
		if b, err := os.ReadFile(note + ".there"); err == nil {
			if pid, err = strconv.Atoi(string(b)); err != nil {
				t.Fatal(err)
			}
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if pid == 0 {
		t.Fatal("the parent never had a child")
	}
	for range 100 {
		b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if err != nil || strings.Contains(string(b), ") Z ") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the child of a killed program goes on")
}
