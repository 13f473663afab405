package command

import (
	"context"
	"fmt"
	"strings"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
)

// flagsSource are the fields of a source.
func flagsSource() []flag {
	return []flag{
		{name: "title", value: "TITLE", help: "what it is called; what the file calls itself where it is left out"},
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
	}
}

func sourceAddCommand() command {
	return command{
		name: "source add", args: []arg{argCase, {name: "PATH", optional: true, many: true}}, brief: "log sources: take in files and read their text, or note one without a file", answer: sourceAddAnswer{}, run: runSourceAdd,
		flags: append(flagsSource(),
			flag{name: "source", value: "ID", help: "attach the files to this source in place of making one for each"},
			flag{name: "again", help: "log files whose bytes are there already as sources of their own"},
			flagOCR, flagCharset,
			flag{name: "no-text", help: "keep the originals without reading them"},
		),
		more: "PATH is a file, a folder with all that is in it, or - for a text on the standard input. Each file becomes a source whose fields are filled with " +
			"what the file says of itself; what the flags say holds for all of them. Originals are kept as they are, the same bytes once. " +
			"Text is read from PDF, HTML, DOCX, ODT, RTF, XLSX, ODS, CSV, TXT, Markdown, EML and more, by processes with bounds on time and memory. " +
			"The exit code is 1 where a file was not taken in; the others stay.",
		examples: []string{
			"redthread source add harbour.rtcase extract.pdf --title \"Registry extract\" --kind registry --grade A1",
			"redthread source add harbour.rtcase letters/ scans/*.jpg --ocr rus,eng --origin \"Port authority\"",
			"redthread source add harbour.rtcase --title \"Call with a foreman\" --kind interview --class source --passage \"Says that wages are held back.\"",
		},
	}
}

type taken struct {
	Name     string   `json:"name" doc:"base name of the file"`
	Outcome  string   `json:"outcome" doc:"taken in, already there or not taken in"`
	Number   int      `json:"source_number" doc:"number of the source that holds it, 0: none"`
	Source   string   `json:"source_id" doc:"short id of that source"`
	Title    string   `json:"source_title" doc:"its title"`
	SHA256   string   `json:"sha256" doc:"hash of the bytes"`
	Size     int64    `json:"size" doc:"bytes"`
	Passages int      `json:"passages" doc:"passages of text that were read"`
	Notes    []string `json:"notes" doc:"what is odd or missing, one sentence each"`
	Why      string   `json:"why" doc:"why it was not taken in"`
}

type sourceAddAnswer struct {
	source
	Files   []taken `json:"files" doc:"what became of each file, in order; the source above is the first one's"`
	Taken   int     `json:"taken_in" doc:"files taken in"`
	Known   int     `json:"already_there" doc:"files whose bytes are in the case already; --again logs them once more"`
	Not     int     `json:"not_taken_in" doc:"files that were refused"`
	LeftOut int     `json:"left_out" doc:"what was passed over in folders: hidden files, links, the case itself"`
	Stopped bool    `json:"stopped" doc:"true where the work was stopped; what is listed stays"`

	asked    int  // files that were asked for
	attached bool // to a source that was there before
	failed   error
}

func (a sourceAddAnswer) print(p *page) {
	if a.asked == 0 {
		p.line("Logged source [%d] %s  %s", a.Number, flat(a.Title), a.ID)
		return
	}
	for _, f := range a.Files {
		f.print(p, a.attached)
	}
	if a.asked > 1 || a.LeftOut > 0 {
		left := ""
		if a.LeftOut > 0 {
			left = fmt.Sprintf("; %d left out of folders", a.LeftOut)
		}
		p.blank()
		p.line("%d taken in, %d already there, %d not taken in%s.", a.Taken, a.Known, a.Not, left)
	}
}

