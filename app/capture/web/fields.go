package web

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/language"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
)

// Names under which pages tell what they are, in order of trust.
var (
	titles      = []string{"ld:headline", "og:title", "dc.title", "dcterms.title", "twitter:title", "citation_title", "title"}
	authors     = []string{"ld:author", "author", "dc.creator", "dcterms.creator", "article:author", "citation_author", "byl", "parsely-author"}
	publishers  = []string{"ld:publisher", "og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "copyright"}
	publishings = []string{
		"ld:datepublished", "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "itemprop:datepublished", "pubdate", "publishdate", "publish-date", "publish_date",
		"date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.created", "citation_publication_date", "citation_date", "sailthru.date", "parsely-pub-date", "time",
	}
	changes      = []string{"ld:datemodified", "article:modified_time", "og:updated_time", "datemodified", "itemprop:datemodified", "dc.date.modified", "dcterms.modified", "last-modified", "lastmod", "revised"}
	addresses    = []string{"canonical", "og:url", "ld:url", "saved from", "twitter:url", "base"}
	languages    = []string{"html:lang", "content-language", "ld:inlanguage", "og:locale", "dc.language", "language"}
	descriptions = []string{"description", "og:description", "ld:description", "dc.description", "twitter:description"}
)

// fields reads what the page says of itself.
func fields(root *html.Node, doc *document.Document, w *plain.Writer) {
	said := map[string]string{}
	say := func(name, value string) {
		value = plain.Tidy(oneLine(clip(value, 4000)))
		if name = strings.ToLower(strings.TrimSpace(name)); value != "" && said[name] == "" && len(said) < 2000 {
			said[name] = value
		}
	}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		switch n.Type {
		case html.CommentNode:
			savedFrom(n.Data, say)
		case html.ElementNode:
			element(n, say)
			if n.Data == "svg" || n.Data == "template" {
				return
			}
		case html.TextNode, html.DocumentNode, html.DoctypeNode, html.ErrorNode, html.RawNode:
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(root)
	first := func(names []string) string {
		for _, n := range names {
			if said[n] != "" {
				return said[n]
			}
		}
		return ""
	}
	doc.Title = clip(bare(first(titles), said["h1"], first(publishers)), 500)
	for _, n := range authors {
		if v := said[n]; v != "" && !strings.Contains(v, "://") && doc.Author == "" {
			doc.Author = clip(v, 300)
		}
	}
	doc.Publisher = clip(first(publishers), 300)
	for _, d := range []struct {
		to    *string
		names []string
	}{{&doc.Published, publishings}, {&doc.Modified, changes}} {
		for _, n := range d.names {
			if day, ok := plain.Day(said[n]); ok && *d.to == "" {
				*d.to = day
			}
		}
	}
	for _, n := range addresses {
		if u, err := url.Parse(said[n]); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && doc.URL == "" {
			doc.URL = said[n]
		}
	}
	for _, n := range languages {
		if tag, err := language.Parse(strings.ReplaceAll(said[n], "_", "-")); err == nil && doc.Language == "" && tag != language.Und {
			doc.Language = tag.String()
		}
	}
	if said["ld:article"] != "" || strings.EqualFold(said["og:type"], "article") {
		doc.Kind = "article"
	}
	w.Field("Description", first(descriptions))
	w.Field("Keywords", said["keywords"])
	w.Field("Made with", said["generator"])
	w.Field("Saved from", said["saved from"])
	w.Field("Saved at", said["saved at"])
}

// bare takes the name of the site away that stands beside the title: what is
// left is the page's first heading, or the title without its publisher.
func bare(title, heading, publisher string) string {
	if title == "" {
		return heading
	}
	for _, mark := range []string{" | ", " — ", " – ", " - ", " :: ", " » ", " · ", " / "} {
		if before, after, ok := strings.Cut(title, mark); ok && heading != "" && (before == heading || after == heading) {
			return heading
		}
		if t, ok := strings.CutSuffix(title, mark+publisher); ok && publisher != "" {
			return t
		}
		if t, ok := strings.CutPrefix(title, publisher+mark); ok && publisher != "" {
			return t
		}
	}
	return title
}

func element(n *html.Node, say func(name, value string)) {
	switch n.Data {
	case "html":
		say("html:lang", attr(n.Attr, "lang"))
		say("html:lang", attr(n.Attr, "xml:lang"))
	case "title":
		if n.FirstChild != nil && n.Parent != nil && n.Parent.Data == "head" {
			say("title", n.FirstChild.Data)
		}
	case "meta":
		for _, key := range []string{"property", "name", "http-equiv", "itemprop"} {
			if name := attr(n.Attr, key); name != "" {
				if key == "itemprop" {
					name = "itemprop:" + name
				}
				say(name, attr(n.Attr, "content"))
			}
		}
	case "link":
		if strings.EqualFold(attr(n.Attr, "rel"), "canonical") {
			say("canonical", attr(n.Attr, "href"))
		}
	case "base":
		say("base", attr(n.Attr, "href"))
	case "h1":
		var b strings.Builder
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			} else if c.FirstChild != nil && c.FirstChild.Type == html.TextNode {
				b.WriteString(c.FirstChild.Data)
			}
		}
		say("h1", b.String())
	case "time":
		at := attr(n.Attr, "datetime")
		if at == "" && n.FirstChild != nil {
			at = n.FirstChild.Data
		}
		if _, ok := plain.Day(at); ok {
			say("time", at)
			say("itemprop:"+attr(n.Attr, "itemprop"), at)
		}
	case "script":
		if strings.EqualFold(attr(n.Attr, "type"), "application/ld+json") && n.FirstChild != nil && len(n.FirstChild.Data) < 1<<20 {
			var data any
			if json.Unmarshal([]byte(strings.TrimSpace(n.FirstChild.Data)), &data) == nil {
				linked(data, 0, say)
			}
		}
	}
}

