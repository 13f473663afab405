package desktop

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/part"
)

// tally is what the frame shows of the case as a whole.
type tally struct {
	info       store.Info
	undo, redo string // labels, "" when there is nothing
	single     int    // claims that rest on one origin
	known      bool   // info is read
	weighed    bool   // single is read
}

// counting keeps at most one count under way and one waiting.
type counting struct{ busy, again bool }

// count reads the tally anew after a change.
func (b *bench) count() {
	if b.counts.busy {
		b.counts.again = true
		return
	}
	b.counts = counting{busy: true}
	t := tally{single: b.tally.single, weighed: b.tally.weighed}
	b.Ask("Counting", func(ctx context.Context, _ func(float64, string)) (err error) {
		if t.info, err = b.c.Info(ctx); err != nil {
			return err
		}
		t.undo, t.redo, err = b.c.Undoable(ctx)
		t.known = err == nil
		return err
	}, func(err error) {
		if err == nil {
			b.tally = t
			b.showTally()
		}
		again := b.counts.again
		b.counts = counting{}
		if again {
			b.count()
			return
		}
		b.weighing()
		if !b.tally.weighed {
			b.weigh() // at first, so that the status bar is whole with the first screen
			return
		}
		b.weighing = b.w.after(weighDelay, b.weigh)
	})
}

// weighDelay keeps the longer count out of the way of what a person waits for
// after a change.
const weighDelay = 700 * time.Millisecond

// weigh counts the claims that rest on one origin, which takes longer.
func (b *bench) weigh() {
	var n int
	asked := b.tally.info.Actions
	b.Ask("Counting", func(ctx context.Context, _ func(float64, string)) error {
		var err error
		n, err = app.SingleOrigins(ctx, b.c)
		return err
	}, func(err error) {
		if err == nil && asked == b.tally.info.Actions { // else a newer count follows
			b.tally.single, b.tally.weighed = n, true
			b.showState()
		}
	})
}

func (b *bench) showTally() {
	t := b.tally
	b.frame.counts(t)
	title := t.info.Title
	if title == "" {
		title = "Untitled case"
	}
	b.frame.setCase(title, b.fileName())
	ro, _ := b.c.ReadOnly()
	able(b.frame.undo, t.undo != "" && !ro)
	b.frame.undo.Tip = ""
	if t.undo != "" {
		b.frame.undo.Tip = "Undo: " + t.undo
	}
	b.showState()
}

func able(button *part.Button, yes bool) {
	if yes {
		button.Enable()
	} else {
		button.Disable()
	}
}

// showState writes the status bar.
func (b *bench) showState() {
	state := "All changes saved"
	ro, why := b.c.ReadOnly()
	switch {
	case ro:
		state = "Reading only: " + shorten(why)
	case b.saving():
		state = "Saving…"
	}
	texts := []string{state}
	if t := b.tally; t.known {
		texts = append(texts, strings.Join([]string{
			number(t.info.Sources, "source", "sources"),
			number(t.info.Entities, "entity", "entities"),
			number(t.info.Statements, "statement", "statements"),
		}, " · "))
		if t.weighed && t.single > 0 {
			texts = append(texts, number(t.single, "single-origin claim", "single-origin claims"))
		}
	}
	b.frame.say(texts...)
}

// shorten keeps the first part of a sentence, without its full stop.
func shorten(s string) string {
	if i := strings.IndexAny(s, ";"); i > 0 {
		s = s[:i]
	}
	return strings.TrimSuffix(s, ".")
}

func number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// grouped writes 12345 as 12,345.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// showJobs shows the oldest job that has outlived a moment.
func (b *bench) showJobs() {
	if b.ended {
		return
	}
	var first *part.Job
	more := 0
	for _, s := range b.board.Running() {
		e := b.work[s.ID]
		if e == nil || !e.long {
			continue
		}
		if first != nil {
			more++
			continue
		}
		first = &part.Job{Title: s.Title, Done: s.Share, OnCancel: func() { b.board.Cancel(s.ID) }}
		if s.What != "" {
			first.Title += ": " + s.What
		}
	}
	if more > 0 {
		first.Title += fmt.Sprintf(" (and %d more)", more)
	}
	b.frame.setJob(first)
}
