package command

import (
	"context"
	"slices"
	"strings"

	"redthread/app"
	"redthread/app/network/ownership"
	"redthread/store"
	"redthread/store/value"
)

func ownershipCommand() command {
	var keys []string
	for _, r := range ownership.Rules() {
		keys = append(keys, r.Key)
	}
	return command{
		name: "ownership", args: []arg{argCase, {name: "ENTITY"}}, brief: "work out who stands behind a firm, and what rules of law make of it", answer: ownershipAnswer{}, run: runOwnership,
		flags: []flag{
			{name: "rules", value: strings.Join(keys, "|"), many: true, help: "only these rules; all where it is left out. May be repeated"},
			{name: "on", value: "DATE", help: "who owned what on this date; as last known where it is left out"},
		},
		more: "Shares are ranges, and go through any depth and through cycles. \"certain\" holds whatever the truth is; \"possible\" holds at the upper ends of what is stated; " +
			"\"no\" is said only where nothing unknown could change it; otherwise it is \"cannot tell\", and what is missing is named. " +
			"Listed are those with a listing, a class or a topic that says so; entities judged the same count as one. It is arithmetic over what the case says, and no legal advice.",
		examples: []string{
			"redthread ownership harbour.rtcase \"Sakorenma Ltd.\"",
			"redthread ownership harbour.rtcase E-7K3Q --rules ofac --on 2018-08-02 --json",
		},
	}
}

type lawSource struct {
	Title string `json:"title" doc:"law or guidance"`
	URL   string `json:"url" doc:"where it can be read, \"\": not given"`
}

type ownerPart struct {
	Owner      entity      `json:"owner" doc:"who owns or controls"`
	Share      string      `json:"share" doc:"the share as it is said"`
	Low        string      `json:"low" doc:"at least this is certain"`
	High       string      `json:"high" doc:"more than this is not conceivable"`
	Counts     bool        `json:"counts" doc:"true where it brings in what it holds"`
	Why        string      `json:"why" doc:"why it counts or does not"`
	Doubts     []string    `json:"doubts" doc:"what makes the share uncertain, one sentence each"`
	Statements []statement `json:"statements" doc:"what the share rests on"`
	Standing   []statement `json:"standing" doc:"what makes the owner count"`
}

type ownerStep struct {
	Asset   entity      `json:"asset" doc:"what is owned"`
	Parts   []ownerPart `json:"parts" doc:"its owners"`
	Control []ownerPart `json:"control" doc:"who controls it, under rules that ask for control"`
	Sum     string      `json:"sum" doc:"the arithmetic in words"`
	Reaches bool        `json:"reaches" doc:"true where the sum is at the threshold"`
}

type ruleAnswer struct {
	Rule      string      `json:"rule" doc:"key of the rule"`
	Name      string      `json:"name" doc:"name of the rule"`
	Limit     string      `json:"limit" doc:"what it takes"`
	Verdict   string      `json:"verdict" doc:"certain, possible, no or cannot tell"`
	Because   string      `json:"because" doc:"the reason in one sentence"`
	Missing   []string    `json:"missing" doc:"what has to be found out first"`
	Otherwise string      `json:"otherwise" doc:"the verdict if owners who are not recorded do not count, where that differs"`
	Held      string      `json:"held" doc:"what those who count hold, layer by layer as the law reads it: least and most"`
	Through   string      `json:"through" doc:"their interest when shares are multiplied along each way up: least and most"`
	Steps     []ownerStep `json:"steps" doc:"the arithmetic, owners before what they own, the entity last"`
	Notes     []string    `json:"notes" doc:"what to know of it"`
	Says      string      `json:"says" doc:"what the rule says"`
	Caution   string      `json:"caution" doc:"what a reader must not conclude"`
	Since     string      `json:"since" doc:"since when it is law"`
	Sources   []lawSource `json:"sources" doc:"where it stands"`
}

type ownershipAnswer struct {
	Entity entity       `json:"entity" doc:"who was asked for"`
	On     string       `json:"on" doc:"the date, \"\": as last known"`
	Rules  []ruleAnswer `json:"rules" doc:"one answer a rule"`
}

func (a ownershipAnswer) print(p *page) {
	when := "as last known"
	if a.On != "" {
		when = "on " + value.Show(value.KindDate, a.On)
	}
	p.line("%s (%s), %s", flat(a.Entity.Caption), a.Entity.ID, when)
	for _, r := range a.Rules {
		p.head("%s: %s", r.Name, r.Verdict)
		p.paragraph("  ", r.Because)
		if r.Otherwise != "" {
			p.paragraph("  ", "Otherwise: "+r.Otherwise+".")
		}
		for _, s := range r.Steps {
			p.line("  %s (%s)", flat(s.Asset.Caption), s.Asset.ID)
			for _, o := range s.Parts {
				o.print(p)
			}
			for _, o := range s.Control {
				o.print(p)
			}
			p.line("    = %s", flat(s.Sum))
		}
		p.line("  Multiplied along each way up, those who count have %s.", r.Through)
		for _, n := range r.Notes {
			p.paragraph("  ", n)
		}
		p.paragraph("  ", r.Caution)
		for _, s := range r.Sources {
			p.line("  Law: %s", joined(s.Title, s.URL))
		}
	}
}

