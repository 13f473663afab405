package store

import (
	"fmt"
	"strings"

	"redthread/store/value"
)

// Records are sources, notes, tags, tasks, places set aside and the case itself: an identity
// with mutable fields. Each field remembers the action that last set it, so
// that two files join field by field.

const (
	recordCase   = "case"
	recordSource = "source"
	recordNote   = "note"
	recordTag    = "tag"
	recordTask   = "task"
	recordAside  = "aside"

	recordDetached = "detached" // an attachment of this id was taken off its source
	recordVersion  = "version"  // what a long text became by an edit: see version.go
	recordDecision = "decision" // what somebody decided on a conflict: see decision.go
)

// fieldValue is one field of a record, in the order in which it is written.
type fieldValue struct{ name, value string }

func (tx *Tx) addRecord(kind string, id ID, fields []fieldValue) (ID, error) {
	if id.IsZero() {
		var err error
		if id, err = tx.newUID(); err != nil {
			return id, err
		}
	}
	row, err := tx.insert(tRecord, idBytes(id), kind, tx.action)
	if err != nil {
		return ID{}, err
	}
	for _, f := range fields {
		if f.value == "" {
			continue
		}
		if _, err := tx.insert(tField, row, f.name, f.value, tx.action); err != nil {
			return ID{}, err
		}
	}
	return id, nil
}

