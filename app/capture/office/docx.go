package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redthread/app/capture/document"
)

// ReadDOCX reads a document of Word (Office Open XML, both editions): the body
// with its tables and text boxes, then notes, comments, charts, headers and
// footers as sections of their own.
func ReadDOCX(ctx context.Context, in document.Input) (document.Document, error) {
	k, err := opened(ctx, in, "docx")
	if err != nil {
		return document.Document{}, err
	}
	doc := document.Document{Format: "docx"}
	p := newPile(&doc, limitsOf(in))
	f := &fields{doc: &doc}
	pages, _ := k.properties(f)
	main := k.target("", "officeDocument", "word/document.xml")
	if !k.has(main) {
		return document.Document{}, fmt.Errorf("reading the docx file: it has no text part: %w", document.ErrDamaged)
	}
	w := &wordText{pile: p, number: k.numbering(main), marks: map[string]int{}}
	p.page = 1
	fault := walk(ctx, k.part(main), mostToken, w)
	p.stackDown()
	if p.page != pages || pages < 1 {
		p.unpaged() // the marks of Word's last layout are not all there
	}
	doc.Pages, p.page = pages, 0
	k.wordBeside(w, main)
	for _, r := range k.relations(main) {
		if r.external && strings.EqualFold(r.kind, "hyperlink") {
			f.link(r.target)
		}
	}
	w.report(f)
	return finished(ctx, p, k.archive, passing(fault))
}

// limitsOf gives the limits of an input, the usual ones where it names none.
func limitsOf(in document.Input) document.Limits {
	if in.Limits == (document.Limits{}) {
		return document.Usual()
	}
	return in.Limits
}

// passing drops the error that only says that enough was read.
func passing(err error) error {
	if errors.Is(err, errFull) {
		return nil
	}
	return err
}

// wordBeside reads the parts of a document that stand beside its body.
func (k *ooxml) wordBeside(w *wordText, main string) {
	for _, beside := range []struct{ kind, aside string }{
		{"footnotes", asideFootnotes},
		{"endnotes", asideEndnotes},
		{"comments", asideComments},
		{"chart", asideCharts},
		{"diagramData", asideCharts},
		{"header", asideHeaders},
		{"footer", asideHeaders},
	} {
		for i, r := range k.relations(main) {
			if r.external || !strings.EqualFold(r.kind, beside.kind) || i > 2000 {
				continue
			}
			w.part = beside.aside
			if w.part != asideFootnotes && w.part != asideEndnotes && w.part != asideComments {
				w.startAside(w.part)
			}
			err := walk(k.ctx, k.part(r.target), mostToken, w)
			w.stackDown()
			w.note(unfinished(passing(err)))
		}
	}
}

// stackDown closes all that is open, so that the next part starts in the body.
func (p *pile) stackDown() {
	for len(p.stack) > 1 {
		p.pop()
	}
	p.paragraph()
}

// wordText is the handler of the parts of a Word document that hold text.
type wordText struct {
	*pile
	number *numbering
	part   string // heading of the part that is read, "" for the body

	taking    int // within elements whose characters are text
	hidden    []bool
	props     int    // within properties of a run or paragraph
	style     string // of the paragraph
	num       string
	level     string
	choice    []bool         // of each open AlternateContent: was a choice taken
	marks     map[string]int // of notes: their number by kind and id, and their count by kind
	ruby      []string       // readings that wait for their base
	deletions int
	hiddens   int
	inserts   int
	revisers  []string

	inField     bool
	instruction []byte // of the innermost field
}

func (w *wordText) start(name string, at attrs) bool {
	switch name {
	case "w:p":
		w.paragraph()
		w.style, w.num, w.level = "", "", ""
		w.hidden = append(w.hidden, false)
	case "w:r":
		w.reveal()
	case "w:pPr", "w:rPr":
		w.props++
	case "w:pStyle":
		w.style = at.get("w:val")
	case "w:ilvl":
		w.level = at.get("w:val")
	case "w:numId":
		w.num = at.get("w:val")
	case "w:vanish":
		if v := at.get("w:val"); v != "0" && v != "false" && v != "off" && len(w.hidden) > 0 && w.props > 0 {
			w.hidden[len(w.hidden)-1] = true
		}
	case "w:t", "m:t", "a:t", "c:v":
		w.taking++
	case "w:tab", "w:ptab":
		if w.props == 0 {
			w.say("\t")
		}
	case "w:br", "w:cr", "a:br":
		w.say("\n")
	case "w:noBreakHyphen":
		w.say("-")
	case "w:sym":
		w.say(symbol(at.get("w:font"), at.get("w:char")))
	case "w:lastRenderedPageBreak":
		if w.part == "" && w.page < w.limits.Pages {
			w.page++
		}
	case "w:ins":
		w.inserts++
		w.reviser(at)
	case "w:del", "w:moveFrom":
		if w.props == 0 {
			w.deletions++
			w.reviser(at)
		}
		return false
	case "w:instrText":
		w.inField = true
	case "w:fldChar":
		w.field(at.get("w:fldCharType"))
	case "w:delText", "w:delInstrText", "w:tabs", "w:sectPr":
		return false
	case "w:tbl", "a:tbl":
		w.paragraph()
		w.startTable()
	case "w:tr", "a:tr":
		w.startRow()
	case "w:tc", "a:tc":
		w.paragraph()
		w.startCell()
	case "w:txbxContent":
		w.startBox()
	case "mc:AlternateContent":
		w.choice = append(w.choice, false)
	case "mc:Choice", "mc:Fallback":
		return w.choose()
	case "w:footnoteReference", "w:endnoteReference":
		w.say("[" + strconv.Itoa(w.mark(name[2:5]+"#"+at.get("w:id"))) + "]")
	case "w:footnote", "w:endnote", "w:comment":
		return w.aside(name, at)
	case "w:rt":
		w.startAside("")
	case "a:p":
		w.paragraph()
	case "c:numCache", "c:numLit", "c:f":
		return false
	default:
		return !strings.HasSuffix(name, "Change") || !strings.HasPrefix(name, "w:")
	}
	return true
}

