package report

import (
	"context"
	"crypto/sha256"
	"fmt"

	"redthread/app"
	"redthread/app/redact"
	"redthread/store"
)

// Level says how much a finding weighs.
type Level int

// The levels.
const (
	Good    Level = iota // in order
	Caution              // the reader has to know it; it stands in the report
	Fault                // put it right before the report leaves
)

// Finding is one thing to look at before a report leaves.
type Finding struct {
	ID    string // "unsourced", "origins", "hashes", "classes", "shown", "conflicts", "grades", "accessed"
	Level Level
	Text  string // a sentence without its full stop
	Items []Item // what it is about; empty where it is in order
}

// Item is a thing that a finding is about, named as it may leave.
type Item struct {
	Kind  store.Kind // entity or source
	ID    store.ID
	Title string
}

// Check finds what has to be put right, or said, before a report leaves. The
// findings come in a fixed order, those that are in order among them. It reads
// every byte of evidence.
func Check(ctx context.Context, c *store.Case, gate *redact.Gate) ([]Finding, error) {
	board, err := app.Overview(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("checking the case: %w", err)
	}
	sources, err := c.Sources(ctx)
	if err != nil {
		return nil, fmt.Errorf("checking the sources: %w", err)
	}
	hashes, err := checkHashes(ctx, c, gate, board.Evidence)
	if err != nil {
		return nil, fmt.Errorf("checking the evidence: %w", err)
	}
	k := checker{gate: gate}
	k.weak("unsourced", Fault, board.Unsourced, board.UnsourcedTotal, "Every statement has a source", "statement has no source", "statements have no source")
	k.weak("origins", Caution, board.SingleOrigin, len(board.SingleOrigin), "No claim or count rests on one origin alone", "claim or count rests on one origin alone", "claims and counts rest on one origin alone")
	k.found = append(k.found, hashes)
	k.people(board.Unclassed, board.UnclassedTotal)
	k.conflicts(board.Conflicts)
	k.weak("grades", Caution, board.Ungraded, len(board.Ungraded), "Every source is graded", "source is not graded", "sources are not graded")
	k.accessed(sources)
	return k.found, nil
}

type checker struct {
	gate  *redact.Gate
	found []Finding
}

// add reports a count; none of them is in order.
func (k *checker) add(id string, level Level, items []Item, good, one, many string) {
	k.addOf(id, level, items, len(items), good, one, many)
}

// addOf reports a count of which the first items are named.
func (k *checker) addOf(id string, level Level, items []Item, total int, good, one, many string) {
	f := Finding{ID: id, Level: level, Items: items}
	if total == 0 {
		f.Level, f.Text = Good, good
	} else {
		f.Text = count(total, one, many)
	}
	k.found = append(k.found, f)
}

func (k *checker) weak(id string, level Level, rows []app.WeakRow, total int, good, one, many string) {
	var items []Item
	for _, w := range rows {
		it := Item{Kind: w.Kind, ID: w.ID, Title: k.gate.Text(w.Title)}
		if w.Kind == store.KindEntity {
			it.Title, _ = k.gate.Entity(w.ID)
		}
		items = append(items, it)
	}
	k.addOf(id, level, items, total, good, one, many)
}

// people says who is shown and who is hidden for want of a class.
func (k *checker) people(unclassed []app.WeakRow, total int) {
	if k.gate.Profile() == redact.Full {
		k.weak("classes", Fault, unclassed, total, "Every person has a class", "person has no class and is shown", "people have no class and are shown")
		k.found = append(k.found, Finding{ID: "shown", Level: Fault, Text: "Nothing is hidden in this report"})
		return
	}
	k.weak("classes", Caution, unclassed, total, "Every person has a class", "person has no class and is hidden", "people have no class and are hidden")
	k.found = append(k.found, Finding{ID: "shown", Level: Good, Text: "No worker and no source is named"})
}

func (k *checker) conflicts(cards []app.ConflictCard) {
	var items []Item
	for _, c := range cards {
		name, _ := k.gate.Entity(c.ID)
		items = append(items, Item{Kind: store.KindEntity, ID: c.ID, Title: name})
	}
	k.add("conflicts", Caution, items, "No conflict is recorded", "conflict is unresolved", "conflicts are unresolved")
}

// accessed finds pages that may have changed since nobody knows when.
func (k *checker) accessed(sources []store.SourceRow) {
	var items []Item
	for _, s := range sources {
		if s.URL == "" || s.Accessed != "" {
			continue
		}
		shown, _ := k.gate.Source(s.Source)
		items = append(items, Item{Kind: store.KindSource, ID: s.ID, Title: shown.Title})
	}
	k.add("accessed", Caution, items, "Every web source has the date on which it was read",
		"web source has no date on which it was read", "web sources have no date on which they were read")
}

// checkHashes hashes every original again.
func checkHashes(ctx context.Context, c *store.Case, gate *redact.Gate, files []store.Evidence) (Finding, error) {
	f := Finding{ID: "hashes"}
	sound := map[[sha256.Size]byte]bool{}
	for _, e := range files {
		if _, done := sound[e.SHA256]; done {
			continue
		}
		h := sha256.New()
		err := c.WriteEvidence(ctx, e.SHA256, h)
		if ctx.Err() != nil {
			return f, ctx.Err()
		}
		sound[e.SHA256] = err == nil && [sha256.Size]byte(h.Sum(nil)) == e.SHA256
		if !sound[e.SHA256] {
			f.Level = Fault
			f.Items = append(f.Items, Item{Kind: store.KindSource, ID: e.Source, Title: gate.Text(e.Name)})
		}
	}
	f.Text = fmt.Sprintf("%d of %d hashes verified", len(sound)-len(f.Items), len(sound))
	if len(sound) == 0 {
		f.Level, f.Text = Caution, "No original is kept in the case, so there is no hash to verify"
	}
	return f, nil
}
