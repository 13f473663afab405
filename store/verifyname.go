package store

import "context"

// calledSQL reads, by table, what a person would call one of its rows.
var calledSQL = map[*table]string{
	tPassage:    "SELECT '¶ ' || p.number || ' of “' || " + titleSQL + " || '”' FROM passage p JOIN layer l ON l.id = p.layer WHERE p.id = ?",
	tSection:    "SELECT 'a heading in “' || " + titleSQL + " || '”' FROM section s JOIN layer l ON l.id = s.layer WHERE s.id = ?",
	tReading:    "SELECT 'what a reading found in “' || " + titleSQL + " || '”' FROM reading l WHERE l.id = ?",
	tLayer:      "SELECT 'a text of “' || " + titleSQL + " || '”' FROM layer l WHERE l.id = ?",
	tAttachment: "SELECT 'the file ' || l.name || ' of “' || " + titleSQL + " || '”' FROM attachment l WHERE l.id = ?",
	tCustody:    "SELECT 'the record of ' || name FROM custody WHERE id = ?",
	tField:      "SELECT 'the ' || f.name || ' of a ' || r.kind FROM field f JOIN record r ON r.id = f.record WHERE f.id = ?",
	tStatement:  "SELECT 'what is said of “' || coalesce((SELECT c.text FROM caption c WHERE c.entity = s.entity), '') || '”' FROM statement s WHERE s.id = ?",
}

const titleSQL = "coalesce((SELECT f.value FROM field f WHERE f.record = l.source AND f.name = 'title'), '')"

// called names a row of the case in words, in brackets and with a blank before
// them; "" where there are none. What it says may itself be what was changed.
func called(ctx context.Context, db queryer, t *table, id int64) string {
	text, ok := calledSQL[t]
	if !ok {
		return ""
	}
	names, err := query(ctx, db, text, scanString, id)
	if err != nil || len(names) == 0 {
		return ""
	}
	return " (" + harmless(names[0]) + ")"
}
