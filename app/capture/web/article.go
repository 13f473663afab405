package web

import (
	"context"
	"strconv"
	"time"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
)

const (
	mostNodes   = 50_000          // of a page that the article is looked for in
	searchTime  = 8 * time.Second // for looking
	leastLength = 250             // characters of an article
	leastShare  = 0.25            // of the page's words, unless it says it is one
	mark        = "rt-text"       // the attribute that numbers texts; none of HTML
)

// article is where the article of a page was found.
type article struct {
	texts map[int]bool // numbers of its texts; nil: the page is none
	index map[*html.Node]int
	root  *html.Node // the lowest element around them all
}

func (a article) holds(n *html.Node) bool {
	i, ok := a.index[n]
	return ok && a.texts[i]
}

// findArticle looks for the article. The search tears the tree apart, so it
// works on a copy, in which every text carries its number: attributes of texts
// have no meaning and are kept by whatever is moved or copied.
func findArticle(ctx context.Context, root *html.Node, doc *document.Document) article {
	var texts []*html.Node
	nodes, size := 0, 0
	var visit func(n *html.Node, quiet bool)
	visit = func(n *html.Node, quiet bool) {
		nodes++
		if n.Type == html.ElementNode && silent[n.Data] {
			quiet = true
		}
		if n.Type == html.TextNode && !quiet {
			texts = append(texts, n)
			size += letters(n.Data)
		}
		for c := n.FirstChild; c != nil && nodes <= mostNodes; c = c.NextSibling {
			visit(c, quiet)
		}
	}
	visit(root, false)
	if nodes > mostNodes || size < leastLength {
		return article{}
	}
	a := article{texts: map[int]bool{}, index: map[*html.Node]int{}}
	for i, n := range texts {
		n.Attr = []html.Attribute{{Key: mark, Val: strconv.Itoa(i)}}
		a.index[n] = i
	}
	found, ok := search(ctx, clone(root))
	for _, n := range texts {
		n.Attr = nil
	}
	if !ok {
		return article{}
	}
	if title := clip(plain.Tidy(oneLine(found.Title)), 500); doc.Title == "" || title != "" && len(title) < len(doc.Title) {
		doc.Title = title
	}
	if by := plain.Tidy(oneLine(found.Byline)); doc.Author == "" && utf8.RuneCountInString(by) <= 100 {
		doc.Author = by
	}
	if found.Node == nil {
		return article{}
	}
	length := 0
	var gather func(n *html.Node)
	gather = func(n *html.Node) {
		if n.Type == html.TextNode {
			if i, err := strconv.Atoi(attr(n.Attr, mark)); err == nil && i < len(texts) && !a.texts[i] {
				a.texts[i] = true
				length += letters(texts[i].Data)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			gather(c)
		}
	}
	gather(found.Node)
	if length < leastLength || float64(length) < leastShare*float64(size) && doc.Kind != "article" {
		return article{}
	}
	a.root = around(texts, a.texts)
	return a
}

// search runs the search on a tree of its own, in bounded time; a search that
// does not end in time is left to itself.
func search(ctx context.Context, root *html.Node) (found readability.Article, ok bool) {
	type result struct {
		found readability.Article
		ok    bool
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if recover() != nil {
				r.ok = false
			}
			done <- r
		}()
		p := readability.NewParser()
		p.MaxElemsToParse = mostNodes
		a, err := p.ParseAndMutate(root, nil)
		r = result{a, err == nil}
	}()
	timer := time.NewTimer(searchTime)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.found, r.ok
	case <-ctx.Done():
	case <-timer.C:
	}
	return readability.Article{}, false
}

// around gives the lowest element that holds all of the chosen texts.
func around(texts []*html.Node, chosen map[int]bool) *html.Node {
	var common []*html.Node // from the root down
	for i, n := range texts {
		if !chosen[i] {
			continue
		}
		var path []*html.Node
		for p := n.Parent; p != nil; p = p.Parent {
			path = append(path, p)
		}
		for l, r := 0, len(path)-1; l < r; l, r = l+1, r-1 {
			path[l], path[r] = path[r], path[l]
		}
		if common == nil {
			common = path
			continue
		}
		same := 0
		for same < len(common) && same < len(path) && common[same] == path[same] {
			same++
		}
		common = common[:same]
	}
	if len(common) == 0 {
		return nil
	}
	return common[len(common)-1]
}

// clone copies a tree. The parser bounds its depth.
func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: append([]html.Attribute(nil), n.Attr...)}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.AppendChild(clone(child))
	}
	return c
}

// letters counts characters that are no space.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if r > ' ' && r != 0xA0 {
			n++
		}
	}
	return n
}
