package command

import (
	"context"
	"strconv"

	"redthread/store"
)

func historyCommands() []command {
	return []command{
		{
			name: "history", args: []arg{argCase}, brief: "list what was done, newest first", answer: historyAnswer{}, run: runHistory,
			flags: []flag{{name: "limit", value: "N", help: "the newest N only"}},
		},
		{
			name: "undo", args: []arg{argCase}, brief: "take back the last action", answer: undoAnswer{}, run: runUndo,
			more: "The history keeps both: what was done, and that it was taken back. The exit code is 1 where there is nothing to undo.",
		},
		{
			name: "redo", args: []arg{argCase}, brief: "do again what was last taken back", answer: undoAnswer{}, run: runRedo,
		},
	}
}

type action struct {
	Number  int64  `json:"number" doc:"counts up from 1 in this file"`
	Hash    string `json:"hash" doc:"64 hexadecimal digits"`
	Kind    string `json:"kind" doc:"do, undo or redo"`
	Label   string `json:"label" doc:"what was done"`
	Author  string `json:"author" doc:"who did it"`
	At      string `json:"at" doc:"when, by the author's clock"`
	Changes int    `json:"changes" doc:"rows changed"`
	Undone  bool   `json:"undone" doc:"true where it was taken back and not done again"`
}

type historyAnswer struct {
	Actions []action `json:"actions" doc:"newest first"`
}

func (a historyAnswer) print(p *page) {
	if len(a.Actions) == 0 {
		p.line("Nothing was done yet.")
		return
	}
	var rows [][]string
	for _, x := range a.Actions {
		state := ""
		if x.Undone {
			state = "taken back"
		}
		what := map[string]string{"undo": "Undo: ", "redo": "Redo: "}[x.Kind] + x.Label
		rows = append(rows, []string{strconv.FormatInt(x.Number, 10), moment(x.At), x.Hash[:12], x.Author, joined(what, state)})
	}
	p.table("", []string{"No", "When", "Hash", "Who", "What"}, rows)
}

func runHistory(ctx context.Context, k *call) (answer, error) {
	limit, err := k.whole("limit", 1, 1<<31-1)
	if err != nil {
		return nil, err
	}
	a := historyAnswer{Actions: []action{}}
	err = k.reading(ctx, func(c *store.Case) error {
		all, err := c.History(ctx, store.HistoryFilter{Limit: limit})
		for _, x := range all {
			a.Actions = append(a.Actions, action{
				Number: x.Number, Hash: x.ID.String(), Kind: x.Kind, Label: x.Label, Author: x.Author, At: stamp(x.Wall), Changes: x.Changes, Undone: x.Undone,
			})
		}
		return err
	})
	return a, err
}

type undoAnswer struct {
	Label string   `json:"label" doc:"the action that was taken back or done again"`
	Head  []string `json:"head" doc:"hashes at the front of the history now"`
	did   string
}

func (a undoAnswer) print(p *page) { p.line("%s: %s", a.did, flat(a.Label)) }

func runUndo(ctx context.Context, k *call) (answer, error) {
	return k.reverse(ctx, "Taken back", (*store.Case).Undo)
}

func runRedo(ctx context.Context, k *call) (answer, error) {
	return k.reverse(ctx, "Done again", (*store.Case).Redo)
}

func (k *call) reverse(ctx context.Context, did string, f func(*store.Case, context.Context) (string, error)) (answer, error) {
	a := undoAnswer{did: did, Head: []string{}}
	err := k.writing(ctx, func(c *store.Case) error {
		label, err := f(c, ctx)
		if err != nil {
			return err
		}
		a.Label = label
		heads, err := c.Head(ctx)
		for _, h := range heads {
			a.Head = append(a.Head, h.String())
		}
		return err
	})
	return a, err
}
