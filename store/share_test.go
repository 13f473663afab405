package store

import (
	"bytes"
	"crypto/ed25519"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared makes a case with things that were deleted, undone and taken off, and
// a share of it.
func shared(t *testing.T, o ShareOptions) (c *Case, path string) {
	t.Helper()
	c = newCase(t)
	source := article(t, c)
	firm(t, c, source, "Mokran")
	do(t, c, "Text", func(tx *Tx) error {
		_, err := tx.AddPassages(source, "notes", "by hand", []Passage{{Number: 1, Text: "The harbour stays."}})
		return err
	})
	do(t, c, "Text", func(tx *Tx) error {
		_, err := tx.AddPassages(source, "notes", "by hand", []Passage{{Number: 1, Text: "Zanzibarword goes."}})
		return err
	})
	if err := c.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	var off Evidence
	do(t, c, "Take in", func(tx *Tx) (err error) {
		if off, err = tx.AddEvidence(source, Intake{Name: "off.txt"}, strings.NewReader("zebra bytes")); err != nil {
			return err
		}
		_, err = tx.AddEvidence(source, Intake{Name: "kept.txt"}, strings.NewReader("bytes that stay"))
		return err
	})
	do(t, c, "Take off", func(tx *Tx) error { return tx.Detach(source, off.SHA256, "t") })
	path = filepath.Join(t.TempDir(), "share.rtcase")
	if err := c.Share(t.Context(), path, o); err != nil {
		t.Fatal(err)
	}
	return c, path
}

func TestAShareIsClean(t *testing.T) {
	c, path := shared(t, ShareOptions{})
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("zebra bytes")) {
		t.Error("bytes of evidence that no source holds are in the share")
	}
	if !bytes.Contains(b, []byte("bytes that stay")) {
		t.Error("evidence is missing from the share")
	}
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var free, words int
	if err := db.QueryRow("PRAGMA freelist_count").Scan(&free); err != nil || free != 0 {
		t.Error("free pages:", free, err)
	}
	if err := db.QueryRow("SELECT count(*) FROM search_text_words WHERE term = 'zanzibarword'").Scan(&words); err != nil || words != 0 {
		t.Error("a deleted word is in the index", err)
	}
	// The folded word lies nowhere in the index's own tables either.
	rows, err := db.Query("SELECT block FROM search_text_data UNION ALL SELECT block FROM search_thing_data")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var block []byte
		if err := rows.Scan(&block); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(block, []byte("zanzibar")) {
			t.Error("a deleted word survives in the index")
		}
	}
	_ = rows.Close()
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
		t.Error("left beside the share:", left)
	}
	other, err := Open(t.Context(), path, testOptions(4))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	sound(t, other)
	if portable(t, other) != portable(t, c) {
		t.Error("the share holds other records than the case")
	}
	if err := c.Share(t.Context(), path, ShareOptions{}); err == nil {
		t.Error("a share took the place of a file")
	}
	// What was left out comes back with a merge from the case.
	j, err := other.Merge(t.Context(), c, MergeOptions{})
	if err != nil || j.Evidence != 1 {
		t.Fatalf("%+v %v", j, err)
	}
}

func TestAShareCarriesASignedHead(t *testing.T) {
	public, secret, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, path := shared(t, ShareOptions{Sign: secret, Name: "Lena"})
	other, err := Open(t.Context(), path, testOptions(4))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	all, err := other.Signatures(t.Context())
	if err != nil || len(all) != 1 || !all[0].Valid || !all[0].Now || all[0].Name != "Lena" || !all[0].Key.Equal(public) {
		t.Fatalf("%+v %v", all, err)
	}
	firm(t, other, ID{}, "Zenco")
	if all, err = other.Signatures(t.Context()); err != nil || !all[0].Valid || all[0].Now {
		t.Fatalf("%+v %v", all, err)
	}
	if _, err := other.writer.conn.ExecContext(t.Context(), "UPDATE signature SET wall = wall + 1, heads = x'"+strings.Repeat("11", 32)+"'"); err != nil {
		t.Fatal(err)
	}
	if all, err = other.Signatures(t.Context()); err != nil || all[0].Valid {
		t.Fatalf("a signature of other heads counts: %+v %v", all, err)
	}
}

func TestOpenMemory(t *testing.T) {
	c, path := shared(t, ShareOptions{})
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := OpenMemory(t.Context(), "sealed.rtcase.age", b, testOptions(4))
	if err != nil {
		t.Fatal(err)
	}
	if only, why := m.ReadOnly(); !only || why == "" {
		t.Error("a case in memory can be written")
	}
	if portable(t, m) != portable(t, c) {
		t.Error("it holds other records")
	}
	sound(t, m)
	to := filepath.Join(t.TempDir(), "copy.rtcase")
	if err := m.SaveCopy(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenMemory(t.Context(), "x", b[:len(b)/2+17], testOptions(4)); err == nil {
		t.Error("half a case opened")
	}
	if _, err := OpenMemory(t.Context(), "x", []byte("no"), testOptions(4)); err == nil {
		t.Error("no case opened")
	}
}
