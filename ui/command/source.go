package command

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"redthread/app"
	"redthread/store"
)

func sourceCommands() []command {
	return []command{
		{
			name: "source list", args: []arg{argCase}, brief: "list the sources with their grades and origins", answer: sourceListAnswer{}, run: runSourceList,
		},
		{
			name: "source show", args: []arg{argCase, {name: "ID"}}, brief: "show one source: its text, its files and what became of them, and what it is cited for", answer: sourceShowAnswer{}, run: runSourceShow,
			more: "ID is a short id, a full id, the source's number in the list, or a title that fits just one.",
		},
		sourceAddCommand(), sourceTextCommand(), sourceReadCommand(), sourceSaveCommand(), sourceFoundCommand(),
	}
}

type source struct {
	ids
	Number     int    `json:"number" doc:"number in citations"`
	Title      string `json:"title" doc:"what it is called"`
	Kind       string `json:"kind" doc:"article, registry, contract and so on"`
	Publisher  string `json:"publisher" doc:"who published it"`
	Author     string `json:"author" doc:"who wrote it"`
	Published  string `json:"published" doc:"date of publication"`
	Accessed   string `json:"accessed" doc:"date of reading"`
	URL        string `json:"url" doc:"its address"`
	Origin     string `json:"origin" doc:"where its information first comes from"`
	Language   string `json:"language" doc:"language tag"`
	Note       string `json:"note" doc:"a remark on the source"`
	Grade      string `json:"grade" doc:"reliability and credibility, such as B2"`
	GradeWords string `json:"grade_words" doc:"the grade in full"`
	Class      string `json:"class" doc:"source and worker are hidden in exports"`
	Cited      int    `json:"cited" doc:"live statements that cite it"`
	Evidence   int    `json:"evidence" doc:"files kept"`
	Passages   int    `json:"passages" doc:"numbered notes or passages"`
}

func sourceOf(c *store.Case, r store.SourceRow) source {
	return source{
		ids: idsOf(c, store.KindSource, r.ID), Number: r.Number, Title: r.Title, Kind: r.Kind, Publisher: r.Publisher, Author: r.Author,
		Published: r.Published, Accessed: r.Accessed, URL: r.URL, Origin: r.Origin, Language: r.Language, Note: r.Note,
		Grade: r.Grade.String(), GradeWords: r.Grade.Words(), Class: string(r.Class), Cited: r.Cited, Evidence: r.Evidence, Passages: r.Passages,
	}
}

type sourceListAnswer struct {
	Sources []source `json:"sources" doc:"in the order they were logged"`
	Total   int      `json:"total" doc:"how many"`
}

