package sharing

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"redthread/store"
)

// Choice is a decision on one conflict of a preview, by its number in the
// list there: the side that stands, or -1 for both.
type Choice struct {
	Conflict store.Conflict
	Side     int
	Why      string
}

// Preview says what a merge would bring; nothing is written.
func Preview(ctx context.Context, c, other *store.Case) (store.Joined, error) {
	return c.Merge(ctx, other, store.MergeOptions{DryRun: true})
}

// Merge joins another case and decides what was chosen beforehand, all in one
// action.
func Merge(ctx context.Context, c, other *store.Case, choices []Choice, progress func(float64)) (store.Joined, error) {
	return c.Merge(ctx, other, store.MergeOptions{
		Label: "Merge " + filepath.Base(other.Path()), Progress: progress,
		Decide: func(tx *store.Tx, _ *store.Joined) error {
			return decide(tx, choices)
		},
	})
}

// Decide settles one conflict of a case.
func Decide(ctx context.Context, c *store.Case, f store.Conflict, side int, why string) error {
	_, err := c.Update(ctx, "Decide a conflict", func(tx *store.Tx) error { return tx.Decide(f, side, why) })
	return err
}

// Words says what a merge brings, one line each.
func Words(j store.Joined) []string {
	var all []string
	add := func(n int, one, many string) {
		if n > 0 {
			all = append(all, count(n, one, many))
		}
	}
	add(j.Statements, "statement", "statements")
	if more := j.Notings - j.Statements; more > 0 {
		add(more, "further noting of a statement", "further notings of statements")
	}
	add(j.Withdrawals, "withdrawal", "withdrawals")
	add(j.Entities, "entity", "entities")
	add(j.Sources, "source", "sources")
	add(j.Evidence, "file of evidence", "files of evidence")
	add(j.Texts, "text", "texts")
	add(j.Judgements, "judgement", "judgements")
	add(j.Notes, "note", "notes")
	add(j.Tags, "tag", "tags")
	add(j.Tasks, "task", "tasks")
	add(j.Asides, "place set aside", "places set aside")
	add(j.Detached, "file taken off its source", "files taken off their sources")
	add(j.Decisions, "decision on a conflict", "decisions on conflicts")
	add(j.Others, "record of charts and versions", "records of charts and versions")
	add(j.Custody, "entry in the records of evidence", "entries in the records of evidence")
	add(j.Newer, "field that was edited later there", "fields that were edited later there")
	if j.Older > 0 {
		all = append(all, count(j.Older, "field that was edited later here, and stays", "fields that were edited later here, and stay"))
	}
	for _, r := range j.Returning {
		all = append(all, fmt.Sprintf("%s of %q, which was taken back here, will come again", count(r.Rows, "row", "rows"), r.Label))
	}
	return all
}

// ConflictWords says a conflict in one line. caption names things of the case.
func ConflictWords(f store.Conflict, caption func(store.ID) string) string {
	var sides []string
	for _, s := range f.Sides {
		text := s.Text
		if !s.Target.IsZero() {
			text = caption(s.Target)
		}
		if r := []rune(strings.ReplaceAll(text, "\n", " ")); len(r) > 60 {
			text = string(r[:59]) + "…"
		}
		sides = append(sides, fmt.Sprintf("%q (%s)", text, s.Author))
	}
	joined := strings.Join(sides, " or ")
	switch f.Kind {
	case store.ConflictText:
		return fmt.Sprintf("The text of a %s was changed on both sides: %s", f.What, joined)
	case store.ConflictValue:
		return fmt.Sprintf("%s, %s: %s", caption(f.About), f.Field, joined)
	case store.ConflictJudgement:
		return fmt.Sprintf("%s and %s: %s", caption(f.About), caption(f.Other), joined)
	case store.ConflictSource:
		why := "the same address"
		if f.Field == "bytes" {
			why = "the same file"
		}
		return fmt.Sprintf("Two sources with %s may be one: %s", why, joined)
	}
	return joined
}

// DecideAll settles several conflicts of a case as one action.
func DecideAll(ctx context.Context, c *store.Case, choices []Choice) error {
	_, err := c.Update(ctx, "Decide conflicts", func(tx *store.Tx) error { return decide(tx, choices) })
	return err
}

func decide(tx *store.Tx, choices []Choice) error {
	for _, ch := range choices {
		if err := tx.Decide(ch.Conflict, ch.Side, ch.Why); err != nil {
			return err
		}
	}
	return nil
}
