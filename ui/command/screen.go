package command

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"redthread/app"
	"redthread/app/names"
	"redthread/app/screening"
	"redthread/app/screening/library"
	"redthread/store"
)

func screenCommand() command {
	return command{
		name: "screen", args: []arg{{name: "CASE", optional: true}}, brief: "ask lists after the parties of a case, or after one name", answer: screenAnswer{}, run: runScreen,
		flags: []flag{
			{name: "list", value: "LIST", many: true, help: "LIST for its newest version, LIST@DAY for the list as it stood that day; every list in its newest version where it is left out"},
			{name: "name", value: "NAME", help: "ask after this name alone; no case is needed"},
			{name: "schema", value: "KIND", help: "with --name: Person, Company, Vessel"},
			{name: "weak", help: "show weaker candidates, too: from 0.50 on, where people are shown from 0.90 and others from 0.96"},
			{name: "all", help: "show what was judged, too"},
			{name: "record", help: "write a note into the case that it was screened, against what, and what came of it"},
			flagLimit,
		},
		more: "What was judged is not shown again, whatever the version, unless the entry says something else now; then what changed is shown. A day on which no version is held is never answered in silence: " +
			"the version before it is asked and named. \"OFAC\" is what OFAC's public search would say, 0 to 100, an approximation from its description; it has no part in the score.",
		examples: []string{"redthread screen harbour.rtcase --list ofac-sdn@2018-08-02", "redthread screen --name \"Зенко\" --weak"},
	}
}

type screenAsked struct {
	listVersion
	Day   string `json:"day" doc:"the day asked for, \"\" for the newest"`
	Exact bool   `json:"exact" doc:"false where no version of that day is held"`
	Says  string `json:"says" doc:"what was asked instead, in a sentence; \"\" where it is exact"`
	After string `json:"nearest_after" doc:"day of the nearest version after the day, where it is not exact"`
}

type screenReason struct {
	About      string  `json:"about" doc:"part, number, legal form, identifier, birth date and so on"`
	Left       string  `json:"left" doc:"what the party has to it"`
	Right      string  `json:"right" doc:"what the entry has to it"`
	Similarity float64 `json:"similarity" doc:"0 to 1"`
	Weight     float64 `json:"weight" doc:"0 to 1: how much it counts"`
	Text       string  `json:"text" doc:"one sentence"`
}

func reasonsOf(all []names.Reason) []screenReason {
	out := []screenReason{}
	for _, r := range all {
		out = append(out, screenReason{string(r.About), r.Left, r.Right, r.Similarity, r.Weight, r.Text})
	}
	return out
}

type screenCandidate struct {
	Version  string         `json:"version" doc:"list@day of the entry"`
	Entry    string         `json:"entry" doc:"the list's number of the entry"`
	Ref      string         `json:"ref" doc:"how \"judge\" names the entry"`
	Schema   string         `json:"schema" doc:"kind of entity"`
	Name     string         `json:"name" doc:"what the list calls it"`
	Score    float64        `json:"score" doc:"0 to 1"`
	OFAC     int            `json:"ofac_search" doc:"what OFAC's public search would say, 0 to 100; an approximation, and no part of the score"`
	State    string         `json:"state" doc:"to judge, changed, matched, cleared or not sure"`
	Verdict  string         `json:"verdict" doc:"of the latest judgement, \"\": none"`
	JudgedOn string         `json:"judged_on" doc:"day of the version that was judged"`
	Author   string         `json:"author" doc:"who judged"`
	Added    []listProp     `json:"added" doc:"what the entry says now and did not on that version"`
	Gone     []listProp     `json:"gone" doc:"what it said on that version and does not now"`
	Reasons  []screenReason `json:"reasons" doc:"why, the weightiest first"`
	Against  string         `json:"against" doc:"what rules the match out, \"\": nothing"`
	Says     []listProp     `json:"says" doc:"what the list says of the party"`
	Listing  []listProp     `json:"listing" doc:"what it says of the listing"`
}

