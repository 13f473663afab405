package command

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
)

func sourceTextCommand() command {
	return command{
		name: "source text", args: []arg{argCase, {name: "ID"}}, brief: "print the text of a source in numbered passages", answer: sourceTextAnswer{}, run: runSourceText,
		flags: []flag{
			{name: "layer", value: "ID", help: "an older text: its number in \"source show\", or its full id; the newest where it is left out"},
			{name: "from", value: "N", help: "the first passage"},
			{name: "to", value: "N", help: "the last passage"},
		},
		more: "The numbers are those that citations name: --passage 12, or --passage \"¶12:34-56\" for the characters from 34 up to but without 56.",
	}
}

func sourceReadCommand() command {
	return command{
		name: "source read", args: []arg{argCase, {name: "ID"}}, brief: "read the text of a source's file again, as a new layer", answer: sourceReadAnswer{}, run: runSourceRead,
		flags: []flag{flagFile, flagCharset, flagOCR},
		more:  "The older text stays, with the citations that point into it. The exit code is 1 where no text was found.",
		examples: []string{
			"redthread source read harbour.rtcase 3 --charset koi8-r",
			"redthread source read harbour.rtcase 4 --ocr rus,eng",
		},
	}
}

func sourceSaveCommand() command {
	return command{
		name: "source save", args: []arg{argCase, {name: "ID"}, {name: "PATH"}}, brief: "write an original to a new file and note that in its record", answer: sourceSaveAnswer{}, run: runSourceSave,
		flags: []flag{flagFile},
		more:  "PATH is a new file, or a folder, in which the original gets the name it was taken in under. Its bytes are checked against its hash while they are written.",
	}
}

type layer struct {
	Number   int    `json:"number" doc:"counts up from 1; \"source text --layer\" takes it"`
	ID       string `json:"full_id" doc:"its id, 32 hexadecimal digits"`
	Kind     string `json:"kind" doc:"notes: a researcher's paraphrase; text: the source's own words"`
	Tool     string `json:"tool" doc:"what read it"`
	File     string `json:"file" doc:"base name of the file it was read from, \"\" for notes"`
	SHA256   string `json:"sha256" doc:"hash of that file, \"\" for notes"`
	Current  bool   `json:"current" doc:"false where a newer reading of the same file took its place"`
	Passages int    `json:"passages" doc:"how many it has"`
}

// layersOf numbers the texts of a source, the oldest first. They come newest first.
func layersOf(all []store.Layer) []layer {
	out := []layer{}
	for i, l := range slices.Backward(all) {
		s := layer{Number: len(all) - i, ID: l.ID.String(), Kind: l.Kind, Tool: l.Tool, File: l.File, Current: l.Current, Passages: l.Length}
		if l.Evidence != [32]byte{} {
			s.SHA256 = fmt.Sprintf("%x", l.Evidence)
		}
		out = append(out, s)
	}
	return out
}

// layerNamed finds a text by its number, its full id or the first digits of it; zero means the newest.
func layerNamed(text string, all []store.Layer) (store.ID, error) {
	want := strings.ToLower(strings.TrimSpace(text))
	if want == "" {
		return store.ID{}, nil
	}
	for _, l := range layersOf(all) {
		if strconv.Itoa(l.Number) == want || len(want) >= 6 && strings.HasPrefix(l.ID, want) {
			return store.ParseID(l.ID)
		}
	}
	return store.ID{}, refuse(store.ErrNotFound, "The source has no text %q; \"redthread source show\" lists those it has.", text)
}

// says is a text in a few words: "text 2, from extract.pdf, 12 passages".
func (l layer) says() string {
	s := fmt.Sprintf("%s %d", map[bool]string{true: "notes", false: "text"}[l.Kind == "notes"], l.Number)
	if l.File != "" {
		s += ", from " + l.File
	}
	s += ", " + plural(l.Passages, "passage", "passages")
	if !l.Current {
		s += ", read again since"
	}
	return s
}

type section struct {
	First int    `json:"first" doc:"number of the passage it begins at"`
	Title string `json:"title" doc:"a sheet, an attached file, a part of a page"`
	Rest  bool   `json:"rest" doc:"true of what stands around the text, such as menus"`
}

type sourceTextAnswer struct {
	source
	Layer    layer     `json:"layer" doc:"which of the source's texts it is"`
	Sections []section `json:"sections" doc:"what begins where"`
	Text     []passage `json:"text" doc:"the passages asked for"`
}

func (a sourceTextAnswer) print(p *page) {
	p.line("[%d] %s  %s", a.Number, flat(a.Title), a.ID)
	p.line("%s", strings.ToUpper(a.Layer.says()[:1])+a.Layer.says()[1:])
	p.blank()
	printPassages(p, "", a.Text, a.Sections)
}

// printPassages prints passages under the sections and pages they begin.
func printPassages(p *page, indent string, all []passage, sections []section) {
	onPage := 0
	for _, t := range all {
		for _, s := range sections {
			if s.First == t.Number {
				p.line("%s== %s%s", indent, flat(s.Title), map[bool]string{true: " (around the text)"}[s.Rest])
			}
		}
		if t.Page > 0 && t.Page != onPage {
			p.line("%s– p. %d", indent, t.Page)
			onPage = t.Page
		}
		mark := fmt.Sprintf("%s¶ %d  ", indent, t.Number)
		for i, l := range strings.Split(t.Text, "\n") {
			l = strings.Join(strings.Split(l, "\t"), " | ")
			p.line("%s%s", map[bool]string{true: mark, false: pad("", columns(mark))}[i == 0], l)
		}
	}
}

