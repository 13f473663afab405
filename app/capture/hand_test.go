package capture

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redthread/store"
)

func TestExportIsNotedAndStays(t *testing.T) {
	c := newCase(t)
	r := takeOne(t, c, "a.txt", "The original.")
	to := filepath.Join(t.TempDir(), "out.txt")
	if err := Export(t.Context(), c, r.Evidence.SHA256, to); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(to); err != nil || string(b) != "The original." {
		t.Errorf("%q, %v", b, err)
	}
	if err := Export(t.Context(), c, r.Evidence.SHA256, to); !errors.Is(err, store.ErrExists) {
		t.Errorf("exporting over a file gave %v", err)
	}
	if got := events(t, c, r.Evidence.SHA256); got != "taken in, exported" {
		t.Errorf("the record says %q", got)
	}
	// Undo passes the export over: it takes back the taking in, and the record stays.
	label, err := c.Undo(t.Context())
	if err != nil || !strings.HasPrefix(label, "Take in") {
		t.Errorf("undo took back %q, %v", label, err)
	}
	if got := events(t, c, r.Evidence.SHA256); got != "taken in, exported" {
		t.Errorf("after undo the record says %q", got)
	}
	if err := Export(t.Context(), c, [32]byte{1}, filepath.Join(t.TempDir(), "x")); err == nil {
		t.Error("an item that is not there was exported")
	}
	sound(t, c)
}