func (f taken) print(p *page, attached bool) {
	source := fmt.Sprintf("[%d] %s  %s", f.Number, flat(f.Title), f.Source)
	switch {
	case f.Outcome == string(capture.Not):
		p.line("Not taken in: %s", f.Name)
		p.line("  %s", flat(f.Why))
		return
	case f.Outcome == string(capture.Known):
		p.line("Already there as %s", source)
	case attached:
		p.line("Attached to %s", source)
	default:
		p.line("Logged source %s", source)
	}
	read := ""
	if f.Passages > 0 {
		read = plural(f.Passages, "passage", "passages")
	}
	p.line("  %s", joined(f.Name, app.SizeText(f.Size), read))
	for _, n := range f.Notes {
		p.line("  %s", flat(n))
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func (a sourceAddAnswer) refusal() error {
	switch {
	case a.failed != nil:
		return a.failed
	case a.Stopped && a.Taken == 0:
		return errStopped
	case a.Stopped:
		return refuse(errPartly, "Stopped; %s of %d taken in and in the case to stay.", plural(a.Taken, "file", "files"), a.asked)
	case a.Not == 0:
		return nil
	case a.asked == 1:
		return refuse(store.ErrInvalid, "%s", a.Files[0].Why)
	}
	return refuse(store.ErrInvalid, "%d of %d files were not taken in; the answer says why of each.", a.Not, a.asked)
}

// sourceFields reads the flags that fill a source.
func (k *call) sourceFields() (s store.Source, err error) {
	if s.Grade, err = store.ParseGrade(k.text("grade")); err != nil {
		return s, err
	}
	if s.Class, err = store.ParseClass(k.text("class")); err != nil {
		return s, err
	}
	s.Kind = strings.ToLower(k.text("kind"))
	if s.Kind != "" && !contains(store.SourceKinds(), s.Kind) {
		return s, refuse(store.ErrInvalid, "%q is no kind of source; use %s.", k.text("kind"), strings.Join(store.SourceKinds(), ", "))
	}
	s.Title, s.Publisher, s.Author = k.text("title"), k.text("publisher"), k.text("author")
	s.Published, s.Accessed, s.URL = k.text("published"), k.text("accessed"), k.text("url")
	s.Origin, s.Language, s.Note = k.text("origin"), k.text("language"), k.text("note")
	return s, nil
}

func (k *call) notes() []store.Passage {
	var all []store.Passage
	for i, t := range k.all("passage") {
		all = append(all, store.Passage{Number: i + 1, Text: t})
	}
	return all
}

func runSourceAdd(ctx context.Context, k *call) (answer, error) {
	fields, err := k.sourceFields()
	if err != nil {
		return nil, err
	}
	if len(k.args) == 1 {
		return k.logWithoutFile(ctx, fields)
	}
	if k.has("source") {
		for _, f := range flagsSource() {
			if k.has(f.name) {
				return nil, misusef("%s is of a new source; leave it out beside --source.", dashed(f))
			}
		}
	}
	o, err := k.readingOptions()
	if err != nil {
		return nil, err
	}
	o.How, o.Fields, o.Again = "named on the command line", fields, k.has("again")
	a := &sourceAddAnswer{Files: []taken{}, attached: k.has("source")}
	plan, err := k.plan(ctx, a)
	if err != nil {
		return nil, err
	}
	if a.asked = len(plan); a.asked > 1 && !a.attached {
		for _, name := range []string{"title", "passage"} {
			if k.has(name) {
				return nil, misusef("--%s is of one source, and here are %d files; leave it out, or take them in one by one.", name, a.asked)
			}
		}
	}
	err = k.writing(ctx, func(c *store.Case) error {
		if a.attached {
			if o.Source, err = app.FindSource(ctx, c, k.text("source")); err != nil {
				return err
			}
		}
		if !k.has("no-text") {
			read, end := k.reader()
			defer end()
			o.Reader = read
		}
		results, err := k.takeIn(ctx, c, plan, o)
		// What was kept is told whatever ended the work.
		if e := a.tell(context.WithoutCancel(ctx), c, plan, results); e != nil {
			return e
		}
		switch {
		case ctx.Err() != nil:
			a.Stopped = true
		case err != nil && a.Taken+a.Known == 0:
			return err
		default:
			a.failed = err
		}
		return nil
	})
	return a, err
}

func (k *call) logWithoutFile(ctx context.Context, fields store.Source) (answer, error) {
	for _, name := range []string{"source", "again", "ocr", "charset", "no-text"} {
		if k.has(name) {
			return nil, misusef("--%s is for files; name one, or leave it out.", name)
		}
	}
	if strings.TrimSpace(fields.Title) == "" {
		return nil, misusef("\"source add\" needs --title TITLE or a file.")
	}
	a := &sourceAddAnswer{Files: []taken{}}
	return a, k.writing(ctx, func(c *store.Case) error {
		id, err := app.AddSource(ctx, c, app.SourceEntry{Source: fields, Passages: k.notes()})
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
}
