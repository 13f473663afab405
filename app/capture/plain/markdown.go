package plain

import (
	"context"
	"html"
	"strings"

	"redthread/app/capture/document"
)

// ReadMarkdown reads text with the light marks of Markdown: the marks go, the
// words stay. Headings, items of lists and rows of tables are passages of
// their own; lines of code stay together. Of a link the text is kept, of a
// picture its description. Front matter between lines of three hyphens goes
// into the fields it names, and else into Meta.
func ReadMarkdown(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "markdown"}
	s, err := openStream(ctx, in)
	if err != nil {
		return doc, err
	}
	m := marking{w: NewWriter(&doc, in.Limits), doc: &doc}
	var line string
	for n := 0; !m.w.Full(); n++ {
		if line, err = s.line(); err != nil {
			break
		}
		if n == 0 && strings.TrimRight(line, " ") == "---" {
			m.front = true
			continue
		}
		m.line(line)
	}
	m.flush()
	return doc, s.done(m.w, &doc, err)
}

// marking is the state of reading Markdown line by line.
type marking struct {
	w     *Writer
	doc   *document.Document
	block []string // lines of a paragraph or an item
	held  int
	code  []string
	fence string // the fence of code that is open
	front bool
}

func (m *marking) flush() {
	if len(m.code) > 0 {
		m.w.Add(0, strings.Join(m.code, "\n"))
		m.code = nil
	}
	if len(m.block) > 0 {
		var b strings.Builder
		for i, l := range m.block {
			// Two spaces or a backslash at the end keep the line's end.
			hard := strings.HasSuffix(l, "  ") || strings.HasSuffix(l, "\\")
			b.WriteString(strings.TrimSpace(strings.TrimSuffix(l, "\\")))
			switch {
			case i == len(m.block)-1:
			case hard:
				b.WriteByte('\n')
			default:
				b.WriteByte(' ')
			}
		}
		m.w.Add(0, unmark(b.String()))
	}
	m.block, m.held = nil, 0
}

func (m *marking) line(line string) {
	bare := strings.TrimSpace(line)
	switch {
	case m.front:
		m.frontLine(line)
		return
	case m.fence != "":
		if strings.HasPrefix(bare, m.fence) && strings.Trim(bare, m.fence[:1]) == "" {
			m.fence = ""
			m.flush()
			return
		}
		m.code, m.held = append(m.code, line), m.held+len(line)
		if m.held > longest {
			m.flush()
		}
		return
	case strings.HasPrefix(bare, "```"), strings.HasPrefix(bare, "~~~"):
		m.flush()
		m.fence = bare[:3]
		return
	case bare == "":
		m.flush()
		return
	}
	if len(m.block) > 0 && strings.Trim(bare, "=") == "" || len(m.block) > 0 && strings.Trim(bare, "-") == "" {
		m.title(strings.Join(m.block, " "))
		m.flush() // a heading underlined
		return
	}
	for strings.HasPrefix(bare, ">") {
		bare = strings.TrimSpace(bare[1:])
	}
	if bare == "" || rule(bare) {
		m.flush()
		return
	}
	if heading := strings.TrimLeft(bare, "#"); len(bare)-len(heading) > 0 && len(bare)-len(heading) < 7 && (heading == "" || heading[0] == ' ' || heading[0] == '\t') {
		m.flush()
		heading = strings.TrimSpace(strings.TrimRight(heading, "# "))
		m.title(heading)
		m.w.Add(0, unmark(heading))
		return
	}
	if strings.HasPrefix(bare, "|") || strings.Count(bare, "|") > 1 {
		m.flush()
		m.row(bare)
		return
	}
	if marked(bare) {
		m.flush()
		if strings.IndexByte("-*+", bare[0]) >= 0 {
			bare = strings.TrimSpace(bare[1:])
			for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
				bare = strings.TrimPrefix(bare, box)
			}
		}
		line = bare
	}
	if m.held > longest {
		m.flush()
	}
	if strings.HasPrefix(strings.TrimSpace(line), ">") {
		line = bare
	}
	m.block, m.held = append(m.block, line), m.held+len(line)
}

// title takes the first heading as the title, when nothing else is.
func (m *marking) title(heading string) {
	if m.doc.Title == "" {
		m.doc.Title = cut(Tidy(strings.ReplaceAll(unmark(heading), "\n", " ")), 500)
	}
}

func (m *marking) row(bare string) {
	if strings.Trim(bare, "|-: \t") == "" {
		return // the line under the header
	}
	bare = strings.TrimSuffix(strings.TrimPrefix(bare, "|"), "|")
	const escaped = "\x00"
	cells := strings.Split(strings.ReplaceAll(bare, `\|`, escaped), "|")
	for i := range cells {
		cells[i] = unmark(strings.ReplaceAll(cells[i], escaped, "|"))
	}
	m.w.AddRow(0, limitCells(cells))
}

