package report

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"redthread/app"
	"redthread/app/redact"
	"redthread/app/sample"
	"redthread/store"
)

// build is a case under test.
type build struct {
	*store.Case
	t *testing.T
}

func newCase(t *testing.T) *build {
	t.Helper()
	o := sample.Options()
	o.Author = "A. Researcher"
	c, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "case.rtcase"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	b := &build{c, t}
	b.do(app.SetCase(t.Context(), c, store.CaseFields{Title: "Timber camps", Question: "Who pays whom?"}))
	return b
}

func (b *build) do(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *build) source(s store.Source, notes ...string) store.ID {
	b.t.Helper()
	var passages []store.Passage
	for i, n := range notes {
		passages = append(passages, store.Passage{Number: i + 1, Text: n})
	}
	id, err := app.AddSource(b.t.Context(), b.Case, app.SourceEntry{Source: s, Passages: passages})
	b.do(err)
	return id
}

func (b *build) entity(schema, name string, class store.Class, cite app.Cite, facts ...app.Fact) store.ID {
	b.t.Helper()
	id, err := app.AddEntity(b.t.Context(), b.Case, schema, name, class, facts, cite)
	b.do(err)
	return id
}

func (b *build) facts(entity store.ID, cite app.Cite, facts ...app.Fact) {
	b.t.Helper()
	_, err := app.AddFacts(b.t.Context(), b.Case, entity, facts, cite)
	b.do(err)
}

func (b *build) report(p redact.Profile, o Options) ([]byte, Made) {
	b.t.Helper()
	return written(b.t, b.Case, p, o)
}

// written is the report of a case, and what was said of it.
func written(t *testing.T, c *store.Case, p redact.Profile, o Options) ([]byte, Made) {
	t.Helper()
	gate, err := redact.Open(t.Context(), c, p)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	m, err := Write(t.Context(), c, gate, o, &out)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), m
}

// sampleFile is the sample case, which is read by many tests and changed by none.
var sampleFile string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "report")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	sampleFile = filepath.Join(dir, "sample.rtcase")
	if err := sample.Create(context.Background(), sampleFile); err != nil {
		panic(err)
	}
	return m.Run()
}

// samplePDF is its public report.
var samplePDF = sync.OnceValues(func() ([]byte, Made) {
	ctx := context.Background()
	c, err := store.Open(ctx, sampleFile, sample.Options())
	if err != nil {
		panic(err)
	}
	defer func() { _ = c.Close() }()
	gate, err := redact.Open(ctx, c, redact.Public)
	if err != nil {
		panic(err)
	}
	var out bytes.Buffer
	m, err := Write(ctx, c, gate, Options{}, &out)
	if err != nil {
		panic(err)
	}
	return out.Bytes(), m
})

// sampleCase is the sample, open.
func sampleCase(t *testing.T) *store.Case {
	t.Helper()
	c, err := store.Open(t.Context(), sampleFile, sample.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// running finds the lines at the edges of pages.
var running = regexp.MustCompile(`(?m)^(.* (Public|Full · confidential)|History head .*|page \d+ of \d+|.*page \d+ of \d+)$`)

// textOf takes the text out of a PDF with a tool that is not ours, in the order
// in which it is written, on one line and without headers and footers.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	text := tool(t, pdf, "pdftotext", "-raw", "FILE", "-")
	text = running.ReplaceAllString(strings.ReplaceAll(text, "\f", "\n"), " ")
	return onOneLine(text)
}

// onOneLine joins the lines of a text; one that ends in a hyphen runs on.
func onOneLine(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "- ", "-")
}

// tool runs a program on a PDF; FILE stands for its name.
func tool(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed, so the PDF cannot be read with it", name)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func wants(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, w := range all {
		if !strings.Contains(text, onOneLine(w)) {
			t.Errorf("the report does not say %q", w)
		}
	}
}

func lacks(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, w := range all {
		if strings.Contains(text, w) {
			t.Errorf("the report says %q", w)
		}
	}
}
