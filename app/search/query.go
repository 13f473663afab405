package search

import (
	"fmt"
	"strings"
	"unicode"

	"redthread/store"
)

// Limits of a query. A search box takes a sentence, not a book.
const (
	longestQuery = 1000 // code points
	mostTerms    = 40
	deepest      = 20 // brackets within brackets
)

// Query is what a person asked, read.
type Query struct {
	// Warnings are sentences about parts that were passed over. They are for the command line; a search box
	// need not show them.
	Warnings []string

	root    *expr // nil: nothing but filters
	filters []filter
}

// Empty tells whether the query asks for nothing.
func (q Query) Empty() bool { return q.root == nil && len(q.filters) == 0 }

// expr is a part of a query: a term, or parts joined. A SearchNot has one kid, what must not be there.
type expr struct {
	op   store.SearchOp
	kids []*expr
	term *term
}

// term is a word or a phrase to be found.
type term struct {
	text   string
	phrase bool // in quotation marks: as it stands
	open   bool // may be typed no further than this
}

type tokenKind byte

const (
	tokWord tokenKind = iota
	tokPhrase
	tokOpen
	tokClose
	tokAnd
	tokOr
	tokNot
	tokFilter
)

type token struct {
	kind  tokenKind
	text  string
	name  string // of a filter
	ended bool   // something stands behind it, so it is not being typed
}

// Parse reads a query. It never fails.
func Parse(text string) Query {
	var q Query
	points := []rune(strings.ToValidUTF8(text, " "))
	if len(points) > longestQuery {
		points = points[:longestQuery]
		q.warn("The query is longer than %d characters; the rest was left out.", longestQuery)
	}
	p := parser{q: &q, tokens: scan(points)}
	p.limit()
	for p.at < len(p.tokens) { // a stray closing bracket ends a part, not the query
		q.root = join(store.SearchAnd, q.root, p.or(0))
		if p.at < len(p.tokens) {
			p.at++
		}
	}
	if q.root != nil && onlyNot(q.root) {
		q.warn("A search needs at least one word that is to be found, not only words that are not.")
		q.root = nil
	}
	return q
}

func (q *Query) warn(format string, args ...any) {
	q.Warnings = append(q.Warnings, fmt.Sprintf(format, args...))
}

// scan cuts a query into its tokens.
func scan(s []rune) []token {
	var tokens []token
	for i := 0; i < len(s); {
		r := s[i]
		switch {
		case r == '(':
			tokens = append(tokens, token{kind: tokOpen})
			i++
		case r == ')':
			tokens = append(tokens, token{kind: tokClose})
			i++
		case quoting(r):
			text, next, closed := quoted(s, i)
			i = next
			tokens = append(tokens, token{kind: tokPhrase, text: text, ended: closed})
		case isDash(r) && i+1 < len(s) && startsTerm(s[i+1]) && (i == 0 || !wordRune(s[i-1])):
			tokens = append(tokens, token{kind: tokNot})
			i++
		case !wordRune(r):
			i++
		default:
			var t token
			t, i = scanWord(s, i)
			tokens = append(tokens, t)
		}
	}
	return tokens
}

// scanWord reads an operator, a filter or a word, up to white space, a bracket or a quotation mark.
func scanWord(s []rune, i int) (token, int) {
	from := i
	for i < len(s) && !unicode.IsSpace(s[i]) && s[i] != '(' && s[i] != ')' && !quoting(s[i]) {
		if s[i] == ':' && filterName(s[from:i]) {
			return scanFilter(s, from, i)
		}
		i++
	}
	text := string(s[from:i])
	t := token{kind: tokWord, text: text, ended: i < len(s)}
	switch text {
	case "AND":
		t.kind = tokAnd
	case "OR":
		t.kind = tokOr
	case "NOT":
		t.kind = tokNot
	}
	return t, i
}

// scanFilter reads what follows the colon at s[colon]. A time (12:30) and an address (https://) are words.
func scanFilter(s []rune, from, colon int) (token, int) {
	t := token{kind: tokFilter, name: strings.ToLower(string(s[from:colon]))}
	i := colon + 1
	if i < len(s) && quoting(s[i]) {
		t.text, i, t.ended = quoted(s, i)
		return t, i
	}
	for i < len(s) && !unicode.IsSpace(s[i]) && s[i] != ')' && !quoting(s[i]) {
		i++
	}
	t.text, t.ended = string(s[colon+1:i]), i < len(s)
	if strings.HasPrefix(t.text, "//") || t.text == "" && !knownFilter(t.name) {
		return token{kind: tokWord, text: string(s[from:i]), ended: t.ended}, i
	}
	return t, i
}

// filterName tells whether letters could be the name of a filter.
func filterName(s []rune) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return false
		}
	}
	return len(s) > 0
}