// linked reads linked data (JSON-LD, terms of schema.org) that speak of an
// article; those of the firm or the page around it are left alone.
func linked(data any, depth int, say func(name, value string)) {
	if depth > 6 {
		return
	}
	switch d := data.(type) {
	case []any:
		for _, e := range d[:min(len(d), 200)] {
			linked(e, depth+1, say)
		}
	case map[string]any:
		linked(d["@graph"], depth+1, say)
		kind := strings.ToLower(name(d["@type"]))
		if !strings.Contains(kind, "article") && !strings.Contains(kind, "posting") && !strings.Contains(kind, "report") {
			return
		}
		say("ld:article", kind)
		for _, key := range []string{"headline", "author", "publisher", "datePublished", "dateModified", "inLanguage", "url", "description"} {
			say("ld:"+key, name(d[key]))
		}
	}
}

// name gives a text, the name of a thing, or those of several.
func name(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		s, _ := v["name"].(string)
		return s
	case []any:
		var all []string
		for _, e := range v[:min(len(v), 20)] {
			switch e := e.(type) {
			case string:
				all = append(all, e)
			case map[string]any:
				if s, ok := e["name"].(string); ok {
					all = append(all, s)
				}
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
}

// savedFrom reads the comment that a browser leaves in a page it saves, "saved
// from url=(0019)http://…", and that of an extension, with lines "url:" and
// "saved date:".
func savedFrom(comment string, say func(name, value string)) {
	if len(comment) > 4096 {
		return
	}
	if _, rest, ok := strings.Cut(comment, "saved from url=("); ok {
		if _, address, ok := strings.Cut(rest, ")"); ok {
			say("saved from", address)
		}
		return
	}
	for _, line := range strings.Split(comment, "\n") {
		line = strings.TrimSpace(line)
		if v, ok := strings.CutPrefix(line, "saved date:"); ok {
			say("saved at", v)
		} else if v, ok := strings.CutPrefix(line, "url:"); ok {
			say("saved from", strings.TrimSpace(v))
		}
	}
}

// clip cuts a text to so many bytes, whole characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
