package bounded

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"redthread/app/capture/document"
)

// The test binary starts itself as a child: with the word "read" as the true
// reader, with "probe" as one that misbehaves as its request asks it to.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "read":
			if err := Serve(os.Stdin, os.Stdout); err != nil {
				os.Exit(1)
			}
			os.Exit(0)
		case "probe":
			probe()
			os.Exit(0)
		case "parent":
			parent(os.Args[2])
			os.Exit(0)
		}
	}
	os.Exit(m.Run())
}

func self(t testing.TB) string {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

// probe is a child under the limits of a true one; Name says what it does, and
// the title of its answer what came of it.
func probe() {
	if err := confine(); err != nil {
		os.Exit(2)
	}
	go orphaned()
	r := bufio.NewReader(os.Stdin)
	for {
		var q Request
		if receive(r, &q) != nil {
			return
		}
		word, rest, _ := strings.Cut(q.Name, " ")
		said := ""
		switch word {
		case "pid":
			said = fmt.Sprint(os.Getpid())
		case "crash":
			os.Exit(7)
		case "hang":
			time.Sleep(time.Hour)
		case "half":
			_, _ = os.Stdout.Write([]byte{0, 0, 1, 0, '{'})
			os.Exit(0)
		case "garbage":
			b := []byte("this is no answer")
			_, _ = os.Stdout.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...))
			continue
		case "huge":
			_, _ = os.Stdout.Write(binary.BigEndian.AppendUint32(nil, largest+1))
			for b := make([]byte, 1<<20); ; {
				if _, err := os.Stdout.Write(b); err != nil {
					return
				}
			}
		case "bomb":
			debug.SetGCPercent(-1) // straight to the limit
			var all [][]byte
			for range 256 {
				b := make([]byte, 64<<20)
				for i := 0; i < len(b); i += 4096 {
					b[i] = 1
				}
				all = append(all, b)
			}
			said = fmt.Sprint("got ", len(all))
		case "write":
			err := os.WriteFile(rest, []byte("a child was here"), 0o600)
			said = outcome(err)
		case "remove":
			said = outcome(os.Remove(rest))
		case "own":
			path := filepath.Join(os.TempDir(), "own")
			said = outcome(os.WriteFile(path, []byte("mine"), 0o600)) + " " + path
		case "long":
			err := os.WriteFile(filepath.Join(os.TempDir(), "long"), make([]byte, 65<<20), 0o600)
			said = outcome(err)
		case "socket":
			said = outcome(socket())
		case "tired":
			_ = send(os.Stdout, reply{Tired: true})
			return
		case "spawn":
			said = spawn()
		}
		if send(os.Stdout, reply{Document: document.Document{Title: said}}) != nil {
			return
		}
	}
}

func outcome(err error) string {
	if err != nil {
		return "refused"
	}
	return "done"
}

// parent is a program with a pool whose child is at work; it writes down the
// child's number and waits to be killed.
func parent(note string) {
	exe, err := os.Executable()
	if err != nil {
		os.Exit(1)
	}
	p := NewPool(1, exe, "probe")
	doc, err := p.Read(ctxOfChild, Request{Name: "pid"})
	if err != nil || os.WriteFile(note, []byte(doc.Title), 0o600) != nil || os.Rename(note, note+".there") != nil {
		os.Exit(1)
	}
	_, _ = p.Read(ctxOfChild, Request{Name: "hang"})
}