// card finds a source and loads what the case holds on it with one of its texts.
func (k *call) card(ctx context.Context, c *store.Case) (*app.SourceCard, error) {
	id, err := app.FindSource(ctx, c, k.args[1])
	if err != nil {
		return nil, err
	}
	var which store.ID
	if k.has("layer") {
		layers, err := c.Layers(ctx, id)
		if err != nil {
			return nil, err
		}
		if which, err = layerNamed(k.text("layer"), layers); err != nil {
			return nil, err
		}
	}
	return app.LoadSourceLayer(ctx, c, id, which)
}

// shownLayer is the text that a card was loaded with.
func shownLayer(card *app.SourceCard) layer {
	for _, l := range layersOf(card.Layers) {
		if l.ID == card.Layer.String() {
			return l
		}
	}
	return layer{}
}

func sectionsOf(all []store.Section) []section {
	out := []section{}
	for _, s := range all {
		out = append(out, section(s))
	}
	return out
}

func runSourceText(ctx context.Context, k *call) (answer, error) {
	from, err := k.whole("from", 1, 1<<31-1)
	if err != nil {
		return nil, err
	}
	to, err := k.whole("to", 1, 1<<31-1)
	if err != nil {
		return nil, err
	}
	if to > 0 && from > to {
		return nil, misusef("--from %d comes after --to %d.", from, to)
	}
	a := sourceTextAnswer{Sections: []section{}, Text: []passage{}}
	err = k.reading(ctx, func(c *store.Case) error {
		card, err := k.card(ctx, c)
		if err != nil {
			return err
		}
		if !card.HasText {
			return refuse(store.ErrNotFound, "%s has no text; \"redthread source show\" says what was tried, \"redthread source read\" tries again.", card.Title)
		}
		a.source, a.Layer, a.Sections = sourceOf(c, card.SourceRow), shownLayer(card), sectionsOf(card.Sections)
		for _, t := range card.Text {
			if t.Number >= from && (to == 0 || t.Number <= to) {
				a.Text = append(a.Text, passage{Number: t.Number, Page: t.Page, Text: t.Text, Cited: card.Passages[t.Number]})
			}
		}
		if len(a.Text) == 0 {
			return refuse(store.ErrNotFound, "There is no passage from %d on; the text has %s.", from, plural(len(card.Text), "passage", "passages"))
		}
		return nil
	})
	return a, err
}

type sourceReadAnswer struct {
	source
	File  string   `json:"file" doc:"base name of the file that was read"`
	Layer *layer   `json:"layer,omitempty" doc:"the new text; left out where none was found"`
	Notes []string `json:"notes" doc:"what is odd or missing, one sentence each"`
}

func (a sourceReadAnswer) print(p *page) {
	if a.Layer != nil {
		p.line("Read %s of [%d] again: %s.", a.File, a.Number, a.Layer.says())
	}
	for _, n := range a.Notes {
		p.line("  %s", flat(n))
	}
}

func (a sourceReadAnswer) refusal() error {
	if a.Layer != nil {
		return nil
	}
	return refuse(store.ErrNotFound, "No text was found in %s; what was there before stays.", a.File)
}

func runSourceRead(ctx context.Context, k *call) (answer, error) {
	o, err := k.readingOptions()
	if err != nil {
		return nil, err
	}
	a := sourceReadAnswer{Notes: []string{}}
	err = k.writing(ctx, func(c *store.Case) error {
		card, err := k.card(ctx, c)
		if err != nil {
			return err
		}
		file, err := k.fileOf(card.Title, card.Files)
		if err != nil {
			return err
		}
		read, end := k.reader()
		defer end()
		o.Reader = read
		r, err := capture.ReadAgain(ctx, c, card.ID, file, o)
		if err != nil {
			return err
		}
		if card, err = app.LoadSource(ctx, c, card.ID); err != nil {
			return err
		}
		a.source, a.File = sourceOf(c, card.SourceRow), file.Name
		a.Notes = append(a.Notes, r.Notes...)
		if r.Passages > 0 {
			l := shownLayer(card)
			a.Layer = &l
		}
		return nil
	})
	return a, err
}

type sourceSaveAnswer struct {
	File   string `json:"file" doc:"base name of what was written"`
	Name   string `json:"name" doc:"base name the original was taken in under"`
	Size   int64  `json:"size" doc:"bytes"`
	SHA256 string `json:"sha256" doc:"hash of the bytes"`
	Noted  bool   `json:"noted" doc:"false where the case can only be read, so that its record does not know of the copy"`
}

func (a sourceSaveAnswer) print(p *page) {
	p.line("Wrote %s, %s.", a.File, app.SizeText(a.Size))
	p.line("  sha256 %s", a.SHA256)
	if !a.Noted {
		p.line("  The case can only be read now, so this is not noted in its record.")
	}
}

func runSourceSave(ctx context.Context, k *call) (answer, error) {
	var a sourceSaveAnswer
	// An original may leave a case that can only be read; then nobody notes it.
	err := k.with(ctx, false, func(c *store.Case) error {
		card, err := k.card(ctx, c)
		if err != nil {
			return err
		}
		file, err := k.fileOf(card.Title, card.Files)
		if err != nil {
			return err
		}
		to := k.args[2]
		if info, err := os.Stat(to); err == nil && info.IsDir() {
			to = filepath.Join(to, store.CleanName(file.Name))
		}
		if _, err := os.Stat(filepath.Dir(to)); err != nil {
			return refuse(store.ErrNotFound, "The folder of %s does not exist; make it first.", filepath.Base(to))
		}
		if err := capture.Export(ctx, c, file.SHA256, to); err != nil {
			return err
		}
		only, _ := c.ReadOnly()
		a = sourceSaveAnswer{File: filepath.Base(to), Name: file.Name, Size: file.Size, SHA256: file.Hash(), Noted: !only}
		return nil
	})
	return a, err
}