// quoted reads a phrase that begins with a quotation mark at s[i]. Without its end it goes to the end of the query.
func quoted(s []rune, i int) (text string, next int, closed bool) {
	from := i + 1
	for i = from; i < len(s); i++ {
		if quoting(s[i]) {
			return string(s[from:i]), i + 1, true
		}
	}
	return string(s[from:]), i, false
}

// quoting tells whether a character sets off a phrase. Guillemets do not: they belong to the names of firms, which are
// pasted with them.
func quoting(r rune) bool {
	return r == '"' || r == '“' || r == '”' || r == '„' || r == '‟' || r == '＂'
}

func isDash(r rune) bool { return r == '-' || r == '−' }

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func startsTerm(r rune) bool { return wordRune(r) || quoting(r) || r == '(' }

// parser reads tokens by recursive descent: or, and, not, bracket or term.
type parser struct {
	q      *Query
	tokens []token
	at     int
}

// limit leaves out what is more than a query may hold.
func (p *parser) limit() {
	terms := 0
	for i, t := range p.tokens {
		if t.kind == tokWord || t.kind == tokPhrase {
			terms++
		}
		if terms > mostTerms {
			p.tokens = p.tokens[:i]
			p.q.warn("The query has more than %d words; the rest were left out.", mostTerms)
			return
		}
	}
}

func (p *parser) next() tokenKind {
	if p.at < len(p.tokens) {
		return p.tokens[p.at].kind
	}
	return tokClose
}

func (p *parser) or(depth int) *expr {
	e := p.and(depth)
	for p.next() == tokOr {
		p.at++
		other := p.and(depth)
		if e != nil && other != nil && (onlyNot(e) || onlyNot(other)) {
			p.q.warn("OR cannot join words that are to be left out; they were passed over.")
			if onlyNot(e) {
				e = other
			}
			continue
		}
		e = join(store.SearchOr, e, other)
	}
	return e
}

func (p *parser) and(depth int) *expr {
	var e *expr
	for {
		switch p.next() {
		case tokClose:
			return e
		case tokOr:
			return e
		case tokAnd:
			p.at++
			continue
		}
		e = join(store.SearchAnd, e, p.one(depth))
	}
}

func (p *parser) one(depth int) *expr {
	t := p.tokens[p.at]
	p.at++
	switch t.kind {
	case tokNot:
		switch p.next() {
		case tokClose, tokOr, tokAnd:
			return nil
		case tokFilter:
			f := p.tokens[p.at]
			p.at++
			return p.filter(f, true)
		}
		kid := p.one(depth)
		switch {
		case kid == nil:
			return nil
		case kid.op == store.SearchNot: // not not
			return kid.kids[0]
		case onlyNot(kid):
			return nil
		}
		return &expr{op: store.SearchNot, kids: []*expr{kid}}
	case tokOpen:
		if depth >= deepest {
			return nil
		}
		e := p.or(depth + 1)
		if p.at < len(p.tokens) {
			p.at++ // the bracket that closes
		}
		return e
	case tokFilter:
		return p.filter(t, false)
	}
	return newTerm(t)
}

func newTerm(t token) *expr {
	if !strings.ContainsFunc(t.text, wordRune) {
		return nil
	}
	return &expr{op: store.SearchTerm, term: &term{text: t.text, phrase: t.kind == tokPhrase, open: !t.ended}}
}

// filter keeps a filter, or gives the words of what is none.
func (p *parser) filter(t token, not bool) *expr {
	if t.text == "" { // being typed
		return nil
	}
	f, why := readFilter(t.name, t.text)
	if f != nil {
		f.not = not
		p.q.filters = append(p.q.filters, *f)
		return nil
	}
	p.q.warn("%s", why)
	if knownFilter(t.name) {
		return nil
	}
	words := newTerm(token{kind: tokWord, text: t.name, ended: true})
	for _, w := range strings.Fields(t.text) {
		words = join(store.SearchAnd, words, newTerm(token{kind: tokWord, text: w, ended: t.ended}))
	}
	if not {
		return &expr{op: store.SearchNot, kids: []*expr{words}}
	}
	return words
}

// join joins two parts, either of which may be missing, without nesting like in like.
func join(op store.SearchOp, a, b *expr) *expr {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	e := &expr{op: op}
	for _, k := range []*expr{a, b} {
		if k.op == op {
			e.kids = append(e.kids, k.kids...)
		} else {
			e.kids = append(e.kids, k)
		}
	}
	return e
}

// onlyNot tells whether a part says only what must not be there.
func onlyNot(e *expr) bool {
	switch e.op {
	case store.SearchNot:
		return true
	case store.SearchAnd, store.SearchOr:
		for _, k := range e.kids {
			if !onlyNot(k) {
				return false
			}
		}
		return true
	}
	return false
}
