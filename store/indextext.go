package store

import (
	"database/sql"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"redthread/store/ontology"
	"redthread/store/value"
)

// indexDoc brings one row of the index up to date.
func (c *Case) indexDoc(d doc, read *statementTexts) error {
	w := &c.writer
	text, ok, err := read.of(w, d)
	if err != nil {
		return err
	}
	if d.kind == HitPassage {
		var there int64
		if _, err := w.row("SELECT count(*) FROM search_text_docsize WHERE id = ?", []any{d.row}, &there); err != nil {
			return err
		}
		if there > 0 {
			if err := w.exec("DELETE FROM search_text WHERE rowid = ?", d.row); err != nil {
				return err
			}
			c.index.stale = true
		}
		if !ok {
			return nil
		}
		words, keys := c.opts.indexed(text, false)
		return w.exec("INSERT INTO search_text (rowid, words, keys) VALUES (?, ?, ?)", d.row, words, keys)
	}
	if !ok {
		return w.exec("DELETE FROM search_thing WHERE rowid = ?", d.thing())
	}
	words, keys := c.opts.indexed(text, d.kind == HitEntity)
	return w.exec("REPLACE INTO search_thing (rowid, words, keys) VALUES (?, ?, ?)", d.thing(), words, keys)
}

// statementTexts are the texts of statements that are read in one go, as a bulk
// change leaves them: row after row.
type statementTexts struct {
	low, high int64 // the rows that were read; high 0: none
	texts     map[int64]string
}

// fewRead is how many statements make it worth to read them in one go.
const fewRead = 64

// readAhead reads the texts of the statements among docs, which are in order,
// where they lie close together.
func (w *writer) readAhead(docs []doc) (*statementTexts, error) {
	r := &statementTexts{}
	n := int64(0)
	for _, d := range docs {
		if d.kind != HitStatement {
			continue
		}
		if n++; n == 1 {
			r.low = d.row
		}
		r.high = d.row
	}
	if n < fewRead || r.high-r.low > 2*n {
		return &statementTexts{}, nil
	}
	s, err := w.stmt("SELECT s.id, " + strings.TrimPrefix(strings.Replace(docSQL()[HitStatement], "s.id = ?", "s.id BETWEEN ? AND ?", 1), "SELECT "))
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(r.low, r.high)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	r.texts = make(map[int64]string, n)
	for rows.Next() {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return nil, err
		}
		r.texts[id] = text
	}
	return r, rows.Err()
}

// of gives the text of a row; ok is false where it is not searched.
func (r *statementTexts) of(db preparer, d doc) (text string, ok bool, err error) {
	if d.kind == HitStatement && d.row >= r.low && d.row <= r.high && r.texts != nil {
		text, ok = r.texts[d.row]
		return text, ok, nil
	}
	return docText(db, d)
}

// currentLayer is the condition under which a layer l is searched: its source
// is not removed, and no newer reading of the same file takes its place.
const currentLayer = `NOT EXISTS (SELECT 1 FROM field f WHERE f.record = l.source AND f.name = 'removed' AND f.value = '1')
	AND NOT EXISTS (SELECT 1 FROM layer m JOIN action am ON am.id = m.action JOIN action al ON al.id = l.action LEFT JOIN reading n ON n.layer = m.id LEFT JOIN reading o ON o.layer = l.id
		WHERE m.source = l.source AND (am.clock, am.hash, m.id) > (al.clock, al.hash, l.id) AND n.evidence IS o.evidence AND m.kind = l.kind)`

// preparer keeps prepared statements.
type preparer interface {
	stmt(text string) (*sql.Stmt, error)
}

// docText reads what is to be found of a row; ok is false when nothing is.
func docText(db preparer, d doc) (text string, ok bool, err error) {
	s, err := db.stmt(docSQL()[d.kind])
	if err != nil {
		return "", false, err
	}
	rows, err := s.Query(d.row)
	if err != nil {
		return "", false, err
	}
	parts, err := collect(rows, scanString)
	if len(parts) == 1 {
		return parts[0], true, err
	}
	return strings.Join(parts, "\n"), len(parts) > 0, err
}