// setRecord writes the fields that differ from what is there.
func (tx *Tx) setRecord(kind string, id ID, fields []fieldValue) error {
	row, err := tx.recordRow(kind, id)
	if err != nil {
		return err
	}
	for _, f := range fields {
		var fid int64
		var old string
		found, err := tx.w.row("SELECT id, value FROM field WHERE record = ? AND name = ?", []any{row, f.name}, &fid, &old)
		switch {
		case err != nil:
			return fmt.Errorf("reading field %s: %w", f.name, err)
		case found && old != f.value:
			err = tx.update(tField, fid, func(r []any) { r[2], r[3] = f.value, tx.action })
		case !found && f.value != "":
			_, err = tx.insert(tField, row, f.name, f.value, tx.action)
		default:
			continue
		}
		if err == nil && longText(kind, f.name) {
			err = tx.editText(id, f.name, old, f.value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) recordRow(kind string, id ID) (int64, error) {
	var row int64
	ok, err := tx.w.row("SELECT id FROM record WHERE uid = ? AND kind = ?", []any{id[:], kind}, &row)
	if err != nil {
		return 0, fmt.Errorf("looking for a %s: %w", kind, err)
	}
	if !ok {
		return 0, faultf(ErrNotFound, nil, "There is no such %s in this case.", kind)
	}
	return row, nil
}

func idBytes(id ID) []byte { return append([]byte(nil), id[:]...) }

func flag(b bool) string {
	if b {
		return "1"
	}
	return ""
}

// SetCase changes the case's own words.
func (tx *Tx) SetCase(f CaseFields) error {
	title, err := value.Canonical(value.KindName, f.Title)
	if err != nil {
		return faultf(ErrInvalid, err, "The title of the case: %s", err.Error())
	}
	f.Title = title
	fields := []fieldValue{{"title", f.Title}, {"question", f.Question}, {"summary", f.Summary}}
	var uid []byte
	ok, err := tx.w.row("SELECT r.uid FROM record r JOIN action a ON a.id = r.action WHERE r.kind = 'case' ORDER BY a.clock, a.hash, r.id LIMIT 1", nil, &uid)
	if err != nil {
		return err
	}
	tx.told.Case = true
	if !ok {
		_, err := tx.addRecord(recordCase, ID{}, fields)
		return err
	}
	return tx.setRecord(recordCase, idFrom(uid), fields)
}

// checked gives a source with its values in canonical form.
func (s Source) checked() (Source, error) {
	if strings.TrimSpace(s.Title) == "" {
		return s, faultf(ErrInvalid, nil, "A source needs a title.")
	}
	for _, f := range []struct {
		kind value.Kind
		text *string
		name string
	}{
		{"name", &s.Title, "title"},
		{"date", &s.Published, "publication date"},
		{"date", &s.Accessed, "date of access"},
		{"url", &s.URL, "address"},
		{"language", &s.Language, "language"},
	} {
		if *f.text == "" {
			continue
		}
		v, err := value.Canonical(f.kind, *f.text)
		if err != nil {
			return s, faultf(ErrInvalid, err, "The %s of the source: %s", f.name, err.Error())
		}
		*f.text = v
	}
	if s.Kind == "" {
		s.Kind = "other"
	}
	if _, err := ParseClass(string(s.Class)); err != nil {
		return s, err
	}
	return s, nil
}

func (s Source) fields() []fieldValue {
	grade := Grade{Reliability: s.Grade.Reliability}.String()
	credibility := Grade{Credibility: s.Grade.Credibility}.String()
	return []fieldValue{
		{"title", s.Title},
		{"kind", s.Kind},
		{"publisher", s.Publisher},
		{"author", s.Author},
		{"published", s.Published},
		{"accessed", s.Accessed},
		{"url", s.URL},
		{"origin", s.Origin},
		{"language", s.Language},
		{"note", s.Note},
		{"reliability", grade},
		{"credibility", credibility},
		{"class", string(s.Class)},
		{"removed", flag(s.Removed)},
	}
}

// AddSource logs a source and returns its id. A given ID is kept.
func (tx *Tx) AddSource(s Source) (ID, error) {
	s, err := s.checked()
	if err != nil {
		return ID{}, err
	}
	id, err := tx.addRecord(recordSource, s.ID, s.fields())
	tx.told.source(id)
	return id, err
}

// SetSource changes the fields of a source that differ.
func (tx *Tx) SetSource(s Source) error {
	s, err := s.checked()
	if err != nil {
		return err
	}
	tx.told.source(s.ID)
	return tx.setRecord(recordSource, s.ID, s.fields())
}

// AddNote writes a note.
func (tx *Tx) AddNote(n Note) (ID, error) {
	tx.told.Case = true
	return tx.addRecord(recordNote, n.ID, n.fields())
}

// SetNote changes a note, or removes it.
func (tx *Tx) SetNote(n Note) error {
	tx.told.Case = true
	return tx.setRecord(recordNote, n.ID, n.fields())
}

func (n Note) fields() []fieldValue {
	return []fieldValue{{"about", aboutText(n.About)}, {"text", n.Text}, {"removed", flag(n.Removed)}}
}

// AddTag marks a thing with a word.
func (tx *Tx) AddTag(t Tag) (ID, error) {
	tx.told.Case = true
	return tx.addRecord(recordTag, t.ID, t.fields())
}

// SetTag changes a tag, or removes it.
func (tx *Tx) SetTag(t Tag) error {
	tx.told.Case = true
	return tx.setRecord(recordTag, t.ID, t.fields())
}

func (t Tag) fields() []fieldValue {
	return []fieldValue{{"about", aboutText(t.About)}, {"text", t.Text}, {"removed", flag(t.Removed)}}
}

// AddTask writes down something to be done.
func (tx *Tx) AddTask(t Task) (ID, error) {
	tx.told.Case = true
	return tx.addRecord(recordTask, t.ID, t.fields())
}

// SetTask changes a task: done, not done, other words, removed.
func (tx *Tx) SetTask(t Task) error {
	tx.told.Case = true
	return tx.setRecord(recordTask, t.ID, t.fields())
}

func (t Task) fields() []fieldValue {
	return []fieldValue{{"about", aboutText(t.About)}, {"text", t.Text}, {"due", t.Due}, {"done", flag(t.Done)}, {"removed", flag(t.Removed)}}
}

func aboutText(id ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}
