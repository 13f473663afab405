package web

import (
	"strings"

	"golang.org/x/net/html"
)

// place is where a block stands by the page's own marks.
type place struct {
	outer bool // in a menu, a head or a foot of the page
	core  bool // in what the page marks as its article or main part
	loose bool // in a form or mostly links
	prose bool // text that is no heading, list, table, form or link
}

// depths are how many elements of each sort are open.
type depths struct {
	outer, core, held, listed int
}

// listing elements hold items, rows and headings rather than prose.
var listing = set("ul ol menu dl h1 h2 h3 h4 h5 h6 caption figcaption legend")

// holding tells whether the page marks an element as its article or main part.
func holding(n *html.Node) bool {
	return n.Data == "article" || n.Data == "main" || role(n) == "main"
}

// outside tells whether an element is a menu, a head or a foot. Within an
// article, head, foot and aside are parts of it; a menu never is.
func outside(n *html.Node, held bool) bool {
	switch n.Data {
	case "nav":
		return true
	case "footer", "aside", "header":
		return !held
	}
	switch role(n) {
	case "navigation", "banner", "contentinfo":
		return n.Data != "body" && n.Data != "html"
	}
	return false
}

func role(n *html.Node) string { return strings.ToLower(strings.TrimSpace(attr(n.Attr, "role"))) }

// coreOf finds the elements that hold what the page is about: its one article,
// else its main part, else its several articles. Those without words, and those
// in menus, do not count.
func coreOf(root *html.Node) map[*html.Node]bool {
	var articles, mains []*html.Node
	var visit func(n *html.Node, inArticle, inMain bool)
	visit = func(n *html.Node, inArticle, inMain bool) {
		if n.Type == html.ElementNode {
			if silent[n.Data] || hidden(n) || outside(n, inArticle || inMain) {
				return
			}
			switch {
			case n.Data == "article" && !inArticle:
				articles, inArticle = append(articles, n), true
			case holding(n) && !inArticle && !inMain:
				mains, inMain = append(mains, n), true
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, inArticle, inMain)
		}
	}
	visit(root, false, false)
	articles, mains = worded(articles), worded(mains)
	if len(articles) != 1 && len(mains) > 0 {
		articles = mains
	}
	core := map[*html.Node]bool{}
	for _, n := range articles {
		core[n] = true
	}
	return core
}

// worded gives the elements that show a word.
func worded(all []*html.Node) []*html.Node {
	var has func(n *html.Node) bool
	has = func(n *html.Node) bool {
		if n.Type == html.TextNode {
			return strings.TrimSpace(n.Data) != ""
		}
		if n.Type == html.ElementNode && (silent[n.Data] || hidden(n) || outside(n, true)) {
			return false
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if has(c) {
				return true
			}
		}
		return false
	}
	var some []*html.Node
	for _, n := range all {
		if has(n) {
			some = append(some, n)
		}
	}
	return some
}

// enter counts an element in and gives what counts it out again, nil where it
// is of no sort. What stands before and after it is a block of its own.
func (k *walker) enter(n *html.Node) (leave func()) {
	before := k.depth
	if outside(n, k.depth.held > 0) {
		k.depth.outer++
	}
	if holding(n) {
		k.depth.held++
	}
	if k.core[n] {
		k.depth.core++
	}
	if listing[n.Data] {
		k.depth.listed++
	}
	inner := k.depth
	if inner == before {
		return nil
	}
	k.depth = before
	k.flush()
	k.depth = inner
	return func() {
		k.flush()
		k.depth = before
	}
}

// place tells where a block of a size stands that ends here.
func (k *walker) place(size int) place {
	loose := k.apart > 0 && k.depth.outer == 0 || 2*k.links >= size
	return place{
		outer: k.depth.outer > 0, core: k.depth.core > 0, loose: loose,
		prose: k.depth.outer == 0 && k.depth.listed == 0 && k.apart == 0 && 2*k.links < size,
	}
}

// settle decides which blocks are the page's text. An article that the search has
// found stays, without menus and with what the page's own mark adds to it; else
// the mark is obeyed; else menus, heads and feet are set apart where prose is
// left. Where none of that holds no block is chosen, and the page is whole. It
// tells whether the page is an article.
func settle(blocks []block) (article bool) {
	found, core, prose := false, false, false
	for _, b := range blocks {
		found = found || b.article && !b.outer
		core = core || b.core && !b.outer
		prose = prose || b.prose
	}
	for i := range blocks {
		b := &blocks[i]
		switch {
		case b.outer:
			b.article = false
		case found:
			b.article = b.article || b.core && !b.loose
		case core:
			b.article = b.core
		default:
			b.article = prose
		}
	}
	return found || core
}