type screenFound struct {
	Party      *entity           `json:"party,omitempty" doc:"of the case; left out where a name was asked after"`
	Name       string            `json:"name" doc:"what was asked after"`
	Candidates []screenCandidate `json:"candidates" doc:"the likeliest first"`
}

type screenAnswer struct {
	Asked     []screenAsked `json:"asked" doc:"the versions that were asked"`
	Parties   int           `json:"parties" doc:"how many were asked after"`
	Threshold float64       `json:"threshold" doc:"score from which on people are shown; others from 0.96 where it is 0.90"`
	Found     []screenFound `json:"found" doc:"parties with a candidate that is shown, the likeliest first"`
	Open      int           `json:"to_judge" doc:"candidates that nobody judged, or that changed since"`
	Matched   int           `json:"matched" doc:"candidates judged the same"`
	Cleared   int           `json:"cleared" doc:"candidates judged different"`
	Unsure    int           `json:"not_sure" doc:"candidates judged with doubt"`
	left      int
}

func (a screenAnswer) print(p *page) {
	for _, s := range a.Asked {
		p.line("%s (%d entries, %s)", s.Title+", as of "+s.Date, s.Entries, s.ID)
		if s.Says != "" {
			p.line("  %s", s.Says)
		}
	}
	p.line("%s asked after: %d to judge, %d matched, %d cleared, %d not sure.", plural(a.Parties, "name", "names"), a.Open, a.Matched, a.Cleared, a.Unsure)
	for _, f := range a.Found {
		id := ""
		if f.Party != nil {
			id = f.Party.ID
		}
		p.head("%s  %s", flat(f.Name), id)
		for _, c := range f.Candidates {
			c.print(p)
		}
	}
	if a.left > 0 {
		p.blank()
		p.line("… and %d more parties; --limit shows them.", a.left)
	}
}

func (c screenCandidate) print(p *page) {
	state := ""
	if c.State != string(screening.ToJudge) {
		state = strings.ToUpper(c.State)
	}
	p.line("  %.2f  %s  %s", c.Score, flat(c.Name), state)
	p.line("        %s", joined(c.Ref, c.Schema, "OFAC's search: "+strconv.Itoa(c.OFAC), programs(c.Listing)))
	if c.Verdict != "" {
		p.line("        judged %s on the version of %s by %s", c.Verdict, c.JudgedOn, c.Author)
	}
	for _, x := range c.Added {
		p.line("        + %s: %s", x.Property, flat(x.Value))
	}
	for _, x := range c.Gone {
		p.line("        − %s: %s", x.Property, flat(x.Value))
	}
	for i, r := range c.Reasons {
		if i == 6 {
			break
		}
		p.line("        %s", flat(r.Text))
	}
	if c.Against != "" {
		p.line("        Against: %s", flat(c.Against))
	}
}

func programs(all []listProp) string {
	var out []string
	for _, p := range all {
		if p.Property == "program" {
			out = append(out, p.Value)
		}
	}
	return strings.Join(out, ", ")
}

// asked opens the versions that --list names, or the newest of every list.
func (k *call) asked(ctx context.Context) (picks []library.Pick, lists []*library.List, done func(), err error) {
	l, err := k.library()
	if err != nil {
		return nil, nil, nil, err
	}
	done = func() {
		for _, x := range lists {
			_ = x.Close()
		}
	}
	words := k.all("list")
	if len(words) == 0 {
		all, err := l.Versions()
		if err != nil {
			return nil, nil, nil, err
		}
		for i, v := range all {
			if i == 0 || all[i-1].List != v.List {
				words = append(words, v.List)
			}
		}
		if len(words) == 0 {
			_, err := l.Pick("")
			return nil, nil, nil, err
		}
	}
	tell, end := k.progress()
	defer end()
	for _, w := range words {
		pick, err := l.Pick(w)
		if err != nil {
			done()
			return nil, nil, nil, err
		}
		list, err := l.Open(ctx, pick.Version, func(share float64, what string) {
			if tell != nil {
				tell(int(share*100), 100, what)
			}
		})
		if err != nil {
			done()
			return nil, nil, nil, err
		}
		picks, lists = append(picks, pick), append(lists, list)
	}
	return picks, lists, done, nil
}