// rule says whether a line is drawn across the page.
func rule(bare string) bool {
	bare = strings.ReplaceAll(bare, " ", "")
	return len(bare) > 2 && (strings.Trim(bare, "-") == "" || strings.Trim(bare, "*") == "" || strings.Trim(bare, "_") == "")
}

func (m *marking) frontLine(line string) {
	bare := strings.TrimSpace(line)
	if bare == "---" || bare == "..." {
		m.front = false
		return
	}
	name, value, ok := strings.Cut(bare, ":")
	if !ok || len(name) > 60 || bare[0] == '#' {
		if item, found := strings.CutPrefix(bare, "- "); found {
			m.w.Field("Listed", strings.Trim(item, `"'`))
		} else if bare != "" {
			m.w.Add(0, bare) // not what front matter is made of
		}
		return
	}
	value = strings.Trim(strings.TrimSpace(value), `"'`)
	to := map[string]*string{
		"title": &m.doc.Title, "author": &m.doc.Author, "authors": &m.doc.Author, "publisher": &m.doc.Publisher,
		"lang": &m.doc.Language, "language": &m.doc.Language, "url": &m.doc.URL, "source": &m.doc.URL,
		"date": &m.doc.Published, "published": &m.doc.Published, "modified": &m.doc.Modified, "updated": &m.doc.Modified,
	}[strings.ToLower(name)]
	if day, ok := Day(value); ok && (to == &m.doc.Published || to == &m.doc.Modified) {
		value = day
	} else if to == &m.doc.Published || to == &m.doc.Modified {
		to = nil
	}
	if to != nil && *to == "" && len(value) < 500 {
		*to = Tidy(value)
		return
	}
	m.w.Field(name, value)
}

// unmark takes the marks within a line away.
func unmark(s string) string {
	if !strings.ContainsAny(s, "*_`[]\\<&~") {
		return s
	}
	links := brackets(s)
	var b strings.Builder
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!|<>~", s[i+1]) >= 0:
			b.WriteByte(s[i+1])
			i += 2
		case c == '`':
			n := run(s[i:], '`')
			if end := strings.Index(s[i+n:min(len(s), i+n+4*window)], s[i:i+n]); end >= 0 {
				b.WriteString(s[i+n : i+n+end])
				i += n + end
			}
			i += n
		case c == '*' || c == '~' && run(s[i:], c) == 2 || c == '_' && outer(s, i):
			n := run(s[i:], c)
			if n > 3 || c == '*' && spaced(s, i, n) {
				b.WriteString(s[i : i+n])
			}
			i += n
		case c == '!' && links[i+1] > 0:
			i++
		case c == '[' || c == ']':
			skip, link := links[i]
			if !link {
				b.WriteByte(c)
				skip = 1
			}
			i += skip
		case c == '<':
			end := strings.IndexByte(s[i:min(len(s), i+window)], '>')
			switch {
			case end < 0 || i+1 == len(s) || !tagLetter(s[i+1]):
				b.WriteByte(c)
				i++
			case strings.ContainsAny(s[i:i+end], ":@") && !strings.ContainsAny(s[i:i+end], " \t"):
				b.WriteString(s[i+1 : i+end]) // an address
				i += end + 1
			default:
				if strings.HasPrefix(strings.ToLower(s[i:]), "<br") {
					b.WriteByte('\n')
				}
				i += end + 1
			}
		default:
			b.WriteByte(c)
			i++
		}
	}
	return html.UnescapeString(b.String())
}

func run(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// outer says whether an underscore stands at the edge of a word.
func outer(s string, i int) bool {
	n := run(s[i:], '_')
	return i == 0 || i+n >= len(s) || !letterish(s[i-1]) || !letterish(s[i+n])
}

func letterish(c byte) bool {
	return c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// spaced says whether a mark stands alone, such as a sign of multiplication.
func spaced(s string, i, n int) bool {
	return (i == 0 || s[i-1] == ' ') && (i+n >= len(s) || s[i+n] == ' ')
}

func tagLetter(c byte) bool { return c == '/' || c == '!' || letterish(c) && c < 0x80 }

// window is how far the end of a mark is looked for.
const window = 1 << 10

// brackets finds those that belong to links: where they stand, and how many
// bytes are passed over there.
func brackets(s string) map[int]int {
	if !strings.Contains(s, "](") && !strings.Contains(s, "][") {
		return nil
	}
	found := map[int]int{}
	var open []int
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '[' && len(open) < 64:
			open = append(open, i)
		case s[i] == ']' && len(open) > 0:
			from := open[len(open)-1]
			open = open[:len(open)-1]
			if i+1 < len(s) && (s[i+1] == '(' || s[i+1] == '[') {
				if n := target(s[i+1:]); n > 0 {
					found[from], found[i] = 1, 1+n
					i += n
				}
			}
		}
	}
	return found
}

// target is the length of the target of a link, with its brackets.
func target(s string) int {
	closing := map[byte]byte{'(': ')', '[': ']'}[s[0]]
	depth := 0
	for i := 0; i < len(s) && i < window; i++ {
		switch s[i] {
		case s[0]:
			depth++
		case closing:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
