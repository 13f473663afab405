package command

import (
	"context"
	"fmt"
	"slices"

	"redthread/app"
	"redthread/app/network/ties"
	"redthread/store"
)

func networkCommands() []command {
	return []command{
		{
			name: "ties", args: []arg{argCase}, brief: "list parties that share details: e-mail, phone, address, number, director, owner, near name", answer: tiesAnswer{}, run: runTies,
			flags: []flag{
				{name: "entity", value: "ID|NAME", help: "only what this party is tied to"},
				{name: "hops", value: "N", help: "with --entity: how many ties away, 1 to 6; 1 where it is left out"},
				{name: "most", value: "N", help: "how many may share a detail before it is muted; 25 where it is left out"},
				{name: "unmute", value: "KEY", many: true, help: "count a muted detail after all; its key stands beside it. May be repeated"},
				{name: "mute", value: "KEY", many: true, help: "do not count a detail. May be repeated"},
				{name: "limit", value: "N", help: "how many ties are listed; 100 where it is left out"},
			},
			more: "What few share weighs more than what many share. Free mail, addresses of formation agents, accountants and what a crowd shares " +
				"are muted, and listed with the reason. A tie is a reason to look; it says nothing of control. The exit code is 0 also where nothing is tied.",
			examples: []string{
				"redthread ties harbour.rtcase",
				"redthread ties harbour.rtcase --entity \"Zenco-39\" --hops 2 --json",
			},
		},
		ownershipCommand(),
	}
}

type tieHolder struct {
	Party      entity      `json:"party" doc:"who gives the detail"`
	Written    []string    `json:"written" doc:"as its sources write it"`
	Statements []statement `json:"statements" doc:"the statements that say so, with their sources"`
}

type tieReason struct {
	Key     string      `json:"key" doc:"stays the same from run to run; for --mute and --unmute"`
	Kind    string      `json:"kind" doc:"number, email, phone, director, founder, address, site or name"`
	Label   string      `json:"label" doc:"the kind for people"`
	Value   string      `json:"value" doc:"what is shared"`
	Note    string      `json:"note" doc:"what to know of it"`
	Weak    bool        `json:"weak" doc:"true where a guess joins two spellings; the note says which"`
	Parties int         `json:"parties" doc:"how many parties share it"`
	Weight  float64     `json:"weight" doc:"what it adds to the tie: less, the more share it"`
	Muted   bool        `json:"muted" doc:"true where it says little"`
	Why     string      `json:"why" doc:"why it is muted"`
	Holders []tieHolder `json:"holders" doc:"the parties of the tie, or of a muted detail some of those that share it"`
}

type tieRow struct {
	A       entity      `json:"a" doc:"one party; with --entity the one nearer to it"`
	B       entity      `json:"b" doc:"the other"`
	Hops    int         `json:"hops" doc:"how many ties b is from --entity; 1 without it"`
	Score   float64     `json:"score" doc:"sum of the weights"`
	Reasons []tieReason `json:"reasons" doc:"what they share, weightiest first"`
}

type tiesAnswer struct {
	Entity *entity     `json:"entity,omitempty" doc:"the party asked for, with --entity"`
	Ties   []tieRow    `json:"ties" doc:"strongest first; with --entity the nearest first"`
	Total  int         `json:"total" doc:"how many there are"`
	Muted  []tieReason `json:"muted" doc:"details that many share or a list names, most shared first"`
}

func (a tiesAnswer) print(p *page) {
	switch {
	case a.Total == 0 && a.Entity != nil:
		p.line("Nothing that counts ties %s to another party of the case.", flat(a.Entity.Caption))
	case a.Total == 0:
		p.line("No two parties of the case share a detail that counts.")
	case a.Entity != nil:
		p.line("%s (%s) is tied to %s.", flat(a.Entity.Caption), a.Entity.ID, counted(a.Total, "party", "parties"))
	default:
		p.line("%s.", counted(a.Total, "tie", "ties"))
	}
	for _, t := range a.Ties {
		p.blank()
		from := ""
		if a.Entity == nil || t.Hops > 1 {
			from = flat(t.A.Caption) + " (" + t.A.ID + ")  –  "
		}
		hops := ""
		if t.Hops > 1 {
			hops = fmt.Sprintf("%d hops away · ", t.Hops)
		}
		p.line("%s%s (%s)  %s%.2f", from, flat(t.B.Caption), t.B.ID, hops, t.Score)
		for _, r := range t.Reasons {
			r.print(p)
		}
	}
	printMore(p, len(a.Ties), a.Total)
	if len(a.Muted) > 0 {
		p.head("Muted")
		for _, r := range a.Muted {
			p.line("  %s: %s · %s", r.Label, flat(r.Value), counted(r.Parties, "party", "parties"))
			p.line("    %s  --unmute %q", flat(r.Why), r.Key)
		}
	}
}

