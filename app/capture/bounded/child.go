package bounded

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// child is a running reader.
type child struct {
	cmd    *exec.Cmd
	in     *os.File // what it is asked
	out    *os.File // what it answers
	folder string   // the only place it may write in
	leash  func()   // lets go of what the system holds it by
	gone   chan struct{}
}

// start starts a child that may write in a folder of its own and nowhere else,
// where the system can see to that.
func start(command []string) (_ *child, err error) {
	c := &child{gone: make(chan struct{})}
	if c.folder, err = os.MkdirTemp("", "redthread-reader-*"); err != nil {
		return nil, err
	}
	var theirs []*os.File
	defer func() {
		for _, f := range theirs {
			_ = f.Close()
		}
		if err != nil {
			c.tidy()
		}
	}()
	asked, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	c.in, theirs = in, append(theirs, asked)
	out, answers, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	c.out, theirs = out, append(theirs, answers)
	nowhere, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	theirs = append(theirs, nowhere)
	c.cmd = exec.Command(command[0], command[1:]...)
	if own, err := os.Executable(); err == nil && own == command[0] {
		c.cmd.Args[0] = os.Args[0] // a program may tell its commands by the name it was called by
	}
	c.cmd.Env, c.cmd.Dir = environment(c.folder), c.folder
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = asked, answers, nowhere
	if c.leash, err = launch(c.cmd, c.folder); err != nil {
		return nil, err
	}
	go func() {
		_ = c.cmd.Wait() // at once, so that no dead child lingers in the system's list
		close(c.gone)
	}()
	return c, nil
}

// environment keeps what a program needs to run and nothing that tells of the
// person.
func environment(folder string) []string {
	var env []string
	for _, k := range []string{"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TESSDATA_PREFIX"} {
		if v, ok := os.LookupEnv(k); ok {
			env = append(env, k+"="+v)
		}
	}
	return append(env, "TMPDIR="+folder, "TEMP="+folder, "TMP="+folder, "GOTRACEBACK=none", "LC_ALL=C.UTF-8")
}

// ask has the child read a file. After an error the child is of no more use.
func (c *child) ask(ctx context.Context, q Request) (reply, error) {
	type answered struct {
		reply
		err error
	}
	done := make(chan answered, 1)
	go func() {
		var a answered
		if a.err = send(c.in, q); a.err == nil {
			a.err = receive(c.out, &a.reply)
		}
		done <- a
	}()
	timer := time.NewTimer(q.Patience)
	defer timer.Stop()
	select {
	case a := <-done:
		if a.err != nil {
			return reply{}, fmt.Errorf("%w (%w)", ErrDied, a.err)
		}
		return a.reply, nil
	case <-timer.C:
		c.end()
		<-done
		return reply{}, ErrTooLong
	case <-ctx.Done():
		c.end()
		<-done
		return reply{}, ctx.Err()
	}
}

// alive tells whether a child that waits for work is still there.
func (c *child) alive() bool {
	select {
	case <-c.gone:
		return false
	default:
		return true
	}
}

// end stops the child and whatever it started, waits until it is gone and
// removes what it wrote. It may be called again.
func (c *child) end() {
	if c.alive() {
		kill(c.cmd)
	}
	<-c.gone
	c.tidy()
}

func (c *child) tidy() {
	if c.leash != nil {
		c.leash()
	}
	for _, f := range []*os.File{c.in, c.out} {
		if f != nil {
			_ = f.Close()
		}
	}
	_ = os.RemoveAll(c.folder)
}
