package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// table describes one table whose rows pass through history.
type table struct {
	code    byte // stands in packs: never reused
	name    string
	columns []string // without id
	grows   bool     // undo leaves its rows alone

	insertSQL, insertNewSQL, updateSQL, deleteSQL, selectSQL, maxSQL, batchSQL string
}

func newTable(code byte, name string, grows bool, columns ...string) *table {
	t := &table{code: code, name: name, columns: columns, grows: grows}
	t.insertSQL = fmt.Sprintf("INSERT INTO %s (id, %s) VALUES (?%s)", name, strings.Join(columns, ", "), strings.Repeat(", ?", len(columns)))
	t.insertNewSQL = t.insertSQL + " ON CONFLICT (uid) DO NOTHING"
	t.updateSQL = fmt.Sprintf("UPDATE %s SET %s = ? WHERE id = ?", name, strings.Join(columns, " = ?, "))
	t.deleteSQL = fmt.Sprintf("DELETE FROM %s WHERE id = ?", name)
	t.selectSQL = fmt.Sprintf("SELECT %s FROM %s WHERE id = ?", strings.Join(columns, ", "), name)
	t.maxSQL = fmt.Sprintf("SELECT coalesce(max(id), 0) FROM %s", name)
	t.batchSQL = batchSQL(name, columns)
	return t
}

// The tables in the order in which their rows depend on one another.
var (
	tRecord     = newTable(1, "record", false, "uid", "kind", "action")
	tField      = newTable(2, "field", false, "record", "name", "value", "action")
	tEntity     = newTable(3, "entity", false, "uid", "schema", "schema_action", "class", "class_action")
	tLayer      = newTable(4, "layer", false, "uid", "source", "kind", "tool", "action")
	tPassage    = newTable(5, "passage", false, "layer", "number", "page", "text")
	tStatement  = newTable(6, "statement", false, "uid", "entity", "property", "value", "target", "source", "lang", "stance", "valid_from", "valid_to", "live")
	tNoting     = newTable(7, "noting", false, "uid", "statement", "action", "passage", "start", "stop", "quote", "locator", "said_by", "hedge", "credibility", "origin", "original")
	tWithdrawal = newTable(8, "withdrawal", false, "uid", "statement", "why", "action")
	tWithdrawn  = newTable(9, "withdrawn", false, "withdrawal", "noting")
	tJudgement  = newTable(10, "judgement", false, "uid", "a", "b", "verdict", "why", "action")
	tAttachment = newTable(11, "attachment", false, "uid", "source", "evidence", "name", "action")
	tProperty   = newTable(12, "property", true, "name")
	tEvidence   = newTable(13, "evidence", true, "sha256", "size", "media")
	tCustody    = newTable(14, "custody", true, "uid", "evidence", "event", "name", "author", "wall", "tool", "detail")
	tReading    = newTable(15, "reading", false, "uid", "source", "evidence", "layer", "tool", "format", "charset", "pages", "note", "meta", "action")
	tSection    = newTable(16, "section", false, "layer", "number", "title", "rest")
)

// recorded lists every table of history; state those that undo restores.
func recorded() []*table {
	return []*table{
		tRecord, tField, tEntity, tLayer, tPassage, tStatement, tNoting, tWithdrawal, tWithdrawn,
		tJudgement, tAttachment, tProperty, tEvidence, tCustody, tReading, tSection,
	}
}

func tableByCode(code byte) *table {
	for _, t := range recorded() {
		if t.code == code {
			return t
		}
	}
	return nil
}

// change is one row before and after an action. An insert has no before, a
// delete no after.
type change struct {
	table         *table
	id            int64
	before, after []any
}

var errPack = errors.New("a record of history cannot be read")

// appendChange writes a change in the pack's form: table code, id, then each
// side as a count and its values; a missing side has count 0.
func appendChange(b []byte, ch change) []byte {
	b = append(b, ch.table.code)
	b = binary.AppendVarint(b, ch.id)
	b = appendRow(b, ch.before)
	return appendRow(b, ch.after)
}

func appendRow(b []byte, row []any) []byte {
	b = binary.AppendUvarint(b, uint64(len(row)))
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			b = append(b, 0)
		case int64:
			b = binary.AppendVarint(append(b, 1), v)
		case string:
			b = binary.AppendUvarint(append(b, 2), uint64(len(v)))
			b = append(b, v...)
		case []byte:
			b = binary.AppendUvarint(append(b, 3), uint64(len(v)))
			b = append(b, v...)
		default:
			panic(fmt.Sprintf("store: a column of type %T", v)) // a slip in this package
		}
	}
	return b
}

// readChange reads one change from the front of b and returns the rest.
func readChange(b []byte) (change, []byte, error) {
	if len(b) < 2 {
		return change{}, nil, errPack
	}
	ch := change{table: tableByCode(b[0])}
	if ch.table == nil {
		return change{}, nil, errPack
	}
	id, n := binary.Varint(b[1:])
	if n <= 0 {
		return change{}, nil, errPack
	}
	ch.id, b = id, b[1+n:]
	var err error
	if ch.before, b, err = readRow(b); err != nil {
		return change{}, nil, err
	}
	if ch.after, b, err = readRow(b); err != nil {
		return change{}, nil, err
	}
	for _, row := range [][]any{ch.before, ch.after} {
		if row != nil && len(row) != len(ch.table.columns) {
			return change{}, nil, errPack
		}
	}
	return ch, b, nil
}

// skipChange steps over one change without taking it apart.
func skipChange(b []byte) ([]byte, error) {
	if len(b) < 2 || tableByCode(b[0]) == nil {
		return nil, errPack
	}
	_, n := binary.Varint(b[1:])
	if n <= 0 {
		return nil, errPack
	}
	b = b[1+n:]
	for range 2 {
		count, n := binary.Uvarint(b)
		if n <= 0 || count > 64 {
			return nil, errPack
		}
		b = b[n:]
		for range count {
			if len(b) == 0 {
				return nil, errPack
			}
			tag := b[0]
			b = b[1:]
			switch tag {
			case 0:
			case 1:
				_, n := binary.Varint(b)
				if n <= 0 {
					return nil, errPack
				}
				b = b[n:]
			case 2, 3:
				size, n := binary.Uvarint(b)
				if n <= 0 || size > uint64(len(b)-n) {
					return nil, errPack
				}
				b = b[n+int(size):]
			default:
				return nil, errPack
			}
		}
	}
	return b, nil
}

func readRow(b []byte) ([]any, []byte, error) {
	count, n := binary.Uvarint(b)
	if n <= 0 || count > 64 {
		return nil, nil, errPack
	}
	b = b[n:]
	if count == 0 {
		return nil, b, nil
	}
	row := make([]any, count)
	for i := range row {
		if len(b) == 0 {
			return nil, nil, errPack
		}
		tag := b[0]
		b = b[1:]
		switch tag {
		case 0:
		case 1:
			v, n := binary.Varint(b)
			if n <= 0 {
				return nil, nil, errPack
			}
			row[i], b = v, b[n:]
		case 2, 3:
			size, n := binary.Uvarint(b)
			if n <= 0 || size > uint64(len(b)-n) {
				return nil, nil, errPack
			}
			part := b[n : n+int(size)]
			b = b[n+int(size):]
			if tag == 2 {
				row[i] = string(part)
			} else {
				row[i] = append([]byte{}, part...)
			}
		default:
			return nil, nil, errPack
		}
	}
	return row, b, nil
}

func columnList(t *table) string { return strings.Join(t.columns, ", ") }