// docSQL gives, by kind, the texts of a row that are searched.
var docSQL = sync.OnceValue(func() [HitTask + 1]string {
	ofRecord := func(kind, fields string) string {
		return "SELECT f.value FROM field f JOIN record r ON r.id = f.record WHERE r.id = ? AND r.kind = '" + kind + "' AND f.name IN (" + fields +
			") AND NOT EXISTS (SELECT 1 FROM field g WHERE g.record = r.id AND g.name = 'removed' AND g.value = '1') ORDER BY f.id"
	}
	return [...]string{
		HitPassage: "SELECT p.text FROM passage p JOIN layer l ON l.id = p.layer WHERE p.id = ? AND " + currentLayer,
		HitEntity: `SELECT s.value FROM statement s JOIN property p ON p.id = s.property JOIN entity e ON e.id = s.entity
			WHERE s.entity = ? AND s.live = 1 AND s.stance = 1 AND s.target IS NULL
			AND (p.name IN (` + namesSQL + ") OR e.schema || '.' || p.name IN (" + captionsSQL() + ")) ORDER BY s.id",
		HitStatement: `SELECT s.value || coalesce((SELECT ' ' || group_concat(coalesce(n.quote, '') || ' ' || coalesce(n.said_by, '') || ' ' || coalesce(n.original, ''), ' ') FROM noting n WHERE n.statement = s.id), '')
			FROM statement s JOIN property p ON p.id = s.property WHERE s.id = ? AND s.live = 1 AND s.target IS NULL AND p.name NOT IN (` + namesSQL + ")",
		HitSource: ofRecord(recordSource, "'title', 'publisher', 'author', 'url', 'origin', 'note'"),
		HitNote:   ofRecord(recordNote, "'text'"),
		HitTask:   ofRecord(recordTask, "'text'"),
	}
})

// namesSQL and captionsSQL list, for SQL, the properties whose values are
// names. They are words of our own ontology.
var namesSQL = "'" + strings.Join(nameProperties, "', '") + "'"

func captionsSQL() string {
	var all []string
	for _, s := range ontology.Default().Schemata() {
		for _, p := range s.Caption {
			if !slices.Contains(nameProperties, p) {
				all = append(all, "'"+s.Name+"."+p+"'")
			}
		}
	}
	return strings.Join(all, ", ")
}

// mostKeyed is how many words are remembered with their keys.
const mostKeyed = 1 << 14

// remembered keeps the answers of a function that is slow: the words of names
// come again and again.
func remembered(keys func(string) []string) func(string) []string {
	var mu sync.Mutex
	known := map[string][]string{}
	return func(word string) []string {
		mu.Lock()
		defer mu.Unlock()
		if k, ok := known[word]; ok {
			return k
		}
		if len(known) >= mostKeyed {
			clear(known)
		}
		k := keys(word)
		known[word] = k
		return k
	}
}

// indexed gives the words and the keys of a text. In a name every word has
// keys; in running text those that begin with a capital letter, and those of
// scripts that have none.
func (o *Options) indexed(text string, name bool) (words, keys string) {
	words = strings.Join(SearchFold(text), " ")
	if o.Keys == nil {
		return words, ""
	}
	var b strings.Builder
	add := func(word string) {
		if utf8.RuneCountInString(word) < 2 {
			return
		}
		for _, k := range o.Keys(word) {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(k)
		}
	}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '-' && r != '‐' && r != '‑'
	}) {
		if !name && unicode.IsLower(firstLetter(word)) {
			continue
		}
		// "Chol-su" is found as Chol, as su and as Cholsu.
		parts := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '‐' || r == '‑' })
		for _, p := range parts {
			add(p)
		}
		if len(parts) > 1 && len(parts) < 5 {
			add(strings.Join(parts, ""))
		}
	}
	return words, b.String()
}

func firstLetter(word string) rune {
	for _, r := range word {
		if unicode.IsLetter(r) {
			return r
		}
	}
	return 0
}

// SearchFold gives the words of a text as the search index holds them: folded,
// and every letter of Chinese, Japanese and Korean a word of its own.
func SearchFold(text string) []string {
	folded := value.Fold(text)
	if strings.IndexFunc(folded, cjk) < 0 {
		return strings.Fields(folded)
	}
	var b strings.Builder
	b.Grow(len(folded) * 2)
	for _, r := range folded {
		if cjk(r) {
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		} else {
			b.WriteRune(r)
		}
	}
	return strings.Fields(b.String())
}

func cjk(r rune) bool {
	return r >= 0x1100 && unicode.IsLetter(r) && unicode.In(r, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