// reveal forgets that the run before was hidden.
func (w *wordText) reveal() {
	if n := len(w.hidden); n > 0 {
		w.hidden[n-1] = false
	}
}

// choose takes the first of several forms of one thing.
func (w *wordText) choose() bool {
	n := len(w.choice)
	if n == 0 {
		return true
	}
	taken := w.choice[n-1]
	w.choice[n-1] = true
	return !taken
}

// mark gives the number of a note, counted in the order of the text.
func (w *wordText) mark(id string) int {
	n, ok := w.marks[id]
	if !ok {
		kind := id[:3]
		w.marks[kind]++
		n = w.marks[kind]
		w.marks[id] = n
	}
	return n
}

// aside starts a note or comment.
func (w *wordText) aside(name string, at attrs) bool {
	w.startAside(w.part)
	if name == "w:comment" {
		if by := by(at.get("w:author"), at.get("w:date")); by != "" {
			w.lead(by + ": ")
		}
		return true
	}
	if kind := at.get("w:type"); kind != "" && kind != "normal" {
		return true
	}
	if n, ok := w.marks[name[2:5]+"#"+at.get("w:id")]; ok {
		w.lead("[" + strconv.Itoa(n) + "] ")
	}
	return true
}

// by names who wrote a comment and when: "Ann, 2018-08-02".
func by(author, when string) string {
	author = flat(tidy(author))
	if d := day(when); d != "" && author != "" {
		return author + ", " + d
	}
	return author
}

func (w *wordText) reviser(at attrs) {
	who := flat(tidy(at.get("w:author")))
	if who != "" && len(w.revisers) < 20 && len(who) < 200 && !slices.Contains(w.revisers, who) {
		w.revisers = append(w.revisers, who)
	}
}

func (w *wordText) end(name string) {
	switch name {
	case "w:p":
		w.paragraph()
		if n := len(w.hidden); n > 0 {
			w.hidden = w.hidden[:n-1]
		}
	case "w:pPr":
		w.props--
		w.reveal()
		if w.number != nil {
			w.say(w.number.label(w.style, w.num, w.level))
		}
	case "w:rPr":
		w.props--
	case "w:instrText":
		w.inField = false
	case "w:t", "m:t", "a:t":
		w.taking--
	case "c:v":
		w.taking--
		w.paragraph()
	case "a:p":
		w.paragraph()
	case "w:tbl", "a:tbl":
		w.finish(frameTable)
	case "w:tr", "a:tr":
		w.finish(frameRow)
	case "w:tc", "a:tc":
		w.finish(frameCell)
	case "w:txbxContent":
		w.finish(frameBox)
	case "mc:AlternateContent":
		if n := len(w.choice); n > 0 {
			w.choice = w.choice[:n-1]
		}
	case "w:footnote", "w:endnote", "w:comment":
		w.finish(frameAside)
	case "w:rt":
		w.ruby = append(w.ruby, w.taken())
	case "w:ruby":
		if n := len(w.ruby); n > 0 {
			w.say("(" + w.ruby[n-1] + ")")
			w.ruby = w.ruby[:n-1]
		}
	}
}

// taken closes a frame that was opened only to catch a few words, and gives
// them.
func (p *pile) taken() string {
	p.finish(frameAside)
	a := p.asideOf("")
	var words []string
	for _, b := range a.blocks {
		words = append(words, b.text)
	}
	a.blocks = nil
	return strings.Join(words, " ")
}

// field looks at the instruction of a field, where that holds what is shown.
func (w *wordText) field(kind string) {
	switch kind {
	case "begin":
		w.instruction = w.instruction[:0]
	case "end":
		w.say(buttonText(string(w.instruction)))
		w.instruction = w.instruction[:0]
	}
}

// buttonText gives the words on a button that runs a macro; they stand in the
// instruction of its field, behind the name of the macro.
func buttonText(instruction string) string {
	words := strings.Fields(instruction)
	if len(words) < 3 || !strings.EqualFold(words[0], "MACROBUTTON") {
		return ""
	}
	return strings.Join(words[2:], " ")
}

func (w *wordText) text(b []byte) {
	if w.inField && len(w.instruction) < longProp {
		w.instruction = append(w.instruction, b...)
	}
	if w.taking == 0 {
		return
	}
	if n := len(w.hidden); n > 0 && w.hidden[n-1] {
		w.hiddens++
	}
	w.say(string(b))
}

// report notes what a reader of the text should know of it.
func (w *wordText) report(f *fields) {
	if w.deletions > 0 {
		w.note(fmt.Sprintf("Changes were tracked: %s left out, as the latest version shows it.", many(w.deletions, "deletion is", "deletions are")))
	}
	if w.inserts > 0 {
		w.note("Changes were tracked: what was inserted is part of the text.")
	}
	if w.hiddens > 0 {
		w.note("Some text is hidden in the file; it is given here among the rest.")
	}
	if len(w.revisers) > 0 {
		f.add("Changes tracked by", strings.Join(w.revisers, "; "))
	}
}
