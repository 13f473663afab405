package main

import (
	"bytes"
	"context"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"redthread/app/capture/bounded"
)

// TestMain lets the test binary be the child that reads.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == readWord {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func readers(t *testing.T, n int) *bounded.Pool {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := bounded.NewPool(n, self, readWord)
	t.Cleanup(p.Close)
	return p
}

func TestShared(t *testing.T) {
	for _, tt := range []struct {
		want, have string
		n          int
		share      float64
	}{
		{"a b c d", "d c b a", 1, 1},
		{"a a a b", "a b", 1, 0.5},
		{"a b", "", 1, 0},
		{"a b c d e f", "a b c d e f", 5, 1},
		{"a b c d e f", "f a b c d e", 5, 0.5},
		{"a b c d e", "a b x c d e", 5, 0},
		{"ab c", "a bc", 2, 0},
	} {
		if got := shared(strings.Fields(tt.want), strings.Fields(tt.have), tt.n); math.Abs(got-tt.share) > 1e-9 {
			t.Errorf("%q in %q by %d: %v, want %v", tt.want, tt.have, tt.n, got, tt.share)
		}
	}
}

func TestSplit(t *testing.T) {
	if got := strings.Join(split("The ﬁrst Рабочие, №5: 한국-2018!"), "|"); got != "the|first|рабочие|no5|한국|2018" {
		t.Error(got)
	}
}

func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("a.html", "<html><body><p>one two three four five six</p></body></html>")
	put("b.html", "<html><body><p>one two three</p></body></html>")
	put("copy.html", "<html><body><p>one two three</p></body></html>")
	put("c.bin", "not measured")
	files, err := find([]string{dir})
	if err != nil || len(files) != 1 || len(files["web pages"]) != 2 {
		t.Fatalf("%v, %v", files, err)
	}
	k := kind{name: "web pages", with: "what was written", reference: func(_ context.Context, files []*file, _ int) (bool, error) {
		for _, f := range files {
			f.reference, f.known = "One two three seven", true
		}
		return true, nil
	}}
	m, err := measure(t.Context(), readers(t, 2), k, files["web pages"])
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	m.print(&out, false)
	for _, want := range []string{"2 files, 2 compared", "median 75.00 %", "ratio"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), ".html") || strings.Contains(out.String(), "seven") {
		t.Errorf("the report tells of names or content:\n%s", out.String())
	}
	if _, err := find([]string{t.TempDir()}); err == nil {
		t.Error("an empty folder gave no error")
	}
}

func TestPDFText(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	if _, known := pdfText(t.Context(), "pdftotext", filepath.Join(t.TempDir(), "none.pdf")); known {
		t.Error("a file that is not there was read")
	}
}
