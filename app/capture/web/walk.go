package web

import (
	"context"
	"strings"

	"golang.org/x/net/html"

	"redthread/app/capture/plain"
)

// silent elements hold no words to be read: programs, styles, drawings, pages
// within the page. What noscript holds is shown only where scripts are not.
var silent = set("script style noscript template svg math iframe object embed canvas audio video map head rp")

// inline elements are within a line; every other one begins a passage.
var inline = set("a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr output progress q ruby rt rb rtc s samp small span strike strong sub sup time tt u var wbr button input html:unknown")

// furniture are elements around the text.
var furniture = set("nav aside footer form menu select header button")

// solid elements belong to the article in whose midst they stand, even where
// the search for it has dropped them.
var solid = set("h1 h2 h3 h4 h5 h6 li figcaption caption dt dd blockquote td th")

func set(names string) map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(names) {
		m[n] = true
	}
	return m
}

// block is a passage to be, with what is known of its place.
type block struct {
	text    string
	cells   []string // of a table row, instead of text
	article bool
	place
}

func (b block) add(w *plain.Writer) {
	if b.cells != nil {
		w.AddRow(0, b.cells)
		return
	}
	w.Add(0, b.text)
}

// walker gathers blocks in the order of the page.
type walker struct {
	ctx     context.Context
	w       *plain.Writer
	chosen  article
	blocks  []block
	line    strings.Builder
	links   int // bytes of the line that are links
	marked  bool
	inside  int // depth within the common ancestor of the article
	apart   int // depth within furniture
	link    int
	pre     int
	cells   []string // cells of the row that is open
	row     int      // depth of rows
	solid   int      // depth within headings, items, captions and rows
	core    map[*html.Node]bool
	depth   depths
	size    int
	most    int
	images  map[string]bool
	nodes   int
	stopped bool
}

func walk(ctx context.Context, root *html.Node, chosen article, w *plain.Writer) []block {
	k := &walker{ctx: ctx, w: w, chosen: chosen, most: 2 * w.Left(), images: map[string]bool{}, core: coreOf(root)}
	k.node(root)
	k.flush()
	return k.blocks
}

// flush ends a block.
func (k *walker) flush() {
	if k.row > 0 {
		// Blocks within a cell are parted by a space.
		if s := k.line.String(); s != "" && !strings.HasSuffix(s, " ") {
			k.line.WriteByte(' ')
		}
		return
	}
	text := strings.TrimSpace(k.line.String())
	if text != "" {
		k.blocks = append(k.blocks, block{text: text, article: k.belongs(len(text)), place: k.place(len(text))})
		k.size += len(text)
	}
	k.clear()
}

func (k *walker) clear() {
	k.line.Reset()
	k.links, k.marked = 0, false
}

// belongs says whether the open block is of the article: one of its words is,
// or it is a heading, an item or a row that the search for the article has
// dropped from its midst, and no menu.
func (k *walker) belongs(size int) bool {
	if k.chosen.texts == nil {
		return false
	}
	return k.marked || k.solid > 0 && k.inside > 0 && k.apart == 0 && 2*k.links < size
}

func (k *walker) node(n *html.Node) {
	if k.nodes++; k.nodes%1024 == 0 && k.ctx.Err() != nil || k.size > k.most {
		k.stopped = true
	}
	if k.stopped {
		return
	}
	if n == k.chosen.root {
		k.inside++
		defer func() { k.inside-- }()
	}
	switch n.Type {
	case html.TextNode:
		k.text(n)
		return
	case html.ElementNode:
		k.element(n)
		return
	case html.DocumentNode:
		k.children(n)
	case html.CommentNode, html.DoctypeNode, html.ErrorNode, html.RawNode:
	}
}

func (k *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		k.node(c)
	}
}

func (k *walker) text(n *html.Node) {
	s := n.Data
	if k.pre == 0 {
		s = oneLine(s)
	}
	if s == "" || k.line.Len() == 0 && strings.TrimSpace(s) == "" {
		return
	}
	k.line.WriteString(s)
	if strings.TrimSpace(s) == "" {
		return
	}
	if k.link > 0 {
		k.links += len(s)
	}
	if k.chosen.holds(n) {
		k.marked = true
	}
}

