package store

import (
	"context"
	"database/sql"
	"slices"
)

// Decision is what somebody decided on a conflict. It covers the sides it saw:
// one that comes later opens the conflict again.
type Decision struct {
	ID     ID
	Kind   ConflictKind
	About  ID
	Other  ID
	Field  string
	Choice string // the id of the side that stands, "both", or a verdict
	Why    string
	Over   []ID // the sides it saw
}

// settles tells whether the decision covers all sides of a conflict.
func (d Decision) settles(f Conflict) bool {
	if d.Kind != f.Kind || d.About != f.About || d.Other != f.Other || f.Kind == ConflictValue && d.Field != f.Field {
		return false
	}
	for _, s := range f.Sides {
		if !slices.Contains(d.Over, s.ID) {
			return false
		}
	}
	return f.Kind != ConflictText
}

func decisions(ctx context.Context, db queryer) ([]Decision, error) {
	rows, err := db.QueryContext(ctx, "SELECT r.id, r.uid, f.name, f.value FROM record r JOIN field f ON f.record = r.id WHERE r.kind = 'decision' ORDER BY r.id")
	if err != nil {
		return nil, err
	}
	last := int64(-1)
	var all []Decision
	_, err = collect(rows, func(r *sql.Rows) (struct{}, error) {
		var row int64
		var uid []byte
		var name, text string
		if err := r.Scan(&row, &uid, &name, &text); err != nil {
			return struct{}{}, err
		}
		if row != last {
			all = append(all, Decision{ID: idFrom(uid)})
			last = row
		}
		d := &all[len(all)-1]
		switch name {
		case "conflict":
			d.Kind = ConflictKind(text)
		case "about":
			_ = d.About.UnmarshalText([]byte(text))
		case "other":
			_ = d.Other.UnmarshalText([]byte(text))
		case "field":
			d.Field = text
		case "choice":
			d.Choice = text
		case "why":
			d.Why = text
		case "over":
			d.Over = idList(text)
		}
		return struct{}{}, nil
	})
	return all, err
}

func (d Decision) fields() []fieldValue {
	return []fieldValue{
		{"conflict", string(d.Kind)},
		{"about", aboutText(d.About)},
		{"other", aboutText(d.Other)},
		{"field", d.Field},
		{"choice", d.Choice},
		{"why", d.Why},
		{"over", joinIDs(d.Over)},
	}
}

// Both is the choice that lets all sides stand.
const Both = "both"

// Decide settles a conflict. The choice is the number of the side that stands,
// or -1 for all of them.
//
// Of values the others are withdrawn, with the reason; of texts the chosen one
// stands and the others remain in the history; of judgements the author judges as
// the chosen side does; of two sources the first side's choice means that they
// are one, so that their origin counts once, and -1 that they are two.
func (tx *Tx) Decide(f Conflict, choice int, why string) error {
	if choice < -1 || choice >= len(f.Sides) {
		return faultf(ErrInvalid, nil, "Choose one of the sides, or both.")
	}
	if why == "" {
		why = "decided when the files were merged"
	}
	d := Decision{Kind: f.Kind, About: f.About, Other: f.Other, Field: f.Field, Choice: Both, Why: why}
	for _, s := range f.Sides {
		if !s.ID.IsZero() {
			d.Over = append(d.Over, s.ID)
		}
	}
	if choice >= 0 {
		d.Choice = f.Sides[choice].ID.String()
	}
	switch f.Kind {
	case ConflictText:
		if choice < 0 {
			return faultf(ErrInvalid, nil, "One text can stand; choose a side, or put both into one text by hand.")
		}
		return tx.decideText(f, f.Sides[choice].Text)
	case ConflictValue:
		if choice >= 0 {
			for i, s := range f.Sides {
				if i == choice {
					continue
				}
				if err := tx.Withdraw(s.ID, why); err != nil {
					return err
				}
			}
		}
	case ConflictJudgement:
		if choice >= 0 {
			d.Choice = f.Sides[choice].Text
			id, err := tx.Judge(f.About, f.Other, Verdict(d.Choice), why)
			if err != nil {
				return err
			}
			d.Over = append(d.Over, id)
		}
	case ConflictSource:
		if choice >= 0 {
			if err := tx.oneOrigin(f); err != nil {
				return err
			}
		}
	}
	tx.told.Case = true
	_, err := tx.addRecord(recordDecision, ID{}, d.fields())
	return err
}

// decideText makes one text stand over all versions there are.
func (tx *Tx) decideText(f Conflict, text string) error {
	var row, fid int64
	ok, err := tx.w.row("SELECT id FROM record WHERE uid = ?", []any{f.About[:]}, &row)
	if err != nil || !ok {
		return errOr(err, faultf(ErrNotFound, nil, "The text is no longer in this case."))
	}
	all, err := tx.versions(f.About, f.Field)
	if err != nil {
		return err
	}
	var over []ID
	for _, v := range tips(all) {
		over = append(over, v.id)
	}
	found, err := tx.w.row("SELECT id FROM field WHERE record = ? AND name = ?", []any{row, f.Field}, &fid)
	switch {
	case err != nil:
	case found:
		err = tx.update(tField, fid, func(r []any) { r[2], r[3] = text, tx.action })
	default:
		_, err = tx.insert(tField, row, f.Field, text, tx.action)
	}
	if err != nil {
		return err
	}
	id, err := tx.newUID()
	if err != nil {
		return err
	}
	tx.told.Case = true
	tx.told.All = true
	return tx.addVersion(id, f.About, f.Field, text, over, tx.action)
}

// oneOrigin gives two sources that are one the same origin, so that what they
// say counts once.
func (tx *Tx) oneOrigin(f Conflict) error {
	origin, title := "", ""
	for _, id := range []ID{f.About, f.Other} {
		for name, into := range map[string]*string{"origin": &origin, "title": &title} {
			var text string
			if _, err := tx.w.row("SELECT f.value FROM field f JOIN record r ON r.id = f.record WHERE r.uid = ? AND f.name = ?", []any{id[:], name}, &text); err != nil {
				return err
			}
			if *into == "" {
				*into = text
			}
		}
	}
	if origin == "" {
		origin = title
	}
	for _, id := range []ID{f.About, f.Other} {
		tx.told.source(id)
		if err := tx.setRecord(recordSource, id, []fieldValue{{"origin", origin}}); err != nil {
			return err
		}
	}
	return nil
}

// Decided lists the decisions, oldest first.
func (c *Case) Decided(ctx context.Context) ([]Decision, error) {
	all, err := decisions(ctx, c.read)
	return all, explain(c.path, err)
}
