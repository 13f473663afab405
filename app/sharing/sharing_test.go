package sharing

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redthread/app"
	"redthread/app/keys"
	"redthread/app/redact"
	"redthread/app/sample"
	"redthread/store"
)

func sampleCase(t *testing.T) (*app.Env, *store.Case) {
	t.Helper()
	env, err := app.LoadEnv(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sample.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	c, err := env.Open(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return env, c
}

const passphrase = "four words nobody guesses"

func sealed(t *testing.T, seal Seal, sign *keys.Key) (env *app.Env, path string) {
	t.Helper()
	env, c := sampleCase(t)
	path = filepath.Join(t.TempDir(), "share.rtcase.age")
	if _, err := Make(t.Context(), c, Order{To: path, Seal: seal, Sign: sign, Profile: redact.Full, Options: env.StoreOptions()}); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil || len(left) > 0 {
		t.Fatal("left beside the share:", left, err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(c.Path()), ".*share*")); len(left) > 0 {
		t.Fatal("left beside the case:", left)
	}
	return env, path
}

func TestSealedSharesOpen(t *testing.T) {
	k, err := keys.New("Lena")
	if err != nil {
		t.Fatal(err)
	}
	for name, with := range map[string]struct {
		seal Seal
		open Opener
	}{
		"a passphrase": {Seal{Passphrase: passphrase}, Opener{Passphrase: passphrase}},
		"a key":        {Seal{To: []string{k.Card().Seal}}, Opener{Keys: []*keys.Key{k}}},
		"a hybrid key": {Seal{To: []string{k.Card().Hybrid}}, Opener{Keys: []*keys.Key{k}}},
	} {
		t.Run(name, func(t *testing.T) {
			env, path := sealed(t, with.seal, nil)
			c, err := Open(t.Context(), path, with.open, env.StoreOptions())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = c.Close() }()
			if only, _ := c.ReadOnly(); !only {
				t.Error("it can be written")
			}
			info, err := c.Info(t.Context())
			if err != nil || info.Statements != 640 {
				t.Fatalf("%+v %v", info, err)
			}
			to := filepath.Join(t.TempDir(), "copy.rtcase")
			if err := Unseal(t.Context(), path, with.open, to); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(to); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestSealsAreNotMixed(t *testing.T) {
	k, err := keys.New("Lena")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []Seal{
		{Passphrase: passphrase, To: []string{k.Card().Seal}},
		{To: []string{k.Card().Seal, k.Card().Hybrid}},
		{To: []string{"age1nothing"}},
		{Passphrase: "short"},
	} {
		if _, err := s.recipients(); err == nil || strings.Count(err.Error(), ".") > 1 {
			t.Errorf("%v: %v", s, err)
		}
	}
}

// TestOneFlippedBitIsRefused flips bits all over a sealed file and its header.
func TestOneFlippedBitIsRefused(t *testing.T) {
	k, err := keys.New("Lena")
	if err != nil {
		t.Fatal(err)
	}
	env, path := sealed(t, Seal{To: []string{k.Card().Seal}}, nil)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	spots := []int{len(magic), len(magic) + 5, 60, 100, 150, 190, 220, len(whole) - 1, len(whole) - 20, len(whole) / 2}
	for i := 0; i < len(whole); i += len(whole)/60 + 1 {
		spots = append(spots, i)
	}
	for i := range 230 { // every byte of the header
		spots = append(spots, i)
	}
	bad := filepath.Join(t.TempDir(), "bad.rtcase.age")
	for n, at := range spots {
		b := bytes.Clone(whole)
		b[at] ^= 1 << (n % 8)
		if err := os.WriteFile(bad, b, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Open(t.Context(), bad, Opener{Keys: []*keys.Key{k}}, env.StoreOptions())
		if err == nil {
			_ = c.Close()
			t.Fatalf("a bit flipped at %d passed", at)
		}
		if strings.Contains(err.Error(), "\n") || strings.Count(err.Error(), ". ") > 0 {
			t.Fatalf("at %d it says %q", at, err)
		}
		to := filepath.Join(t.TempDir(), "copy")
		if err := Unseal(t.Context(), bad, Opener{Keys: []*keys.Key{k}}, to); err == nil {
			t.Fatalf("a bit flipped at %d passed", at)
		}
		if _, err := os.Stat(to); err == nil {
			t.Fatal("a copy of a changed file was kept")
		}
	}
	for _, cut := range []int{1, 1000, len(whole) / 2, len(whole) - 30} {
		if err := os.WriteFile(bad, whole[:len(whole)-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), bad, Opener{Keys: []*keys.Key{k}}, env.StoreOptions()); err == nil {
			t.Fatalf("%d bytes cut off passed", cut)
		}
	}
}

func TestAWrongPassphraseGivesNoHint(t *testing.T) {
	env, path := sealed(t, Seal{Passphrase: passphrase}, nil)
	at := time.Now()
	_, wrong := Open(t.Context(), path, Opener{Passphrase: "four words nobody guessed"}, env.StoreOptions())
	took := time.Since(at)
	if !errors.Is(wrong, ErrSealed) {
		t.Fatal(wrong)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-1] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	_, changed := Open(t.Context(), path, Opener{Passphrase: passphrase}, env.StoreOptions())
	if changed == nil || changed.Error() != wrong.Error() {
		t.Fatalf("a wrong passphrase says %q, a changed file %q", wrong, changed)
	}
	t.Logf("a wrong passphrase was refused in %s", took.Round(time.Millisecond))
}

// TestPublicToolsAgree opens and checks what we made with age and minisign,
// where they are installed.
func TestPublicToolsAgree(t *testing.T) {
	k, err := keys.New("Lena")
	if err != nil {
		t.Fatal(err)
	}
	_, path := sealed(t, Seal{To: []string{k.Card().Seal}}, k)
	if tool, err := exec.LookPath("age"); err == nil {
		id := filepath.Join(t.TempDir(), "id")
		if err := os.WriteFile(id, []byte(k.Opens.String()+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), tool, "-d", "-i", id, path).Output()
		if err != nil || !bytes.HasPrefix(out, []byte("SQLite format 3")) {
			t.Errorf("age: %d bytes, %v", len(out), err)
		}
	} else {
		t.Log("age is not installed")
	}
	if tool, err := exec.LookPath("minisign"); err == nil {
		run := func() ([]byte, error) {
			return exec.CommandContext(t.Context(), tool, "-Vm", path, "-P", k.Card().Sign.String()).CombinedOutput()
		}
		if out, err := run(); err != nil {
			t.Errorf("minisign: %s %v", out, err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)/2] ^= 1
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := run(); err == nil {
			t.Errorf("minisign takes a changed file: %s", out)
		}
	} else {
		t.Log("minisign is not installed")
	}
}

func TestCheckSignature(t *testing.T) {
	env, c := sampleCase(t)
	ring := keys.Open(env)
	k, err := ring.Make("Lena", "")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "s.rtcase")
	if _, err := Make(t.Context(), c, Order{To: path, Sign: k, Profile: redact.Full, Options: env.StoreOptions()}); err != nil {
		t.Fatal(err)
	}
	s, err := CheckSignature(path, ring)
	if err != nil || !s.Valid || s.Name != "Lena" {
		t.Fatalf("%+v %v", s, err)
	}
	other, err := store.OpenOther(t.Context(), path, env.StoreOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	heads, err := other.Signatures(t.Context())
	if err != nil || len(heads) != 1 || !heads[0].Now || !heads[0].Key.Equal(k.Card().Sign.Key) {
		t.Fatalf("%+v %v", heads, err)
	}
	text, err := os.ReadFile(path + SignatureEnding)
	if err != nil {
		t.Fatal(err)
	}
	for i := range text {
		bad := bytes.Clone(text)
		if bad[i] ^= 1; string(bad[:i]) == "" || i < bytes.IndexByte(text, '\n') {
			continue // the untrusted comment is not signed
		}
		if err := os.WriteFile(path+SignatureEnding, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := CheckSignature(path, ring); err == nil && s.Valid {
			t.Fatalf("a signature changed at byte %d (%q) is valid", i, bad[max(0, i-5):i+1])
		}
	}
}

// TestAPublicShareHoldsNoProtectedName looks for the words in the bytes.
func TestAPublicShareHoldsNoProtectedName(t *testing.T) {
	env, c := sampleCase(t)
	var worker store.ID
	if _, err := c.Update(t.Context(), "Worker", func(tx *store.Tx) (err error) {
		if worker, err = tx.AddEntity("Person"); err != nil {
			return err
		}
		if err := tx.SetClass(worker, store.ClassWorker); err != nil {
			return err
		}
		if _, err = tx.Assert(store.Statement{Entity: worker, Property: "name", Value: "Zubrowsky Karel"}, store.Noting{}); err != nil {
			return err
		}
		_, err = tx.AddNote(store.Note{Text: "Zubrowsky is afraid."})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	e, err := Expose(t.Context(), c)
	if err != nil || e.Workers != 1 || e.Protected() == 0 {
		t.Fatalf("%+v %v", e, err)
	}
	path := filepath.Join(t.TempDir(), "public.rtcase")
	m, err := Make(t.Context(), c, Order{To: path, Options: env.StoreOptions()})
	if err != nil || m.Hidden == nil || m.Hidden.People == 0 {
		t.Fatalf("%+v %v", m, err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(bytes.ToLower(b), []byte("zubrowsky")) {
		t.Error("the name is in the share")
	}
	out, err := store.OpenOther(t.Context(), path, env.StoreOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = out.Close() }()
	if v, err := out.Verify(t.Context(), "", nil); err != nil || !v.Sound() {
		t.Fatal(v.Problems, err)
	}
	if _, err := out.Entity(t.Context(), worker); !errors.Is(err, store.ErrNotFound) {
		t.Error("the hidden person kept their id", err)
	}
	info, err := out.Info(t.Context())
	if err != nil || info.Statements < 300 || info.Notes != 0 {
		t.Fatalf("%+v %v", info, err)
	}
}