func (o ownerPart) print(p *page) {
	marks := []string{}
	for _, s := range o.Statements {
		for _, n := range s.Notings {
			if m := n.mark(); !slices.Contains(marks, m) {
				marks = append(marks, m)
			}
		}
	}
	for _, s := range o.Statements {
		marks = append(marks, s.ID)
	}
	counts := "does not count"
	if o.Counts {
		counts = "counts: " + o.Why
	}
	p.line("    %s", joined(flat(o.Owner.Caption)+" ("+o.Owner.ID+")", o.Share, flat(counts), strings.Join(marks, " ")))
	for _, d := range o.Doubts {
		p.paragraph("      ", d)
	}
}

func runOwnership(ctx context.Context, k *call) (answer, error) {
	rules, err := k.rules()
	if err != nil {
		return nil, err
	}
	a := ownershipAnswer{Rules: []ruleAnswer{}}
	err = k.reading(ctx, func(c *store.Case) error {
		id, err := app.FindEntity(ctx, c, k.args[1])
		if err != nil {
			return err
		}
		p, err := ownership.Examine(ctx, c, id, k.text("on"))
		if err != nil {
			if _, ok := err.(*value.Error); ok {
				return refuse(store.ErrInvalid, "%q is not a date that --on can take; write one such as 2018-08-02 or 2018.", k.text("on"))
			}
			return err
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		if a.Entity, err = s.entity(ctx, id); err != nil {
			return err
		}
		a.On = p.On
		for _, r := range rules {
			row, err := s.rule(ctx, p.Apply(r))
			if err != nil {
				return err
			}
			a.Rules = append(a.Rules, row)
		}
		return nil
	})
	return &a, err
}

// rules reads --rules, which may be repeated or hold several with commas or
// bars between.
func (k *call) rules() ([]*ownership.Rule, error) {
	var all []*ownership.Rule
	for _, given := range k.all("rules") {
		for _, key := range strings.FieldsFunc(given, func(r rune) bool { return r == ',' || r == '|' || r == ' ' }) {
			r, ok := ownership.RuleOf(strings.ToLower(key))
			if !ok {
				var keys []string
				for _, r := range ownership.Rules() {
					keys = append(keys, r.Key)
				}
				return nil, misusef("There is no rule %q; --rules is %s.", key, strings.Join(keys, " or "))
			}
			all = append(all, r)
		}
	}
	if len(all) == 0 {
		rules := ownership.Rules()
		for i := range rules {
			all = append(all, &rules[i])
		}
	}
	return all, nil
}

func (s *speller) rule(ctx context.Context, x *ownership.Answer) (ruleAnswer, error) {
	r := ruleAnswer{
		Rule: x.Rule.Key, Name: x.Rule.Name, Limit: x.Rule.Limit(), Verdict: string(x.Verdict), Because: x.Because, Missing: []string{}, Otherwise: x.Otherwise,
		Held: x.Held, Through: x.Through, Steps: []ownerStep{}, Notes: append([]string{}, x.Notes...), Says: x.Rule.Says, Caution: x.Rule.Caution, Since: x.Rule.From, Sources: []lawSource{},
	}
	for _, m := range x.Missing {
		r.Missing = append(r.Missing, m.Text)
	}
	for _, l := range x.Rule.Sources {
		r.Sources = append(r.Sources, lawSource(l))
	}
	for _, st := range x.Steps {
		asset, err := s.entity(ctx, x.Picture.Parties[st.Asset].Entity)
		if err != nil {
			return r, err
		}
		step := ownerStep{Asset: asset, Parts: []ownerPart{}, Control: []ownerPart{}, Sum: st.Sum, Reaches: st.Reaches}
		if step.Parts, err = s.owners(ctx, x, st.Parts); err != nil {
			return r, err
		}
		if step.Control, err = s.owners(ctx, x, st.Control); err != nil {
			return r, err
		}
		r.Steps = append(r.Steps, step)
	}
	return r, nil
}

func (s *speller) owners(ctx context.Context, x *ownership.Answer, parts []ownership.Part) ([]ownerPart, error) {
	all := []ownerPart{}
	for _, p := range parts {
		owner, err := s.entity(ctx, x.Picture.Parties[p.Owner].Entity)
		if err != nil {
			return nil, err
		}
		o := ownerPart{Owner: owner, Share: p.Share, Low: p.Low, High: p.High, Counts: p.Counts, Why: p.Why, Doubts: append([]string{}, p.Doubts...)}
		if o.Statements, err = s.statementsOf(ctx, p.Statements); err != nil {
			return nil, err
		}
		if o.Standing, err = s.statementsOf(ctx, p.Standing); err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	return all, nil
}

// statementsOf spells statements by their ids.
func (s *speller) statementsOf(ctx context.Context, ids []store.ID) ([]statement, error) {
	all := []statement{}
	for _, id := range ids {
		st, err := s.c.Statement(ctx, id)
		if err != nil {
			return nil, err
		}
		row, err := s.statement(ctx, st)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, nil
}