func runScreen(ctx context.Context, k *call) (answer, error) {
	limit, err := k.limit()
	if err != nil {
		return nil, err
	}
	switch name := k.has("name"); {
	case !name && len(k.args) == 0:
		return nil, misusef("\"screen\" needs CASE, or --name NAME.")
	case name && strings.TrimSpace(k.text("name")) == "":
		return nil, misusef("--name is empty.")
	case name && k.has("record"):
		return nil, misusef("--record writes into a case that was screened; leave out --name.")
	case !name && k.has("schema"):
		return nil, misusef("--schema goes with --name.")
	}
	picks, lists, done, err := k.asked(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	o := screening.Options{Lists: lists}
	if k.has("weak") {
		o.Least = names.Candidate
	}
	a := screenAnswer{Asked: []screenAsked{}, Found: []screenFound{}}
	for _, p := range picks {
		s := screenAsked{listVersion: listVersionOf(p.Version), Day: p.Day, Exact: p.Exact, Says: p.Says()}
		if p.After != nil {
			s.After = p.After.Date
		}
		a.Asked = append(a.Asked, s)
	}
	if k.has("name") {
		r, err := screening.Name(ctx, k.text("name"), k.text("schema"), o)
		if err != nil {
			return nil, err
		}
		return a.of(nil, r, true, limit), nil
	}
	way := k.reading
	if k.has("record") {
		way = k.writing
	}
	err = way(ctx, func(c *store.Case) error {
		r, err := screening.Case(ctx, c, o)
		if err != nil {
			return err
		}
		a = a.of(c, r, k.has("all"), limit)
		if k.has("record") {
			return screening.Note(ctx, c, r)
		}
		return nil
	})
	return a, err
}

func (a screenAnswer) of(c *store.Case, r *screening.Result, all bool, limit int) screenAnswer {
	a.Parties, a.Threshold = r.Parties, r.Least
	a.Open, a.Matched = r.Count(screening.ToJudge, screening.Changed), r.Count(screening.Matched)
	a.Cleared, a.Unsure = r.Count(screening.Cleared), r.Count(screening.Doubted)
	for _, f := range r.Found {
		out := screenFound{Name: f.Name, Candidates: []screenCandidate{}}
		if c != nil {
			out.Party = &entity{ids: idsOf(c, store.KindEntity, f.ID), Schema: f.Schema, Caption: f.Name}
		}
		for i := range f.Candidates {
			if k := &f.Candidates[i]; all || k.Open() {
				out.Candidates = append(out.Candidates, candidateOf(k))
			}
		}
		switch {
		case len(out.Candidates) == 0:
		case len(a.Found) == limit:
			a.left++
		default:
			a.Found = append(a.Found, out)
		}
	}
	return a
}

func candidateOf(k *screening.Candidate) screenCandidate {
	at := k.List.List + "@" + k.List.Date
	return screenCandidate{
		Version: at, Entry: k.Entry.ID, Ref: at + ":" + k.Entry.ID, Schema: k.Entry.Schema, Name: k.Entry.Name(), Score: k.Match.Score, OFAC: k.OFAC,
		State: string(k.State), Verdict: string(k.Judged.Verdict), JudgedOn: k.JudgedOn, Author: k.Judged.Author, Added: listPropsOf(k.Added), Gone: listPropsOf(k.Gone),
		Reasons: reasonsOf(k.Match.Reasons), Against: k.Match.Against, Says: listPropsOf(k.Entry.Props), Listing: listPropsOf(k.Entry.Listed),
	}
}

func judgeCommand() command {
	return command{
		name: "judge", args: []arg{argCase, {name: "ENTITY"}, {name: "VERDICT"}, {name: "OTHER"}}, brief: "say whether two parties, or a party and an entry of a list, are the same", answer: judgeAnswer{}, run: runJudge,
		flags: []flag{{name: "why", value: "TEXT", help: "what you judge by"}},
		more: "VERDICT is same, different or unsure. OTHER is an entity, or an entry as \"screen\" prints it: LIST@DAY:ENTRY, which is then copied into the case with its list as the source. " +
			"The latest judgement of each author counts; \"undo\" takes one back exactly.",
		examples: []string{"redthread judge harbour.rtcase GENCO same ofac-sdn@2021-07-06:19611 --why \"same name, country and trade\"", "redthread judge harbour.rtcase E-7K3Q different E-9M2P"},
	}
}

type judgeAnswer struct {
	Entity  entity `json:"entity" doc:"one of the two"`
	Other   entity `json:"other" doc:"the other one"`
	Verdict string `json:"verdict" doc:"same, different or unsure"`
	List    string `json:"list" doc:"the version of the list, \"\" where both were in the case"`
}

func (a judgeAnswer) print(p *page) {
	p.line("%s (%s) and %s (%s): %s", flat(a.Entity.Caption), a.Entity.ID, flat(a.Other.Caption), a.Other.ID, a.Verdict)
	if a.List != "" {
		p.line("The entry was copied into the case; its source is %s.", a.List)
	}
}

func runJudge(ctx context.Context, k *call) (answer, error) {
	v := store.Verdict(strings.ToLower(k.arg(2)))
	if v != store.Same && v != store.Different && v != store.Unsure {
		return nil, misusef("VERDICT is same, different or unsure, not %q.", k.arg(2))
	}
	a := judgeAnswer{Verdict: string(v)}
	err := k.writing(ctx, func(c *store.Case) error {
		one, err := app.FindEntity(ctx, c, k.arg(1))
		if err != nil {
			return err
		}
		var other store.ID
		if words, entry, ok := cutEntry(k.arg(3)); ok {
			if other, a.List, err = k.judgeEntry(ctx, c, one, words, entry, v); err != nil {
				return err
			}
		} else {
			if other, err = app.FindEntity(ctx, c, k.arg(3)); err != nil {
				return err
			}
			if err := app.Judge(ctx, c, one, other, v, k.text("why")); err != nil {
				return err
			}
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		if a.Entity, err = s.entity(ctx, one); err != nil {
			return err
		}
		a.Other, err = s.entity(ctx, other)
		return err
	})
	return a, err
}

// cutEntry takes LIST@DAY:ENTRY apart.
func cutEntry(s string) (list, entry string, ok bool) {
	at := strings.IndexByte(s, '@')
	if at < 1 {
		return "", "", false
	}
	colon := strings.IndexByte(s[at:], ':')
	if colon < 0 {
		return "", "", false
	}
	return s[:at+colon], s[at+colon+1:], true
}

func (k *call) judgeEntry(ctx context.Context, c *store.Case, party store.ID, words, entry string, v store.Verdict) (store.ID, string, error) {
	l, err := k.library()
	if err != nil {
		return store.ID{}, "", err
	}
	pick, err := l.Pick(words)
	if err != nil {
		return store.ID{}, "", err
	}
	if !pick.Exact {
		return store.ID{}, "", refuse(store.ErrNotFound, "No version of %s of %s is held; the nearest one before it is of %s.", pick.Title, pick.Day, pick.Date)
	}
	list, err := l.OpenEntries(pick.Version)
	if err != nil {
		return store.ID{}, "", err
	}
	defer func() { _ = list.Close() }()
	e, _, ok := list.Find(entry)
	if !ok {
		return store.ID{}, "", refuse(store.ErrNotFound, "%s has no entry %q; \"redthread screen\" prints the numbers of entries.", pick.Name(), entry)
	}
	score, err := screening.Score(ctx, c, party, e)
	if err != nil {
		return store.ID{}, "", err
	}
	id, err := screening.Judge(ctx, c, party, pick.Version, e, v, score, k.text("why"))
	if err != nil {
		return store.ID{}, "", fmt.Errorf("judging against a list: %w", err)
	}
	return id, pick.Name(), nil
}