// element walks one element.
func (k *walker) element(n *html.Node) {
	name := n.Data
	if silent[name] || hidden(n) {
		return
	}
	if leave := k.enter(n); leave != nil {
		defer leave()
	}
	if furniture[name] && !(name == "header" && k.inside > 0) {
		k.apart++
		defer func() { k.apart-- }()
	}
	switch name {
	case "br":
		if strings.HasSuffix(k.line.String(), "\n") {
			k.flush() // an empty line parts paragraphs
			return
		}
		k.line.WriteByte('\n')
		return
	case "img", "area":
		k.image(n)
		return
	case "input":
		if t := strings.ToLower(attr(n.Attr, "type")); t == "" || t == "text" || t == "search" || t == "submit" || t == "button" {
			if v := attr(n.Attr, "value"); v != "" {
				k.line.WriteString(" " + oneLine(v) + " ")
			}
		}
		return
	case "a":
		k.link++
		k.children(n)
		k.link--
		return
	case "tr", "dl":
		if name == "tr" && k.row == 0 && !layout(n) {
			k.flush()
			k.rowOf(n)
			return
		}
	case "dt":
		if dd := pair(n); k.row == 0 && dd != nil {
			k.flush()
			k.cellsOf([]*html.Node{n, dd})
			return
		}
	case "dd":
		if dt := previous(n); k.row == 0 && dt != nil && dt.Data == "dt" && pair(dt) == n {
			return // it stands in the row of its term
		}
	case "pre", "textarea", "listing", "xmp", "plaintext":
		k.flush()
		k.pre++
		k.children(n)
		k.flush()
		k.pre--
		return
	}
	if inline[name] {
		k.children(n)
		return
	}
	k.flush()
	if solid[name] {
		k.solid++
		defer func() { k.solid-- }()
	}
	k.children(n)
	k.flush()
}

// image notes what a picture is said to show.
func (k *walker) image(n *html.Node) {
	alt := plain.Tidy(oneLine(attr(n.Attr, "alt")))
	if alt != "" && len(alt) <= 2000 && len(k.images) < 50 && !k.images[alt] {
		k.images[alt] = true
		k.w.Field("Picture shows", alt)
	}
}

func (k *walker) rowOf(tr *html.Node) {
	var cells []*html.Node
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !hidden(c) {
			cells = append(cells, c)
		}
	}
	k.cellsOf(cells)
}

// cellsOf makes one block of elements that are cells of a row.
func (k *walker) cellsOf(elements []*html.Node) {
	k.row++
	k.cells = nil
	size, links, marked := 0, 0, false
	for _, c := range elements {
		k.clear()
		k.children(c)
		text := strings.TrimSpace(strings.ReplaceAll(k.line.String(), "\n", " "))
		k.cells = append(k.cells, text)
		size += len(text)
		links += k.links
		marked = marked || k.marked
	}
	k.row--
	k.links, k.marked = links, marked
	k.solid++
	if size > 0 {
		b := block{cells: k.cells, article: k.belongs(size), place: k.place(size)}
		b.prose = false
		if len(k.cells) == 1 {
			b.text, b.cells = k.cells[0], nil
		} else {
			b.text = strings.Join(k.cells, "\t") // its size counts
		}
		k.blocks = append(k.blocks, b)
		k.size += size
	}
	k.solid--
	k.cells = nil
	k.clear()
}

// layout says whether a table row only sets out the page: it has tables,
// headings or several paragraphs within a cell, or one cell alone.
func layout(tr *html.Node) bool {
	cells, deep := 0, false
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		cells++
		paragraphs, size := 0, 0
		var look func(n *html.Node, depth int)
		look = func(n *html.Node, depth int) {
			for d := n.FirstChild; d != nil && !deep; d = d.NextSibling {
				if d.Type == html.TextNode {
					size += len(d.Data)
				}
				switch d.Data {
				case "table", "h1", "h2", "h3", "article", "section", "pre", "dl":
					deep = deep || d.Type == html.ElementNode
				case "p", "li", "div", "blockquote":
					paragraphs++
				}
				if paragraphs > 3 && size > 400 || size > 4000 {
					deep = true
				}
				look(d, depth+1)
			}
		}
		look(c, 0)
	}
	return deep || cells < 2
}

// pair gives the description of a term, when it is its only one and short.
func pair(dt *html.Node) *html.Node {
	dd := next(dt)
	if dd == nil || dd.Data != "dd" || hidden(dd) {
		return nil
	}
	if after := next(dd); after != nil && after.Data == "dd" {
		return nil
	}
	for c := dd.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !inline[c.Data] && c.Data != "br" {
			return nil
		}
	}
	return dd
}

func next(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; n = n.NextSibling {
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			return nil
		}
	}
	return n
}

func previous(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; n = n.PrevSibling {
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" {
			return nil
		}
	}
	return n
}

// hidden says whether the page itself hides an element.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			s := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// oneLine makes a text of one line: the lines of a file are not those of the page.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\r\t\f") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' || r == '\f' {
			return ' '
		}
		return r
	}, s)
}
