package command

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"redthread/app/capture/bounded"
	"redthread/app/capture/document"
)

// The program is asked to read by the hidden word, as the window and the
// command line do it: through a pool, in a process of its own.
func TestTheHiddenWordReads(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "redthread.exe")
	build := exec.Command("go", "build", "-tags", "nogui", "-o", program, "redthread")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	pool := bounded.NewPool(2, program, ReadWorker)
	defer pool.Close()
	write := func(name, text string) bounded.Request {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return bounded.Request{Path: path, Name: name, Limits: document.Usual()}
	}
	doc, err := pool.Read(t.Context(), write("letter.txt", "The first paragraph of a letter.\n\nAnd the second one.\n"))
	if err != nil || len(doc.Passages) != 2 || doc.Passages[1].Text != "And the second one." {
		t.Errorf("a text is read as %+v, %v", doc, err)
	}
	if doc, err = pool.Read(t.Context(), write("broken.pdf", "%PDF-1.7\nnothing of the kind")); !errors.Is(err, document.ErrDamaged) || len(doc.Passages) != 0 {
		t.Errorf("a broken file: %+v, %v", doc, err)
	}
	doc, err = pool.Read(t.Context(), write("page.html", "<html><title>A page</title><body><p>Said on a page of the web, at some length.</p></body></html>"))
	if err != nil || doc.Title != "A page" {
		t.Errorf("after a broken file it reads %+v, %v", doc, err)
	}
}