func TestViewIsACopyThatCannotBeChanged(t *testing.T) {
	c := newCase(t)
	r := takeOne(t, c, "../evil name.txt", "Look at me.")
	dir := t.TempDir()
	path, err := View(t.Context(), c, r.Evidence, dir)
	if err != nil {
		t.Fatal(err)
	}
	if rel, err := filepath.Rel(dir, path); err != nil || strings.HasPrefix(rel, "..") || filepath.Base(path) != "evil name.txt" {
		t.Errorf("the copy is %s", path)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o222 != 0 {
		t.Errorf("the copy has the mode %v, %v", info.Mode(), err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "Look at me." {
		t.Errorf("%q, %v", b, err)
	}
}

func TestReadAgainKeepsTheOlderText(t *testing.T) {
	c := newCase(t)
	// "Москва" in windows-1251, too short to be sure of.
	r := takeOne(t, c, "m.txt", "\xcc\xee\xf1\xea\xe2\xe0 - \xee\xf2\xf7\xe5\xf2")
	layers, err := c.Layers(t.Context(), r.Source)
	if err != nil || len(layers) != 1 {
		t.Fatal(layers, err)
	}
	old := layers[0].ID
	var statement store.ID
	if _, err := c.Update(t.Context(), "Cite", func(tx *store.Tx) error {
		e, err := tx.AddEntity("Company")
		if err != nil {
			return err
		}
		statement, err = tx.Assert(store.Statement{Entity: e, Property: "name", Value: "Mokran", Source: r.Source},
			store.Noting{Citation: store.Citation{Layer: old, Passage: 1, Start: 0, Stop: 6, Quote: "Москва"}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	again, err := ReadAgain(t.Context(), c, r.Source, r.Evidence, Options{Reader: InProcess, Charset: "koi8-r"})
	if err != nil || again.Passages != 1 {
		t.Fatalf("%+v, %v", again, err)
	}
	if layers, err = c.Layers(t.Context(), r.Source); err != nil || len(layers) != 2 {
		t.Fatal(layers, err)
	}
	for _, l := range layers {
		if (l.ID != old) != l.Current {
			t.Errorf("layer %s is current: %v", l.ID, l.Current)
		}
	}
	if got := words(t, c, r.Source); strings.Contains(got, "Москва") {
		t.Errorf("the newest text is still %q", got)
	}
	s, err := c.Statement(t.Context(), statement)
	if err != nil || s.Notings[0].Citation.Layer != old || s.Notings[0].Citation.Passage != 1 {
		t.Errorf("the citation is %+v, %v", s.Notings, err)
	}
	l, err := c.Layer(t.Context(), r.Source, old)
	if err != nil || !strings.Contains(l.Passages[0].Text, "Москва") {
		t.Errorf("the older text is %+v, %v", l, err)
	}
	if got := events(t, c, r.Evidence.SHA256); got != "taken in" {
		t.Errorf("reading again is not handing out: %q", got)
	}
	sound(t, c)
}

func TestManifest(t *testing.T) {
	c := newCase(t)
	names := []string{"Report.txt", "report.TXT", "con.txt", "COM1", "-n", "a*b?.txt", "back\\slash.txt", ".", "report.txt", "trailing.", "Отчёт.txt"}
	var items []Item
	for _, n := range names {
		items = append(items, Item{Name: n, Data: []byte("Text of " + n + ".")})
	}
	take(t, c, items, Options{})
	hidden := take(t, c, []Item{{Name: "from a worker.txt", Data: []byte("Wages are withheld.")}}, Options{Fields: store.Source{Title: "Conversation with Ivan", Class: store.ClassWorker}})[0]
	// The same bytes under an open source too: they are shown.
	both := take(t, c, []Item{{Name: "Ivan's own.txt", From: "Ivan", Data: []byte("Known to all.")}}, Options{Fields: store.Source{Title: "Told by Ivan", Class: store.ClassSource}})[0]
	take(t, c, []Item{{Name: "both.txt", Data: []byte("Known to all.")}}, Options{Again: true})
	dir := filepath.Join(t.TempDir(), "manifest")
	written, withheld, err := Manifest(t.Context(), c, dir, false, nil)
	if err != nil || written != len(names)+1 || withheld != 1 {
		t.Fatalf("%d written, %d withheld, %v", written, withheld, err)
	}
	if got := checkSums(t, dir); got != written {
		t.Errorf("%d lines in SHA256SUMS for %d files", got, written)
	}
	all, err := os.ReadDir(filepath.Join(dir, "originals"))
	if err != nil || len(all) != written {
		t.Fatalf("%d files, %v", len(all), err)
	}
	folded := map[string]bool{}
	for _, e := range all {
		n := strings.ToLower(e.Name())
		if folded[n] || strings.ContainsAny(n, `\/:*?"<>|`) || strings.HasPrefix(n, "-") || strings.HasPrefix(n, ".") || strings.HasSuffix(n, ".") ||
			strings.HasPrefix(n, "con.") || n == "com1" {
			t.Errorf("%q is no name for every system", e.Name())
		}
		folded[n] = true
	}
	index, err := os.ReadFile(filepath.Join(dir, "INDEX.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Ivan", "worker", hidden.Evidence.Hash(), "Wages are"} {
		if strings.Contains(string(index), secret) {
			t.Errorf("the index tells of %q", secret)
		}
	}
	for _, want := range []string{"1 item is withheld", "protected", both.Evidence.Hash(), "Отчёт.txt"} {
		if !strings.Contains(string(index), want) {
			t.Errorf("the index does not say %q", want)
		}
	}
	if got := events(t, c, both.Evidence.SHA256); got != "taken in, taken in again, exported" {
		t.Errorf("the record says %q", got)
	}
	if got := events(t, c, hidden.Evidence.SHA256); got != "taken in" {
		t.Errorf("the record of what was withheld says %q", got)
	}
	if _, _, err := Manifest(t.Context(), c, dir, false, nil); !errors.Is(err, store.ErrExists) {
		t.Errorf("a manifest over another gave %v", err)
	}
	full := filepath.Join(t.TempDir(), "full")
	if written, withheld, err = Manifest(t.Context(), c, full, true, nil); err != nil || written != len(names)+2 || withheld != 0 {
		t.Errorf("in full %d written, %d withheld, %v", written, withheld, err)
	}
	checkSums(t, full)
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(dir), ".redthread-*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	sound(t, c)
}

// checkSums does what sha256sum -c does, and says how many lines there were.
func checkSums(t *testing.T, dir string) (lines int) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for in := bufio.NewScanner(f); in.Scan(); lines++ {
		sum, name, ok := strings.Cut(in.Text(), "  ")
		if !ok || len(sum) != 64 || strings.HasPrefix(sum, `\`) {
			t.Fatalf("sha256sum would not take the line %q", in.Text())
		}
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if got := sha256.Sum256(b); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s does not match", name)
		}
	}
	return lines
}

func TestManifestWhenNoFolderCanBeMade(t *testing.T) {
	c := newCase(t)
	takeOne(t, c, "a.txt", "A.")
	_, _, err := Manifest(t.Context(), c, filepath.Join(t.TempDir(), "no", "such", "place"), false, nil)
	if err == nil || !strings.HasSuffix(err.Error(), ".") {
		t.Errorf("%v", err)
	}
}
