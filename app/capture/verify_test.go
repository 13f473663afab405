package capture

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // a stranger's way into a case

	"redthread/store"
)

// TestTamperingIsNamed changes a case behind the program's back and looks
// whether the check says what was changed.
func TestTamperingIsNamed(t *testing.T) {
	page := "<html><head><title>News of the port</title><meta name=author content='A. Writer'></head><body><nav><a href=/>Home</a> <a href=/b>Business</a></nav>" +
		"<article><h1>News of the port</h1><p>" + strings.Repeat("The first workers came to the port in 2015, the paper says. ", 10) + "</p><p>" +
		strings.Repeat("They were paid in roubles, and not all of it. ", 10) + "</p></article></body></html>"
	for name, tt := range map[string]struct{ sql, want string }{
		"a byte of a part":        {"UPDATE part SET data = CAST(x'00' || substr(data, 2) AS BLOB) WHERE id = 1", "Evidence"},
		"a part with its hash":    {"UPDATE part SET data = x'41', sha256 = x'559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd' WHERE id = 1", "Evidence"},
		"a part taken out":        {"DELETE FROM part WHERE id = 1", "Evidence"},
		"the size of an item":     {"UPDATE evidence SET size = size + 1 WHERE id = 1", "evidence"},
		"the hash of an item":     {"UPDATE evidence SET sha256 = randomblob(32) WHERE id = 1", "evidence"},
		"a custody row":           {"UPDATE custody SET detail = 'dropped' WHERE id = 1", "custody"},
		"the time of custody":     {"UPDATE custody SET wall = wall - 1 WHERE id = 1", "custody"},
		"a custody row taken out": {"DELETE FROM custody WHERE id = 1", "custody"},
		"a custody row put in":    {"INSERT INTO custody SELECT id + 1, randomblob(16), evidence, event, name, author, wall, tool, detail FROM custody WHERE id = 1", "custody"},
		"a passage":               {"UPDATE passage SET text = replace(text, '2015', '2016')", "passage"},
		"a reading":               {"UPDATE reading SET note = 'All of it was read.'", "reading"},
		"what a file says":        {"UPDATE reading SET meta = '{}'", "reading"},
		"a section":               {"UPDATE section SET title = 'Elsewhere'", "section"},
		"a section put in":        {"INSERT INTO section SELECT max(id) + 1, layer, 900, 'New', 0 FROM section", "section"},
		"the name of a file":      {"UPDATE attachment SET name = 'other.html'", "attachment"},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCase(t)
			takeOne(t, c, "port.html", page)
			if l, _, err := c.Text(t.Context(), mustSources(t, c)[0].ID); err != nil || len(l.Sections) == 0 {
				t.Fatalf("the page has no section to change: %v", err)
			}
			path := c.Path()
			sound(t, c)
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			done, err := db.ExecContext(t.Context(), "PRAGMA foreign_keys = OFF; "+tt.sql)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := done.RowsAffected(); err != nil || n < 1 {
				t.Fatalf("nothing was changed: %v", err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			c, err = store.Open(context.Background(), path, store.Options{Now: time.Now, Author: "Tester", Replica: store.ID{1}, StateDir: t.TempDir()})
			if err != nil {
				return // refused, which is as good
			}
			defer func() { _ = c.Close() }()
			v, err := c.Verify(t.Context(), "", nil)
			if err != nil || !strings.Contains(strings.Join(v.Problems, " "), tt.want) {
				t.Errorf("the check says %q, %v; want a word of %s", v.Problems, err, tt.want)
			}
		})
	}
}

func mustSources(t *testing.T, c *store.Case) []store.SourceRow {
	t.Helper()
	all, err := c.Sources(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatal("no sources:", err)
	}
	return all
}
