package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"redthread/app"
	"redthread/app/figures"
	"redthread/app/timeline"
	"redthread/store"
	"redthread/store/ontology"
)

func timelineCommand() command {
	return command{
		name: "timeline", args: []arg{argCase}, brief: "draw what came before and after the law", answer: timelineAnswer{}, run: runTimeline,
		flags: []flag{
			flagOutput("FILE."+strings.Join(figures.Formats(), "|"), "the file to write; one that is there is replaced"),
			{name: "by", value: "party|kind|place", help: "what makes a lane; party where it is left out"},
			{name: "party", value: "ID", many: true, help: "only what touches this party"},
			{name: "chart", value: "ID", help: "only what is in sight on this chart, with its filter"},
			{name: "kind", value: "SCHEMA", many: true, help: "only things of this kind, such as WorkPermit"},
			{name: "dpi", value: "NUMBER", help: "dots an inch of a PNG; 300 where it is left out"},
			flagRedaction,
		},
		more: "Every dated statement is drawn with the doubt its source gives it: a day as a dot, \"2018\" as a bar of that year, an open end as one that fades. " +
			"What has no date is counted and listed, never given one. The dates of law come with their sources.",
		examples: []string{
			"redthread timeline harbour.rtcase -o timeline.svg",
			"redthread timeline harbour.rtcase -o permits.pdf --by kind --kind WorkPermit --kind JobAdvert",
		},
	}
}

type timelineLane struct {
	Title  string `json:"title" doc:"the party, kind or place"`
	Entity string `json:"entity_id" doc:"short id of the party, \"\" otherwise"`
	Events int    `json:"events" doc:"how many dated events stand on it"`
	After  int    `json:"after" doc:"those of them that begin after a law that speaks of their kind"`
}

type timelineLaw struct {
	Date   string `json:"date" doc:"the day"`
	Name   string `json:"name" doc:"instrument and paragraph"`
	Says   string `json:"says" doc:"what holds from that day"`
	Source string `json:"source" doc:"where it is written"`
}

type timelineUndated struct {
	Entity string `json:"entity_id" doc:"short id"`
	Kind   string `json:"kind" doc:"what it is"`
	Text   string `json:"text" doc:"what it is called"`
}

type timelineAnswer struct {
	File      string            `json:"file" doc:"base name of the file"`
	Format    string            `json:"format" doc:"svg, pdf, png or csv"`
	Bytes     int               `json:"bytes" doc:"its size"`
	Redaction string            `json:"redaction" doc:"public or full"`
	Events    int               `json:"events" doc:"dated events, each once"`
	Lanes     []timelineLane    `json:"lanes" doc:"in the order of the drawing"`
	Laws      []timelineLaw     `json:"laws" doc:"dates of law"`
	Undated   []timelineUndated `json:"undated" doc:"what has no date"`
	Notes     []string          `json:"notes" doc:"the sentences under the drawing"`
}

func (a timelineAnswer) print(p *page) {
	p.line("Wrote %s: %s, redaction %s.", a.File, app.SizeText(int64(a.Bytes)), a.Redaction)
	p.blank()
	var rows [][]string
	for _, l := range a.Lanes {
		after := ""
		if l.After > 0 {
			after = fmt.Sprint(l.After)
		}
		rows = append(rows, []string{l.Title, fmt.Sprint(l.Events), after})
	}
	p.table("  ", []string{"Lane", "Events", "After a law"}, rows)
	if len(a.Undated) > 0 {
		p.head("Without a date")
		for _, u := range a.Undated {
			p.line("  %s  %s: %s", u.Entity, u.Kind, flat(u.Text))
		}
	}
	p.blank()
	for _, n := range a.Notes {
		p.paragraph("  ", n)
	}
}

func runTimeline(ctx context.Context, k *call) (answer, error) {
	path, format, err := k.output(figures.Formats()...)
	if err != nil {
		return nil, err
	}
	by, err := k.oneOf("by", string(timeline.ByParty), string(timeline.ByKind), string(timeline.ByPlace))
	if err != nil {
		return nil, err
	}
	dpi, err := k.whole("dpi", 36, 1200)
	if err != nil {
		return nil, err
	}
	o := timeline.Options{By: timeline.Grouping(by)}
	for _, kind := range k.all("kind") {
		if _, ok := ontology.Default().Schema(kind); !ok {
			return nil, misusef("There is no kind %q; \"redthread help entity add\" says where the kinds are listed.", kind)
		}
		o.Kinds = append(o.Kinds, kind)
	}
	a := &timelineAnswer{File: filepath.Base(path), Format: format, Lanes: []timelineLane{}, Laws: []timelineLaw{}, Undated: []timelineUndated{}, Notes: []string{}}
	err = k.reading(ctx, func(c *store.Case) error {
		for _, id := range k.all("party") {
			ref, err := c.Resolve(ctx, id)
			if err != nil {
				return err
			}
			if ref.Kind != store.KindEntity {
				return refuse(store.ErrNotFound, "%s is no party; give the id of a firm, person or body.", id)
			}
			o.Parties = append(o.Parties, ref.ID)
		}
		if k.has("chart") {
			id, err := chartNamed(ctx, c, k.text("chart"))
			if err != nil {
				return err
			}
			if o, _, err = timeline.OfChart(ctx, c, id, o); err != nil {
				return err
			}
		}
		gate, profile, err := k.gate(ctx, c)
		if err != nil {
			return err
		}
		t, err := timeline.Read(ctx, c, gate, o)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Write(&b, format, timeline.WriteOptions{DPI: dpi}); err != nil {
			if errors.Is(err, timeline.ErrEmpty) {
				return err
			}
			return fmt.Errorf("drawing the timeline: %w", err)
		}
		a.Bytes, a.Redaction = b.Len(), string(profile)
		a.fill(c, t)
		return writeOut(path, b.Bytes())
	})
	return a, err
}

func (a *timelineAnswer) fill(c *store.Case, t *timeline.Timeline) {
	a.Events = t.Events
	a.Notes = append(a.Notes, t.Notes...)
	for _, l := range t.Lanes {
		lane := timelineLane{Title: l.Title, Events: len(l.Events)}
		if !l.Entity.IsZero() {
			lane.Entity = c.Short(store.KindEntity, l.Entity)
		}
		for _, e := range l.Events {
			if e.After != "" {
				lane.After++
			}
		}
		a.Lanes = append(a.Lanes, lane)
	}
	for _, l := range t.Laws {
		a.Laws = append(a.Laws, timelineLaw{Date: l.Date, Name: l.Name, Says: l.Says, Source: l.Source})
	}
	for _, u := range t.Undated {
		a.Undated = append(a.Undated, timelineUndated{Entity: c.Short(store.KindEntity, u.Entity), Kind: u.Kind, Text: u.Text})
	}
}
