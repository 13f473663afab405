package store

import (
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

// namesCaption tells whether a property takes part in an entity's look-up.
func namesCaption(s *ontology.Schema, property string) bool {
	return slices.Contains(nameProperties, property) || slices.Contains(s.Caption, property)
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
	had, err := false, error(nil)
	if what&touchNew == 0 {
		if had, err = tx.w.row("SELECT text, words FROM caption WHERE entity = ?", []any{row}, &oldText, &oldWords); err != nil {
			return err
		}
	}
	if had && what&touchNames == 0 {
		return nil
	}
	var schema string
	there, err := tx.w.row("SELECT schema FROM entity WHERE id = ?", []any{row}, &schema)
	if err != nil {
		return err
	}
	text, words, live := "", "", false
	if there {
		if text, words, live, err = tx.captionOf(row, schema); err != nil {
			return err
		}
	}
	if had && live && text == oldText && words == oldWords {
		return nil
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
	return tx.w.exec("INSERT INTO caption (entity, text, sort, words) VALUES (?, ?, ?, ?) ON CONFLICT (entity) DO UPDATE SET text = excluded.text, sort = excluded.sort, words = excluded.words",
		row, text, value.Fold(text), words)
}

// captionOf reads an entity's live names in one pass over its statements. live
// is false when nothing is said of it or points to it any more.
func (tx *Tx) captionOf(row int64, schemaName string) (text, words string, live bool, err error) {
	var caption []string
	if schema, ok := ontology.Default().Schema(schemaName); ok {
		caption = schema.Caption
	}
	values, any, err := tx.liveNames(row, caption)
	if err != nil {
		return "", "", false, err
	}
	best := -1
	seen := map[string]bool{}
	var all []string
	for _, v := range values {
		if rank := slices.Index(caption, v.property); rank >= 0 && (best < 0 || rank < best) {
			best, text = rank, firstLine(v.text)
		}
		if v.property == "claim" {
			continue // a sentence is found by search, not by name
		}
		for _, w := range value.Words(v.text) {
			if !seen[w] {
				seen[w] = true
				all = append(all, w)
			}
		}
	}
	if !any {
		var one int64
		any, err = tx.w.row("SELECT 1 FROM statement WHERE target = ? AND live = 1 LIMIT 1", []interface{}{row}, &one)
	}
	return text, strings.Join(all, " "), any, err
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

// liveNames gives the asserted values of the name properties and of the
// caption's, oldest first, and whether the entity has any live statement.
func (tx *Tx) liveNames(row int64, caption []string) (all []liveName, live bool, err error) {
	s, err := tx.w.stmt("SELECT property, value, stance FROM statement WHERE entity = ? AND live = 1 ORDER BY id")
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
		var text sql.RawBytes
		if err := rows.Scan(&property, &text, &stance); err != nil {
			return nil, false, err
		}
		live = true
		name, err := tx.propertyName(property)
		if err != nil {
			return nil, false, err
		}
		if stance == int64(Asserts) && (slices.Contains(caption, name) || slices.Contains(nameProperties, name)) {
			all = append(all, liveName{name, string(text)})
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
