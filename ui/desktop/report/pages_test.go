package report

import (
	"context"
	"errors"
	"image"
	"strings"
	"testing"
	"time"

	"redthread/app/redact"
	casereport "redthread/app/report"
	"redthread/ui/desktop/desk/desktest"
)

// tools are the programs of poppler-utils, without which there is nothing to
// test here.
func tools(t *testing.T) poppler {
	t.Helper()
	p := findPoppler()
	if p.draw == "" || p.read == "" {
		t.Skip("poppler-utils is not installed, so pages cannot be drawn here")
	}
	return p
}

func printedSample(t *testing.T, p poppler, sections []casereport.Section) *printed {
	t.Helper()
	d := desktest.New(t)
	out, err := press{d.Case(), p}.print(t.Context(), redact.Public, sections, func(float64, string) {})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPagesAreDrawnAndRead(t *testing.T) {
	p := tools(t)
	out := printedSample(t, p, nil)
	img, err := p.page(t.Context(), out.pdf, 2, 500)
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 500 || b.Dy() < 690 || b.Dy() > 720 {
		t.Errorf("the page is %v", b)
	}
	if len(out.texts) != out.made.Pages || !strings.Contains(out.texts[1], "Contents") {
		t.Errorf("%d texts of %d pages", len(out.texts), out.made.Pages)
	}
	if len(out.leaks) > 0 {
		t.Errorf("hidden words stand in the pages: %v", out.leaks)
	}
	for i, h := range out.made.Outline {
		if h.Level == 1 && out.starts[i] < 3 {
			t.Errorf("%q begins on page %d", h.Title, out.starts[i])
		}
	}
}

func TestWhatIsNoPDFIsAnError(t *testing.T) {
	p := tools(t)
	if _, err := p.page(t.Context(), []byte("no PDF"), 1, 100); err == nil {
		t.Error("a picture was made of nothing")
	}
	if _, err := p.text(t.Context(), []byte("no PDF")); err == nil {
		t.Error("text was read out of nothing")
	}
}

func TestTheProgramsAreLimited(t *testing.T) {
	p := tools(t)
	out, err := p.run(t.Context(), p.shell, nil, "-c", "ulimit -v; ulimit -t; echo $HOME")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Fields(string(out)); len(got) != 2 || got[0] != "1048576" || got[1] != "20" {
		t.Errorf("limits %q, want those of memory and time, and no home", got)
	}
	if _, err := p.run(t.Context(), p.shell, nil, "-c", "head -c 40000000 /dev/zero"); err == nil {
		t.Error("endless output was kept")
	}
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	began := time.Now()
	if _, err := p.run(ctx, p.shell, nil, "-c", "exec sleep 60"); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 20*time.Second {
		t.Errorf("a program that hangs gave %v after %v", err, time.Since(began))
	}
}

func TestShelfForgetsTheOldest(t *testing.T) {
	var s shelf
	for i := range shelved + 1 {
		s.put(sheetKey{page: i}, &image.RGBA{})
		s.put(sheetKey{page: i}, &image.RGBA{})
	}
	if s.get(sheetKey{page: 0}) != nil || s.get(sheetKey{page: 1}) == nil || s.get(sheetKey{page: shelved}) == nil {
		t.Errorf("kept %v", s.order)
	}
	if len(s.pages) != shelved {
		t.Errorf("%d pages are kept", len(s.pages))
	}
}

// The PDF that is shown is the PDF that is exported.
func TestThePreviewIsTheReport(t *testing.T) {
	first := printedSample(t, poppler{}, nil)
	if len(first.pdf) < 10_000 || first.texts != nil || first.starts != nil {
		t.Errorf("%d bytes, %d texts", len(first.pdf), len(first.texts))
	}
	sections := newContents()
	sections.toggle(1)
	if less := printedSample(t, poppler{}, sections.sections()); less.made.Pages >= first.made.Pages {
		t.Errorf("%d pages without a section, %d with it", less.made.Pages, first.made.Pages)
	}
}
