package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"redthread/store/ontology"
	"redthread/store/value"
)

// The look-ups are derived from the state: an entity's caption and the folded
// words of all its names. They are kept in step with every change and can be
// rebuilt from the state at any time.

// nameProperties are those whose words find an entity.
var nameProperties = []string{"name", "alias", "weakAlias", "previousName", "title", "innCode", "ogrnCode", "imoNumber", "number", "registrationNumber", "email", "phone"}

// unnamed is the rank of an entity that has no caption of its own.
const unnamed = 1000

// addedName is what a new statement brings to its entity's look-up.
type addedName struct {
	rank  int // among the schema's caption properties; unnamed for none of them
	words []string
}

// named notes a new statement that gives its entity a name.
func (tx *Tx) named(row int64, schema *ontology.Schema, s *Statement) {
	rank := slices.Index(schema.Caption, s.Property)
	if s.Stance != Asserts || rank < 0 && !slices.Contains(nameProperties, s.Property) {
		return
	}
	n := addedName{rank: rank}
	if rank < 0 {
		n.rank = unnamed
	}
	n.words = value.Words(s.Value)
	if tx.added == nil {
		tx.added = map[int64][]addedName{}
	}
	tx.added[row] = append(tx.added[row], n)
}

// refresh brings the look-ups of the touched entities up to date.
func (tx *Tx) refresh() error {
	rows := make([]int64, 0, len(tx.touched))
	for row := range tx.touched {
		rows = append(rows, row)
	}
	slices.Sort(rows)
	for _, row := range rows {
		if err := tx.refreshEntity(row, tx.touched[row]); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) refreshEntity(row int64, what touch) error {
	var oldText, oldWords string
	had, oldRank, err := false, int64(unnamed), error(nil)
	if what&touchNew == 0 {
		if had, err = tx.w.row("SELECT text, words, rank FROM caption WHERE entity = ?", []any{row}, &oldText, &oldWords, &oldRank); err != nil {
			return err
		}
	}
	// Of two names from one property the older is the caption, so one that was
	// added changes it only when its property comes first.
	better := slices.ContainsFunc(tx.added[row], func(n addedName) bool { return int64(n.rank) < oldRank })
	if had && what&touchNames == 0 && !better {
		return tx.addWords(row, oldWords)
	}
	var schema string
	there, err := tx.w.row("SELECT schema FROM entity WHERE id = ?", []any{row}, &schema)
	if err != nil {
		return err
	}
	text, words, rank, live := "", "", unnamed, false
	if there {
		if text, words, rank, live, err = tx.captionOf(row, schema); err != nil {
			return err
		}
	}
	if had && live && text == oldText && words == oldWords {
		return nil
	}
	if !had || !live || text != oldText {
		tx.moved = append(tx.moved, row)
	}
	old, now := strings.Fields(oldWords), strings.Fields(words)
	for _, w := range old {
		if !live || !slices.Contains(now, w) {
			if err := tx.w.exec("DELETE FROM word WHERE word = ? AND entity = ?", w, row); err != nil {
				return err
			}
		}
	}
	if !live {
		return tx.w.exec("DELETE FROM caption WHERE entity = ?", row)
	}
	for _, w := range now {
		if !slices.Contains(old, w) {
			if err := tx.w.exec("INSERT OR IGNORE INTO word (word, entity) VALUES (?, ?)", w, row); err != nil {
				return err
			}
		}
	}
	return tx.w.exec("INSERT INTO caption (entity, text, sort, words, rank) VALUES (?, ?, ?, ?, ?) ON CONFLICT (entity) DO UPDATE SET text = excluded.text, sort = excluded.sort, words = excluded.words, rank = excluded.rank",
		row, text, sortKey(text), words, int64(rank))
}

// sortKey orders captions without regard to case and marks; links, which have
// none, come last.
func sortKey(caption string) string {
	if caption == "" {
		return "\U0010ffff"
	}
	return value.Fold(caption)
}

// addWords makes an entity findable by more words.
func (tx *Tx) addWords(row int64, old string) error {
	words := strings.Fields(old)
	n := len(words)
	for _, name := range tx.added[row] {
		for _, w := range name.words {
			if slices.Contains(words, w) {
				continue
			}
			words = append(words, w)
			if err := tx.w.exec("INSERT OR IGNORE INTO word (word, entity) VALUES (?, ?)", w, row); err != nil {
				return err
			}
		}
	}
	if len(words) == n {
		return nil
	}
	return tx.w.exec("UPDATE caption SET words = ? WHERE entity = ?", strings.Join(words, " "), row)
}

// captionOf reads an entity's live names in one pass over its statements. live
// is false when nothing is said of it or points to it any more.
func (tx *Tx) captionOf(row int64, schema string) (text, words string, rank int, live bool, err error) {
	values, live, err := tx.liveNames(row)
	if err != nil {
		return "", "", unnamed, false, err
	}
	text, words, rank = lookUp(schema, values)
	if !live {
		var one int64
		live, err = tx.w.row("SELECT 1 FROM statement WHERE target = ? AND live = 1 LIMIT 1", []any{row}, &one)
	}
	return text, words, rank, live, err
}

// lookUp makes an entity's look-up from its asserted values, oldest first: the
// caption is the oldest value of the first caption property that has one.
func lookUp(schema string, values []liveName) (text, words string, rank int) {
	var caption []string
	if s, ok := ontology.Default().Schema(schema); ok {
		caption = s.Caption
	}
	rank = unnamed
	seen := map[string]bool{}
	var all []string
	for _, v := range values {
		r := slices.Index(caption, v.property)
		if r < 0 && !slices.Contains(nameProperties, v.property) {
			continue
		}
		if r >= 0 && r < rank {
			rank, text = r, firstLine(v.text)
		}
		for _, w := range value.Words(v.text) {
			if !seen[w] {
				seen[w] = true
				all = append(all, w)
			}
		}
	}
	return text, strings.Join(all, " "), rank
}

// captionRunes is where a long caption, such as a claim's text, is cut.
const captionRunes = 120

func firstLine(s string) string {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	if r := []rune(s); len(r) > captionRunes {
		return strings.TrimRight(string(r[:captionRunes-1]), " ,;:") + "…"
	}
	return s
}

type liveName struct{ property, text string }

// liveNames gives the asserted values of an entity, oldest first, and whether
// it has any live statement.
func (tx *Tx) liveNames(row int64) (all []liveName, live bool, err error) {
	text := "SELECT property, value, stance FROM statement WHERE entity = ? AND live = 1 ORDER BY id"
	if tx.union {
		text = "SELECT s.property, s.value, s.stance FROM statement s JOIN noting n ON n.statement = s.id LEFT JOIN action a ON a.id = n.action WHERE s.entity = ? AND s.live = 1 ORDER BY " + notedFirst
	}
	s, err := tx.w.stmt(text)
	if err != nil {
		return nil, false, err
	}
	rows, err := s.Query(row)
	if err != nil {
		return nil, false, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var property, stance int64
		var text string
		if err := rows.Scan(&property, &text, &stance); err != nil {
			return nil, false, err
		}
		live = true
		name, err := tx.propertyName(property)
		if err != nil {
			return nil, false, err
		}
		if stance == int64(Asserts) {
			all = append(all, liveName{name, text})
		}
	}
	return all, live, rows.Err()
}

func (tx *Tx) propertyName(id int64) (string, error) {
	if len(tx.w.names) == 0 {
		tx.w.names = map[int64]string{}
	}
	if n, ok := tx.w.names[id]; ok {
		return n, nil
	}
	var n string
	if _, err := tx.w.row("SELECT name FROM property WHERE id = ?", []any{id}, &n); err != nil {
		return "", err
	}
	tx.w.names[id] = n
	return n, nil
}

// notedFirst orders notings by when they were first made, the same in every
// file that holds them: row numbers do so only in a file that nothing was
// merged into. Within one action all files keep the order of its notings. The
// action in the making is not written yet and comes last.
const notedFirst = "a.clock IS NULL, a.clock, a.hash, n.id"

// NamedEntity is one live name of an entity.
type NamedEntity struct {
	Entity ID
	Text   string
}

// Names lists the asserted values of the given properties, oldest first.
func (c *Case) Names(ctx context.Context, properties []string) ([]NamedEntity, error) {
	if len(properties) == 0 {
		return nil, nil
	}
	args := make([]any, len(properties))
	for i, p := range properties {
		args[i] = p
	}
	all, err := query(ctx, c.read, "SELECT e.uid, s.value FROM statement s JOIN property p ON p.id = s.property JOIN entity e ON e.id = s.entity WHERE s.live = 1 AND s.stance = 1 AND s.target IS NULL AND p.name IN (?"+
		strings.Repeat(", ?", len(properties)-1)+") ORDER BY s.id", func(r *sql.Rows) (NamedEntity, error) {
		var n NamedEntity
		var uid []byte
		err := r.Scan(&uid, &n.Text)
		n.Entity = idFrom(uid)
		return n, err
	}, args...)
	return all, explain(c.path, err)
}
