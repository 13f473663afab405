package store

import (
	"database/sql"
	"strings"
)

// Long texts, such as notes, are written by hand and cannot be told apart by
// time alone: of two edits made without knowing one another the later would
// silently win. So each edit of one also leaves a record of kind "version": what
// the text became, and which versions it was made from. A version that no other
// was made from, and that is not the text that stands, is the other side of a
// conflict: see Conflicts. Being records, versions join by union.

// longText tells whether a field of a kind of record keeps versions.
func longText(kind, name string) bool {
	switch kind {
	case recordNote, recordTask, recordChartNote:
		return name == "text"
	case recordSource:
		return name == "note"
	case recordCase:
		return name == "question" || name == "summary"
	}
	return false
}

// version is what a long text became by an edit.
type version struct {
	id     ID
	action int64
	text   string
	over   []ID // the versions it was made from
}

// versions lists what is kept of one field.
func (tx *Tx) versions(record ID, name string) ([]version, error) {
	s, err := tx.w.stmt(`SELECT r.uid, r.action, t.value, coalesce(o.value, '') FROM record r
		JOIN field a ON a.record = r.id AND a.name = 'about' AND a.value = ?
		JOIN field n ON n.record = r.id AND n.name = 'field' AND n.value = ?
		JOIN field t ON t.record = r.id AND t.name = 'text'
		LEFT JOIN field o ON o.record = r.id AND o.name = 'over'
		WHERE r.kind = 'version' ORDER BY r.id`)
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(record.String(), name)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(r *sql.Rows) (version, error) {
		var v version
		var uid []byte
		var over string
		err := r.Scan(&uid, &v.action, &v.text, &over)
		v.id, v.over = idFrom(uid), idList(over)
		return v, err
	})
}

func idList(text string) []ID {
	var all []ID
	for s := range strings.FieldsSeq(text) {
		if id, err := ParseID(s); err == nil {
			all = append(all, id)
		}
	}
	return all
}

func joinIDs(all []ID) string {
	var b strings.Builder
	for i, id := range all {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(id.String())
	}
	return b.String()
}

// tips are the versions that no other was made from.
func tips(all []version) []version {
	over := map[ID]bool{}
	for _, v := range all {
		for _, id := range v.over {
			over[id] = true
		}
	}
	var last []version
	for _, v := range all {
		if !over[v.id] {
			last = append(last, v)
		}
	}
	return last
}

// editText keeps what an edit makes of a long text: it is made from the
// versions that said what stood there.
func (tx *Tx) editText(record ID, name, old, text string) error {
	var made int64
	if _, err := tx.w.row("SELECT action FROM record WHERE uid = ?", []any{record[:]}, &made); err != nil || made == tx.action {
		return err // nobody else can have changed what was made just now
	}
	all, err := tx.versions(record, name)
	if err != nil {
		return err
	}
	var over []ID
	for _, v := range tips(all) {
		if v.text == old {
			over = append(over, v.id)
		}
	}
	id, err := tx.newUID()
	if err != nil {
		return err
	}
	return tx.addVersion(id, record, name, text, over, tx.action)
}

func (tx *Tx) addVersion(id, record ID, name, text string, over []ID, action int64) error {
	row, err := tx.insert(tRecord, idBytes(id), recordVersion, action)
	if err != nil {
		return err
	}
	for _, f := range []fieldValue{{"about", record.String()}, {"field", name}, {"text", text}, {"over", joinIDs(over)}} {
		if f.value == "" && f.name == "over" {
			continue
		}
		if _, err := tx.insert(tField, row, f.name, f.value, action); err != nil {
			return err
		}
	}
	return nil
}
