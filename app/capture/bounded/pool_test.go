package bounded

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"redthread/app/capture/document"
	"redthread/app/capture/picture"
)

var ctxOfChild = context.Background()

func pool(t *testing.T, n int, word string) *Pool {
	t.Helper()
	p := NewPool(n, self(t), word)
	t.Cleanup(p.Close)
	return p
}

func file(t *testing.T, name, text string) Request {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Request{Path: path, Name: name, Limits: document.Usual()}
}

func ask(t *testing.T, p *Pool, what string) string {
	t.Helper()
	doc, err := p.Read(t.Context(), Request{Name: what})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return doc.Title
}

func TestChildReads(t *testing.T) {
	p := pool(t, 1, "read")
	for range 3 {
		doc, err := p.Read(t.Context(), file(t, "letter.txt", "First paragraph.\n\nSecond paragraph <b> & \"more\".\n"))
		if err != nil {
			t.Fatal(err)
		}
		if len(doc.Passages) != 2 || doc.Passages[1].Text != "Second paragraph <b> & \"more\"." || doc.Format != "text" {
			t.Errorf("the child read %+v", doc)
		}
	}
	if len(p.idle) != 1 {
		t.Errorf("%d children wait, want the one that read all three", len(p.idle))
	}
}

func TestFailuresKeepTheirReason(t *testing.T) {
	p := pool(t, 1, "read")
	for name, want := range map[string]error{"broken.pdf": document.ErrDamaged} {
		if _, err := p.Read(t.Context(), file(t, name, "%PDF-1.4\nnothing follows")); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	if _, err := p.Read(t.Context(), Request{Path: filepath.Join(t.TempDir(), "none"), Name: "none"}); !errors.Is(err, ErrDied) {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := p.Read(t.Context(), Request{Path: t.TempDir(), Name: "folder"}); !errors.Is(err, ErrDied) {
		t.Errorf("a folder: %v", err)
	}
	if doc, err := p.Read(t.Context(), file(t, "a.txt", "Still here.")); err != nil || len(doc.Passages) != 1 {
		t.Errorf("after the failures: %v, %v", doc, err)
	}
}

func TestMisbehaviourCostsOneFile(t *testing.T) {
	for _, tt := range []struct {
		what string
		want error
	}{
		{"crash", ErrDied}, {"half", ErrDied}, {"garbage", ErrDied}, {"huge", ErrDied}, {"hang", ErrTooLong}, {"bomb", ErrDied},
	} {
		t.Run(tt.what, func(t *testing.T) {
			if tt.what == "bomb" && runtime.GOOS != "linux" && runtime.GOOS != "windows" {
				t.Skip("this system has no limit of memory")
			}
			p := pool(t, 1, "probe")
			first := ask(t, p, "pid")
			if tt.what == "hang" {
				p.patient = 200 * time.Millisecond
			}
			if _, err := p.Read(t.Context(), Request{Name: tt.what}); !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
			p.patient = Patience
			if next := ask(t, p, "pid"); next == first {
				t.Error("the child went on after that")
			}
		})
	}
}

func TestDeadIdleChildIsReplaced(t *testing.T) {
	p := pool(t, 1, "probe")
	ask(t, p, "pid")
	c := p.idle[0]
	kill(c.cmd)
	<-c.gone
	ask(t, p, "pid")
}

func TestTiredChildGoes(t *testing.T) {
	p := pool(t, 1, "probe")
	ask(t, p, "tired")
	if len(p.idle) != 0 {
		t.Error("a tired child waits for more work")
	}
	ask(t, p, "pid")
}

func TestNothingToStart(t *testing.T) {
	p := NewPool(2, filepath.Join(t.TempDir(), "no such program"))
	for range 5 { // more than there are places: none may get lost
		if _, err := p.Read(t.Context(), Request{Name: "pid"}); err == nil || !strings.Contains(err.Error(), "starting a reader") {
			t.Fatalf("starting nothing gave %v", err)
		}
	}
}

func TestAnswersReachWhoAsked(t *testing.T) {
	p := pool(t, 3, "read")
	var wait sync.WaitGroup
	for i := range 12 {
		text := strings.Repeat(fmt.Sprintf("Letter %d says so. ", i), 1+i*50)
		q := file(t, fmt.Sprintf("letter%d.txt", i), text)
		wait.Go(func() {
			for range 4 {
				doc, err := p.Read(t.Context(), q)
				if err != nil {
					t.Error(err)
					continue
				}
				if len(doc.Passages) == 0 || doc.Passages[0].Text != strings.TrimSpace(text) {
					t.Errorf("letter %d came back as another", i)
				}
			}
		})
	}
	wait.Wait()
	if len(p.idle) > 3 {
		t.Errorf("%d children for 3 places", len(p.idle))
	}
}

func TestCancelledReadingEnds(t *testing.T) {
	p := pool(t, 1, "probe")
	ask(t, p, "pid")
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := p.Read(ctx, Request{Name: "hang"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("cancelled reading gave %v", err)
	}
	ask(t, p, "pid")
	// Waiting for a place is given up too.
	busy, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { _, _ = p.Read(busy, Request{Name: "hang"}) }()
	for len(p.places) == 0 {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := p.Read(ctx, Request{Name: "pid"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for a place gave %v", err)
	}
}

func TestCloseWhileReading(t *testing.T) {
	for range 5 {
		p := NewPool(1, self(t), "read")
		q := file(t, "a.txt", strings.Repeat("A sentence of some length, said again. ", 20_000))
		done := make(chan error)
		go func() {
			_, err := p.Read(t.Context(), q)
			done <- err
		}()
		for len(p.places) == 0 {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(len(p.places)) * time.Millisecond)
		p.Close()
		p.Close()
		if err := <-done; err != nil && !errors.Is(err, ErrClosed) {
			t.Errorf("a reading under way: %v", err)
		}
		if _, err := p.Read(t.Context(), q); !errors.Is(err, ErrClosed) {
			t.Errorf("reading after the end gave %v", err)
		}
		if len(p.idle) != 0 {
			t.Error("a child outlived its pool")
		}
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	before := runtime.NumGoroutine()
	p := NewPool(2, self(t), "probe")
	p.patient = 100 * time.Millisecond
	for range 3 {
		_, _ = p.Read(t.Context(), Request{Name: "own"})
		for _, what := range []string{"crash", "hang", "garbage"} {
			_, _ = p.Read(t.Context(), Request{Name: what})
		}
	}
	p.Close()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines, %d before", now, before)
	}
	left, err := os.ReadDir(tmp)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		t.Errorf("%s was left", e.Name())
	}
}

// A reader that gives up in time says why, and its child goes on.
func TestPatienceOfOneFile(t *testing.T) {
	p := pool(t, 1, "read")
	q := file(t, "long.txt", strings.Repeat("A sentence of the text, and one more word.\n\n", 400_000))
	q.Patience = time.Millisecond
	doc, err := p.Read(t.Context(), q)
	if err == nil && len(doc.Notes) == 0 || err != nil && !errors.Is(err, ErrTooLong) {
		t.Errorf("%d passages, %q, %v", len(doc.Passages), doc.Notes, err)
	}
	if doc, err := p.Read(t.Context(), file(t, "a.txt", "Short.")); err != nil || len(doc.Passages) != 1 {
		t.Errorf("the next file: %v, %v", doc, err)
	}
}

// Pictures are read by a program that the child starts; what the child gave up
// must not keep it from that.
func TestMachineReadingWorksInTheChild(t *testing.T) {
	_, _, langs, ok := picture.Tesseract()
	if !ok || !slices.Contains(langs, "eng") {
		t.Skip("tesseract with English is not installed")
	}
	img := image.NewGray(image.Rect(0, 0, 640, 120))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	small := image.NewGray(image.Rect(0, 0, 160, 30))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
	(&font.Drawer{Dst: small, Src: image.Black, Face: basicfont.Face7x13, Dot: fixed.P(20, 20)}).DrawString("REDTHREAD 2018")
	xdraw.CatmullRom.Scale(img, img.Bounds(), small, small.Bounds(), draw.Src, nil)
	path := filepath.Join(t.TempDir(), "scan.png")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(f, img), f.Close()); err != nil {
		t.Fatal(err)
	}
	p := pool(t, 1, "read")
	doc, err := p.Read(t.Context(), Request{Path: path, Name: "scan.png", OCR: []string{"eng"}, Limits: document.Usual()})
	if err != nil || len(doc.Passages) == 0 || !strings.Contains(doc.Passages[0].Text, "2018") {
		t.Errorf("%+v, %v", doc, err)
	}
}
