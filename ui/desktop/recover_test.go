package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redthread/app/keys"
	"redthread/app/redact"
	"redthread/app/sharing"
	"redthread/store"
)

// A damaged case is not opened, and what can be read of it goes into a new one.
func TestADamagedCaseIsRecovered(t *testing.T) {
	path := sampleCase(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for at := 20 * page; at < 26*page; at++ {
		whole[at] = 0
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	s := newStage(t)
	s.Open(path)
	s.until("it is said", func() bool { return s.bars.text[barError] != "" })
	if got := s.bars.text[barError]; !strings.HasSuffix(got, ".") || s.bench != nil {
		t.Fatalf("it says %q", got)
	}
	if !s.shows("Recover into a new case…") {
		t.Fatal("no way out is offered")
	}
	to := filepath.Join(t.TempDir(), "saved.rtcase")
	s.recoverTo(path, to)
	s.until("it is recovered", func() bool { return s.bench != nil })
	s.settled()
	if s.bench.c.Path() != to || len(s.sheets) != 1 {
		t.Fatalf("%s is open, with %d forms", s.bench.c.Path(), len(s.sheets))
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != string(whole) {
		t.Error("the damaged file was changed")
	}
	if info, err := s.bench.c.Info(t.Context()); err != nil || info.Statements == 0 {
		t.Errorf("%d statements were saved: %v", info.Statements, err)
	}
}

// A sealed case is asked about, opens in memory for reading, or as a plain working copy.
func TestASealedCaseOpens(t *testing.T) {
	s := withSample(t)
	sealed := filepath.Join(t.TempDir(), "sent.rtcase.age")
	ring := keys.Open(s.env)
	key, err := ring.Make("Lena", "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = sharing.Make(t.Context(), s.bench.c, sharing.Order{
		To: sealed, Seal: sharing.Seal{To: []string{key.Card().Seal}}, Profile: redact.Full, Options: s.env.StoreOptions(), Now: s.env.StoreOptions().Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	before := s.bench.c.Path()
	s.Open(sealed)
	s.until("it is asked", func() bool { return len(s.sheets) == 1 })
	if s.bench.c.Path() != before {
		t.Error("a sealed case was opened without a question")
	}
	c, err := sharing.Open(t.Context(), sealed, sharing.Opener{Keys: []*keys.Key{key}}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if ro, _ := c.ReadOnly(); !ro {
		t.Error("a sealed case can be written")
	}
}