// Two lines a source: what sorts and grades it, then who stands behind it.
func (a sourceListAnswer) print(p *page) {
	if a.Total == 0 {
		p.line("No sources yet; \"redthread source add\" logs one.")
		return
	}
	const row = "%-5s %-8s %-5s %-10s %-10s %5s  %s"
	p.line(row, "No", "Id", "Grade", "Kind", "Published", "Cited", "Title")
	for _, s := range a.Sources {
		p.line(row, fmt.Sprintf("[%d]", s.Number), s.ID, orDash(s.Grade), s.Kind, orDash(s.Published), strconv.Itoa(s.Cited), flat(s.Title))
		if more := joined(s.Publisher, s.Author, after("origin: ", s.Origin), after("class: ", s.Class)); more != "" {
			p.line("%50s%s", "", flat(more))
		}
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func runSourceList(ctx context.Context, k *call) (answer, error) {
	a := sourceListAnswer{Sources: []source{}}
	err := k.reading(ctx, func(c *store.Case) error {
		rows, err := c.Sources(ctx)
		for _, r := range rows {
			a.Sources = append(a.Sources, sourceOf(c, r))
		}
		a.Total = len(rows)
		return err
	})
	return a, err
}

type passage struct {
	Number int    `json:"number" doc:"what a citation names"`
	Page   int    `json:"page" doc:"0 where the source has no pages"`
	Text   string `json:"text" doc:"the passage or note"`
	Cited  int    `json:"cited" doc:"live notings that cite it"`
}

type custody struct {
	Event  string `json:"event" doc:"what happened to the file"`
	Name   string `json:"name" doc:"base name it had"`
	Author string `json:"author" doc:"who did it"`
	Tool   string `json:"tool" doc:"with what"`
	Detail string `json:"detail" doc:"more on it"`
	At     string `json:"at" doc:"when"`
}

type file struct {
	Name    string    `json:"name" doc:"base name it was attached under"`
	Media   string    `json:"media" doc:"media type"`
	Size    int64     `json:"size" doc:"bytes"`
	SHA256  string    `json:"sha256" doc:"hash of the bytes"`
	Custody []custody `json:"custody" doc:"what happened to it, oldest first"`
}

type meta struct {
	Name  string `json:"name" doc:"what the file calls it, such as Producer"`
	Value string `json:"value" doc:"what it says"`
}

type reading struct {
	File    string   `json:"file" doc:"base name of the file"`
	SHA256  string   `json:"sha256" doc:"hash of the file"`
	Layer   int      `json:"layer" doc:"number of the text that came of it, 0: none"`
	Format  string   `json:"format" doc:"pdf, docx and so on"`
	Charset string   `json:"charset" doc:"how its letters were written, \"\" where the format says"`
	Pages   int      `json:"pages" doc:"0 where the format has none"`
	Notes   []string `json:"notes" doc:"what is odd or missing, one sentence each"`
	Meta    []meta   `json:"metadata" doc:"what the file says of itself"`
	Author  string   `json:"author" doc:"who had it read"`
	Tool    string   `json:"tool" doc:"with what"`
	At      string   `json:"at" doc:"when"`
}

func readingsOf(card *app.SourceCard, layers []layer) []reading {
	out := []reading{}
	for _, r := range card.Readings {
		s := reading{
			SHA256: fmt.Sprintf("%x", r.Evidence), Format: r.Format, Charset: r.Charset, Pages: r.Pages, Notes: []string{}, Meta: []meta{},
			Author: r.Author, Tool: r.Tool, At: stamp(r.At),
		}
		for _, e := range card.Files {
			if e.SHA256 == r.Evidence {
				s.File = e.Name
			}
		}
		for _, l := range layers {
			if l.ID == r.Layer.String() {
				s.Layer = l.Number
			}
		}
		for n := range strings.SplitSeq(r.Note, "\n") {
			if n != "" {
				s.Notes = append(s.Notes, n)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(r.Meta)) {
			s.Meta = append(s.Meta, meta{name, r.Meta[name]})
		}
		out = append(out, s)
	}
	return out
}

func (r reading) print(p *page) {
	p.head("Reading of %s", r.File)
	text := "no text"
	if r.Layer > 0 {
		text = fmt.Sprintf("text %d", r.Layer)
	}
	pages := ""
	if r.Pages > 0 {
		pages = plural(r.Pages, "page", "pages")
	}
	p.line("  %s", joined(text, r.Format, r.Charset, pages, moment(r.At), r.Author, r.Tool))
	for _, n := range r.Notes {
		p.line("  %s", flat(n))
	}
	var rows [][2]string
	for _, m := range r.Meta {
		rows = append(rows, [2]string{m.Name, m.Value})
	}
	p.pairs("    ", rows...)
}

// firstPassages is how much of a source's own text its card prints.
const firstPassages = 12

type sourceShowAnswer struct {
	source
	TextKind string      `json:"text_kind" doc:"notes: a researcher's paraphrase; text: the source's own words"`
	Text     []passage   `json:"text" doc:"its numbered notes or passages, of the newest text"`
	Layers   []layer     `json:"layers" doc:"its texts, the oldest first"`
	Readings []reading   `json:"readings" doc:"each act of reading a file for its text, the oldest first"`
	Files    []file      `json:"files" doc:"files kept as evidence"`
	CitedFor []statement `json:"cited_for" doc:"live statements that cite it"`
	Notes    []note      `json:"notes" doc:"notes on it"`
	Tags     []string    `json:"tags" doc:"tags on it"`
}

func (a sourceShowAnswer) print(p *page) {
	p.line("[%d] %s  %s", a.Number, flat(a.Title), a.ID)
	p.blank()
	p.pairs("  ", [][2]string{
		{"Kind", a.Kind},
		{"Grade", joined(a.Grade, a.GradeWords)},
		{"Publisher", a.Publisher},
		{"Author", a.Author},
		{"Published", a.Published},
		{"Accessed", a.Accessed},
		{"Origin", a.Origin},
		{"Address", a.URL},
		{"Language", a.Language},
		{"Class", a.Class},
		{"Note", a.Note},
		{"Tags", strings.Join(a.Tags, ", ")},
	}...)
	if len(a.Text) > 0 {
		p.head("%s", map[bool]string{true: "Notes on what it says (paraphrase)", false: "Text"}[a.TextKind == "notes"])
		shown := a.Text
		if a.TextKind != "notes" {
			shown = shown[:min(firstPassages, len(shown))]
		}
		printPassages(p, "  ", shown, nil)
		if n := len(a.Text) - len(shown); n > 0 {
			p.line("  … and %d more; \"redthread source text\" prints them.", n)
		}
	}
	if len(a.Layers) > 1 {
		p.head("Texts, the newest is shown")
		for _, l := range a.Layers {
			p.line("  %s  %s", l.says(), l.ID[:12])
		}
	}
	if len(a.Files) > 0 {
		p.head("Files")
		for _, f := range a.Files {
			p.line("  %s", joined(f.Name, app.SizeText(f.Size), f.Media))
			p.line("    sha256 %s", f.SHA256)
			for _, k := range f.Custody {
				p.line("    %s", joined(moment(k.At), k.Event, k.Author, k.Tool, k.Detail))
			}
		}
	}
	for _, r := range a.Readings {
		r.print(p)
	}
	if len(a.CitedFor) > 0 {
		p.head("Cited for")
		printStatements(p, "  ", a.CitedFor)
	}
	if len(a.Notes) > 0 {
		p.head("Notes")
		for _, n := range a.Notes {
			p.line("  %s", joined(flat(n.Text), n.Author, moment(n.At)))
		}
	}
}

func runSourceShow(ctx context.Context, k *call) (answer, error) {
	a := sourceShowAnswer{Text: []passage{}, Layers: []layer{}, Readings: []reading{}, Files: []file{}, CitedFor: []statement{}}
	err := k.reading(ctx, func(c *store.Case) error {
		id, err := app.FindSource(ctx, c, k.args[1])
		if err != nil {
			return err
		}
		card, err := app.LoadSource(ctx, c, id)
		if err != nil {
			return err
		}
		a.source, a.TextKind, a.Notes, a.Tags = sourceOf(c, card.SourceRow), card.TextKind, notesOf(card.Notes), tagsOf(card.Tags)
		a.Layers = layersOf(card.Layers)
		a.Readings = readingsOf(card, a.Layers)
		for _, t := range card.Text {
			a.Text = append(a.Text, passage{Number: t.Number, Page: t.Page, Text: t.Text, Cited: card.Passages[t.Number]})
		}
		for _, e := range card.Files {
			f := file{Name: e.Name, Media: e.Media, Size: e.Size, SHA256: e.Hash(), Custody: []custody{}}
			for _, h := range card.Custody[e.Hash()] {
				f.Custody = append(f.Custody, custody{Event: h.Event, Name: h.Name, Author: h.Author, Tool: h.Tool, Detail: h.Detail, At: stamp(h.At)})
			}
			a.Files = append(a.Files, f)
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		for _, row := range card.Cited {
			f, err := s.fact(ctx, row.FactRow)
			if err != nil {
				return err
			}
			a.CitedFor = append(a.CitedFor, statement{fact: f, Entity: entity{ids: idsOf(c, store.KindEntity, row.Entity), Schema: row.Schema, Caption: row.Name}})
		}
		return nil
	})
	return a, err
}