func (r tieReason) print(p *page) {
	share := ""
	if r.Parties > 2 {
		share = fmt.Sprintf(" · %d parties share it", r.Parties)
	}
	p.line("  %s: %s%s", r.Label, flat(r.Value), share)
	if r.Note != "" {
		p.line("    %s", flat(r.Note))
	}
	for _, h := range r.Holders {
		marks := []string{}
		for _, s := range h.Statements {
			for _, n := range s.Notings {
				if m := n.mark(); !slices.Contains(marks, m) {
					marks = append(marks, m)
				}
			}
			marks = append(marks, s.ID)
		}
		written := ""
		for _, w := range h.Written {
			written = joined(written, flat(w))
		}
		p.line("    %s", joined(flat(h.Party.Caption), written, joined(marks...)))
	}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// mostMuted is how many holders of a muted detail are spelt out, and how many
// muted details are listed.
const mostMuted = 50

func runTies(ctx context.Context, k *call) (answer, error) {
	a := tiesAnswer{Ties: []tieRow{}, Muted: []tieReason{}}
	hops, err := k.whole("hops", 1, 6)
	if err != nil {
		return nil, err
	}
	if hops != 0 && !k.has("entity") {
		return nil, misusef("--hops belongs to an --entity.")
	}
	most, err := k.whole("most", 2, 1<<31-1)
	if err != nil {
		return nil, err
	}
	limit, err := k.whole("limit", 1, 1<<31-1)
	if err != nil {
		return nil, err
	}
	if limit == 0 {
		limit = 100
	}
	o := ties.Options{Most: most, Unmute: keySet(k.all("unmute")), Mute: keySet(k.all("mute"))}
	err = k.reading(ctx, func(c *store.Case) error {
		var start store.ID
		if k.has("entity") {
			if start, err = app.FindEntity(ctx, c, k.text("entity")); err != nil {
				return err
			}
		}
		t, err := ties.Find(ctx, c, o)
		if err != nil {
			return err
		}
		for _, key := range slices.Concat(k.all("unmute"), k.all("mute")) {
			if !slices.ContainsFunc(t.Shared, func(s ties.Shared) bool { return s.Key == key }) {
				return refuse(store.ErrNotFound, "No detail of this case has the key %q; \"redthread ties\" with --json lists the keys.", key)
			}
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		w := tieSpeller{s, t}
		return w.fill(ctx, &a, start, hops, limit)
	})
	return &a, err
}

func keySet(all []string) map[string]bool {
	m := map[string]bool{}
	for _, k := range all {
		m[k] = true
	}
	return m
}

// tieSpeller puts ties into their shapes.
type tieSpeller struct {
	s *speller
	t *ties.Ties
}

func (w tieSpeller) fill(ctx context.Context, a *tiesAnswer, start store.ID, hops, limit int) error {
	var muted []int
	type found struct {
		tie        ties.Tie
		from, hops int
	}
	var all []found
	if !start.IsZero() {
		p, ok := w.t.Party(start)
		if !ok {
			return refuse(store.ErrInvalid, "Only firms, bodies, people and ships have ties; ask for one of them.")
		}
		e, err := w.s.entity(ctx, w.t.Parties[p].Entity)
		if err != nil {
			return err
		}
		a.Entity = &e
		for _, r := range w.t.Around(p, hops) {
			all = append(all, found{r.Tie, r.From, r.Hops})
		}
		muted = w.t.MutedOf(p)
	} else {
		for _, t := range w.t.Pairs(0) {
			all = append(all, found{t, t.A, 1})
		}
		for i := range w.t.Shared {
			if w.t.Shared[i].Muted {
				muted = append(muted, i)
			}
		}
	}
	a.Total = len(all)
	for _, f := range all[:min(limit, len(all))] {
		row, err := w.tie(ctx, f.tie, f.from)
		if err != nil {
			return err
		}
		row.Hops = f.hops
		a.Ties = append(a.Ties, row)
	}
	slices.SortStableFunc(muted, func(x, y int) int { return len(w.t.Shared[y].Holders) - len(w.t.Shared[x].Holders) })
	for _, i := range muted[:min(mostMuted, len(muted))] {
		r, err := w.reason(ctx, i, nil)
		if err != nil {
			return err
		}
		a.Muted = append(a.Muted, r)
	}
	return nil
}

func (w tieSpeller) tie(ctx context.Context, t ties.Tie, from int) (row tieRow, err error) {
	to := t.A + t.B - from
	if row.A, err = w.s.entity(ctx, w.t.Parties[from].Entity); err != nil {
		return row, err
	}
	if row.B, err = w.s.entity(ctx, w.t.Parties[to].Entity); err != nil {
		return row, err
	}
	row.Score, row.Reasons = t.Score, []tieReason{}
	for _, i := range t.Reasons {
		r, err := w.reason(ctx, i, []int{from, to})
		if err != nil {
			return row, err
		}
		row.Reasons = append(row.Reasons, r)
	}
	return row, nil
}

// reason spells a detail; of its holders those named, or the first some.
func (w tieSpeller) reason(ctx context.Context, i int, only []int) (tieReason, error) {
	sh := &w.t.Shared[i]
	r := tieReason{
		Key: sh.Key, Kind: string(sh.Kind), Label: sh.Kind.Label(), Value: sh.Value, Note: sh.Note, Weak: sh.Weak,
		Parties: len(sh.Holders), Weight: sh.Weight, Muted: sh.Muted, Why: sh.Why, Holders: []tieHolder{},
	}
	for _, h := range sh.Holders {
		if only != nil && !slices.Contains(only, h.Party) || len(r.Holders) == mostMuted {
			continue
		}
		e, err := w.s.entity(ctx, w.t.Parties[h.Party].Entity)
		if err != nil {
			return r, err
		}
		th := tieHolder{Party: e, Written: append([]string{}, h.Written...)}
		if th.Statements, err = w.s.statementsOf(ctx, h.Statements); err != nil {
			return r, err
		}
		r.Holders = append(r.Holders, th)
	}
	return r, nil
}
