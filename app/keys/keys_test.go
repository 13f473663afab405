package keys

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redthread/app"
)

func ring(t *testing.T) *Ring {
	t.Helper()
	env, err := app.LoadEnv(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return Open(env)
}

func TestARingKeepsKeysAndCards(t *testing.T) {
	mine, theirs := ring(t), ring(t)
	k, err := mine.Make("Lena", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := mine.Make("lena", ""); err == nil {
		t.Error("two keys have one name")
	}
	card, err := ParseCard(k.Card().String())
	if err != nil || card.Fingerprint() != k.Card().Fingerprint() || len(card.Fingerprint()) != 19 {
		t.Fatal(card, err)
	}
	if err := theirs.Add(card); err != nil {
		t.Fatal(err)
	}
	e, err := theirs.Find("LENA")
	if err != nil || e.Own || e.Fingerprint() != card.Fingerprint() {
		t.Fatalf("%+v %v", e, err)
	}
	if _, err := theirs.Unlock("Lena", ""); err == nil {
		t.Error("a colleague's key was unlocked")
	}
	// Another key under the same name is told, with both fingerprints.
	other, err := New("Lena")
	if err != nil {
		t.Fatal(err)
	}
	if err := theirs.Add(other.Card()); err == nil || !strings.Contains(err.Error(), other.Card().Fingerprint()) || !strings.Contains(err.Error(), card.Fingerprint()) {
		t.Error(err)
	}
	if err := theirs.Remove("Lena"); err != nil {
		t.Fatal(err)
	}
	if err := mine.Remove("Lena"); err == nil {
		t.Error("one's own key was removed")
	}
	if info, err := os.Stat(filepath.Join(mine.dir, file(k.Card())+secretEnding)); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Error("others can read the secret", info.Mode(), err)
	}
}

func TestALockedKey(t *testing.T) {
	r := ring(t)
	k, err := r.Make("Lena", "right words here")
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Unlock("Lena", "right words here")
	if err != nil || got.Opens.String() != k.Opens.String() || !got.Signs.Equal(k.Signs) || got.ID != k.ID || got.Hybrid.String() != k.Hybrid.String() {
		t.Fatal(err)
	}
	_, wrong := r.Unlock("Lena", "wrong words here")
	if wrong == nil || !strings.Contains(wrong.Error(), "does not fit") {
		t.Fatal(wrong)
	}
}

func TestAChangedCardIsRefused(t *testing.T) {
	k, err := New("Lena")
	if err != nil {
		t.Fatal(err)
	}
	text := k.Card().String()
	other, err := New("Lena")
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		"", "x", strings.Replace(text, k.Card().Seal, other.Card().Seal, 1), strings.Replace(text, k.Card().Sign.String(), other.Card().Sign.String(), 1),
		strings.Replace(text, "Lena", "Le/na", 1), text[:len(text)/2],
	} {
		if _, err := ParseCard(bad); err == nil {
			t.Errorf("a changed card was taken:\n%s", bad)
		}
	}
}

func TestSignatures(t *testing.T) {
	k, err := New("Lena")
	if err != nil {
		t.Fatal(err)
	}
	text, err := k.Sign(strings.NewReader("content"), "file:x\ny", time.Unix(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseSignature(text)
	if err != nil || s.Comment != "timestamp:1\tfile:x y" {
		t.Fatalf("%+v %v", s, err)
	}
	v, err := ParseVerifier(k.Card().Sign.String())
	if err != nil {
		t.Fatal(err)
	}
	for content, want := range map[string]bool{"content": true, "contents": false} {
		if ok, err := v.Verify(s, strings.NewReader(content)); err != nil || ok != want {
			t.Errorf("%q: %v %v", content, ok, err)
		}
	}
	s.Comment = "timestamp:2"
	if ok, err := v.Verify(s, strings.NewReader("content")); err != nil || ok {
		t.Error("a changed comment passes", err)
	}
}

func FuzzParseCard(f *testing.F) {
	k, err := New("Lena")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(k.Card().String())
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := ParseCard(text); err == nil {
			if again, err := ParseCard(c.String()); err != nil || again.Fingerprint() != c.Fingerprint() {
				t.Fatal(err)
			}
		}
	})
}

func FuzzParseSignature(f *testing.F) {
	f.Add([]byte("untrusted comment: x\nRUQ=\ntrusted comment: y\nAA==\n"))
	f.Fuzz(func(_ *testing.T, text []byte) { _, _ = ParseSignature(text) })
}
