package command

import (
	"context"
	"fmt"
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
			name: "source show", args: []arg{argCase, {name: "ID"}}, brief: "show one source: its notes, its files and what it is cited for", answer: sourceShowAnswer{}, run: runSourceShow,
			more: "ID is a short id, a full id, the source's number in the list, or a title that fits just one.",
		},
		{
			name: "source add", args: []arg{argCase, {name: "PATH", optional: true}}, brief: "log a source, with a file kept as evidence where PATH is given", answer: sourceAddAnswer{}, run: runSourceAdd,
			flags: []flag{
				{name: "title", value: "TITLE", help: "what it is called; the file's name where it is left out"},
				{name: "kind", value: "KIND", help: "one of " + strings.Join(store.SourceKinds(), ", ")},
				{name: "publisher", value: "NAME", help: "who published it"},
				{name: "author", value: "NAME", help: "who wrote it"},
				{name: "published", value: "DATE", help: "such as 2018, 2018-07 or 2018-08-02"},
				{name: "accessed", value: "DATE", help: "when it was read"},
				{name: "grade", value: "B2", help: "reliability A to F and credibility 1 to 6"},
				{name: "origin", value: "WHO", help: "where its information first comes from; sources of one origin count once"},
				{name: "url", value: "URL", help: "its address; nothing is fetched"},
				{name: "language", value: "TAG", help: "such as en, ru or ko"},
				{name: "note", value: "TEXT", help: "a remark on the source"},
				{name: "class", value: "CLASS", help: "source or worker hides who it is in every export"},
				{name: "passage", value: "TEXT", many: true, help: "a note on what it says, numbered from 1 as given; may be repeated"},
			},
			examples: []string{
				"redthread source add harbour.rtcase extract.pdf --title \"Registry extract\" --kind registry --grade A1",
				"redthread source add harbour.rtcase --title \"Call with a foreman\" --kind interview --class source --passage \"Says that wages are held back.\"",
			},
		},
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

type sourceShowAnswer struct {
	source
	TextKind string      `json:"text_kind" doc:"notes: a researcher's paraphrase; text: the source's own words"`
	Text     []passage   `json:"text" doc:"its numbered notes or passages"`
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
		p.head("%s", map[string]string{"notes": "Notes on what it says (paraphrase)"}[a.TextKind]+map[bool]string{true: "Text"}[a.TextKind != "notes"])
		for _, t := range a.Text {
			p.line("  ¶ %d  %s", t.Number, flat(t.Text))
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
	a := sourceShowAnswer{Text: []passage{}, Files: []file{}, CitedFor: []statement{}}
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

type sourceAddAnswer struct {
	source
}

func (a sourceAddAnswer) print(p *page) {
	p.line("Logged source [%d] %s  %s", a.Number, flat(a.Title), a.ID)
}

func runSourceAdd(ctx context.Context, k *call) (answer, error) {
	grade, err := store.ParseGrade(k.text("grade"))
	if err != nil {
		return nil, err
	}
	class, err := store.ParseClass(k.text("class"))
	if err != nil {
		return nil, err
	}
	kind := strings.ToLower(k.text("kind"))
	if kind != "" && !contains(store.SourceKinds(), kind) {
		return nil, refuse(store.ErrInvalid, "%q is no kind of source; use %s.", k.text("kind"), strings.Join(store.SourceKinds(), ", "))
	}
	if k.arg(1) == "" && strings.TrimSpace(k.text("title")) == "" {
		return nil, misusef("\"source add\" needs --title TITLE or a file.")
	}
	e := app.SourceEntry{
		Source: store.Source{
			Title: k.text("title"), Kind: kind, Publisher: k.text("publisher"), Author: k.text("author"),
			Published: k.text("published"), Accessed: k.text("accessed"), URL: k.text("url"), Origin: k.text("origin"),
			Language: k.text("language"), Note: k.text("note"), Grade: grade, Class: class,
		},
		Path: k.arg(1),
	}
	for i, t := range k.all("passage") {
		e.Passages = append(e.Passages, store.Passage{Number: i + 1, Text: t})
	}
	var a sourceAddAnswer
	err = k.writing(ctx, func(c *store.Case) error {
		id, err := app.AddSource(ctx, c, e)
		if err != nil {
			return err
		}
		rows, err := c.Sources(ctx)
		for _, r := range rows {
			if r.ID == id {
				a.source = sourceOf(c, r)
			}
		}
		return err
	})
	return a, err
}
