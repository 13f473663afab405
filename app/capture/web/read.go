// Package web reads saved web pages: HTML files and the archives of whole
// pages (MHTML) that browsers write.
//
// The words of the article come first, then those of the rest of the page,
// menus and footers, as a section of their own, since a firm's address and
// numbers often stand there: no word that the page shows is lost. A page that
// is no article, such as a table of a registry, is given as it stands. What the
// page itself marks as its menu, head or foot goes to the end however short the
// page is, where there is text besides. Nothing is ever fetched: pictures, frames and scripts of a page stay unread.
package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"
	"time"

	"golang.org/x/net/html"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
)

const (
	mostBytes  = 32 << 20         // of a page that are read
	mostParsed = 16 << 20         // of a page that a tree is made of
	mostCost   = 3_000_000        // elements a tree may come to, by measure
	parseTime  = 20 * time.Second // for making the tree
)

// Read reads an HTML page. It is a document.Reader.
func Read(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "html"}
	if err := ctx.Err(); err != nil {
		return doc, err
	}
	b := make([]byte, max(0, min(in.Size, mostBytes)))
	n, err := in.ReadAt(b, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return doc, fmt.Errorf("reading the page: %w", err)
	}
	b = b[:n]
	w := plain.NewWriter(&doc, in.Limits)
	if in.Size > mostBytes {
		w.Note("The page is larger than what is read: its end was left out.")
	}
	return read(ctx, b, in, &doc, w)
}

func read(ctx context.Context, b []byte, in document.Input, doc *document.Document, w *plain.Writer) (document.Document, error) {
	text := decode(b, in, doc, w)
	root := parse(ctx, text, w)
	if root == nil {
		if err := ctx.Err(); err != nil {
			return *doc, err
		}
		tokens(ctx, text, doc, w)
		return *doc, nil
	}
	fields(root, doc, w)
	blocks := walk(ctx, root, findArticle(ctx, root, doc), w)
	said := settle(blocks)
	rest, all := 0, 0
	for _, b := range blocks {
		if !b.article {
			rest += len(b.text)
		}
		all += len(b.text)
	}
	whole := rest == all
	for _, b := range blocks {
		if whole || b.article {
			b.add(w)
		}
	}
	if !whole && rest > 0 && !w.Full() {
		first := len(doc.Passages)
		for _, b := range blocks {
			if !b.article {
				b.add(w)
			}
		}
		if len(doc.Passages) > first {
			doc.Sections = append(doc.Sections, document.Section{First: first, Title: "Rest of the page", Rest: true})
		}
	}
	if !whole && said && doc.Kind == "" {
		doc.Kind = "article"
	}
	if w.Full() {
		w.Note("The page has more text than what is read.")
	}
	if ctx.Err() != nil {
		if len(doc.Passages) == 0 {
			return *doc, ctx.Err()
		}
		w.Note("The reading stopped before the end of the page.")
	}
	return *doc, nil
}

// decode finds the charset: chosen, by byte order mark, by what the server or
// the page declares, or from the bytes.
func decode(b []byte, in document.Input, doc *document.Document, w *plain.Writer) string {
	if in.Charset != "" {
		if text, charset, ok := plain.DecodeAs(b, in.Charset); ok {
			doc.Charset = charset
			return text
		}
	}
	declared := ""
	if _, params, err := mime.ParseMediaType(in.Media); err == nil {
		declared = params["charset"]
	}
	if _, ok := plain.Charset(declared); !ok {
		declared = declaredIn(b)
	}
	text, charset, sure := plain.Decode(b, declared)
	doc.Charset = charset
	if !sure {
		w.Note("The charset is a guess: " + charset + ". Choose another one if the page reads wrongly.")
	}
	return text
}

// declaredIn finds the charset that the head of a page declares.
func declaredIn(b []byte) string {
	z := html.NewTokenizer(strings.NewReader(string(b[:min(len(b), 16<<10)])))
	for range 400 {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "body" {
				return ""
			}
			if t.Data != "meta" {
				continue
			}
			charset := attr(t.Attr, "charset")
			if strings.EqualFold(attr(t.Attr, "http-equiv"), "content-type") {
				if _, c, ok := strings.Cut(strings.ToLower(attr(t.Attr, "content")), "charset="); ok {
					charset, _, _ = strings.Cut(strings.Trim(c, " \"'"), ";")
				}
			}
			if charset == "" {
				continue
			}
			if strings.HasPrefix(strings.ToLower(charset), "utf-16") {
				return "utf-8" // it could be read byte by byte, so it is not that
			}
			return charset
		case html.CommentToken, html.DoctypeToken, html.EndTagToken, html.TextToken:
		}
	}
	return ""
}

// parse makes the tree of a page, or gives nil where it would be too deep, too
// large or too slow.
func parse(ctx context.Context, text string, w *plain.Writer) *html.Node {
	if len(text) > mostParsed || measure(ctx, text) > mostCost {
		w.Note("The page is too large or too tangled to be taken apart: its words are given in the order of the file.")
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, parseTime)
	defer cancel()
	root, err := html.ParseWithOptions(&watched{strings.NewReader(text), ctx}, html.ParseOptionEnableScripting(false))
	if err != nil {
		w.Note("The page could not be taken apart: its words are given in the order of the file.")
		return nil
	}
	return root
}

// watched is a reader that ends with its context.
type watched struct {
	io.Reader
	ctx context.Context
}

func (r *watched) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p[:min(len(p), 4096)])
}

// measure estimates how many nodes a tree would have. Elements of style that
// are left open are opened anew by the parser in every block that follows, so
// a small page can come to a very large tree.
func measure(ctx context.Context, text string) int {
	z := html.NewTokenizer(&watched{strings.NewReader(text), ctx})
	open, cost := 0, 0
	for cost <= mostCost {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		cost++
		if kind != html.StartTagToken && kind != html.EndTagToken {
			continue
		}
		name, _ := z.TagName()
		switch string(name) {
		case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
			if kind == html.EndTagToken {
				open = max(0, open-1)
				continue
			}
			open++
			cost += min(open, 512) / 8
		default:
			if kind == html.StartTagToken && open > 8 {
				cost += min(open, 512)
			}
		}
	}
	return cost
}

func attr(all []html.Attribute, key string) string {
	for _, a := range all {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// tokens reads the words of a page of which no tree is made.
func tokens(ctx context.Context, text string, doc *document.Document, w *plain.Writer) {
	z := html.NewTokenizer(&watched{strings.NewReader(text), ctx})
	z.SetMaxBuf(4 << 20)
	var b strings.Builder
	skipped := ""
	title := false
	for !w.Full() {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.TextToken:
			if skipped == "" && title {
				doc.Title = clip(plain.Tidy(oneLine(string(z.Text()))), 500)
			} else if skipped == "" {
				b.WriteString(oneLine(string(z.Text())))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw, _ := z.TagName()
			name := string(raw)
			switch {
			case name == skipped && kind == html.EndTagToken:
				skipped = ""
			case skipped != "" || kind == html.StartTagToken && silent[name]:
				if skipped == "" {
					skipped = name
				}
			case name == "title":
				title = kind == html.StartTagToken
			case name == "td" || name == "th":
				b.WriteByte('\t')
			case name == "br":
				b.WriteByte('\n')
			case !inline[name]:
				w.Add(0, b.String())
				b.Reset()
			}
		case html.CommentToken, html.DoctypeToken, html.ErrorToken:
		}
		if b.Len() > 64<<10 {
			w.Add(0, b.String())
			b.Reset()
		}
	}
	w.Add(0, b.String())
	if w.Full() {
		w.Note("The page has more text than what is read.")
	}
}
