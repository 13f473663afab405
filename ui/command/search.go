package command

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"

	"redthread/app/search"
	"redthread/store"
)

// searchPlaces are what --in takes, as the query's own filter does.
var searchPlaces = []string{"text", "names", "statements", "notes", "sources"}

func searchCommand() command {
	return command{
		name: "search", args: []arg{argCase, {name: "QUERY", many: true}}, brief: "search texts, names, statements, notes and sources", answer: searchAnswer{}, run: runSearch,
		flags: []flag{
			{name: "in", value: "PLACE", help: "only " + strings.Join(searchPlaces, ", ") + "; several with commas between"},
			{name: "limit", value: "N", help: "results of each kind; 50 where it is left out"},
		},
		more: "All words must be there; inflected forms count, and names in another script. \"In quotation marks\" words stand as they are (the shell needs marks of its own around them); " +
			"OR and NOT join and leave out. Filters: kind:registry, before:2018-01, after:2017, since:2017, grade:B+, lang:ru, source:3, in:text, cited:no, tag:urgent.",
		examples: []string{
			"redthread search harbour.rtcase wages held back",
			"redthread search harbour.rtcase '\"held back\" OR удержали kind:interview' --json",
		},
	}
}

type span struct {
	Start int `json:"start" doc:"first code point"`
	Stop  int `json:"stop" doc:"code point after the last"`
}

type hit struct {
	Kind      string `json:"kind" doc:"passage, name, statement, source, note or task"`
	Title     string `json:"title" doc:"name of the entity, title of the source, what the statement is on"`
	Place     string `json:"place" doc:"where it stands, such as [3] ¶ 12, p. 4; of a name what kind of entity has it"`
	Snippet   string `json:"snippet" doc:"the part of the text in which the words stand, on one line"`
	Marks     []span `json:"marks" doc:"the words found, in the snippet"`
	Passage   int    `json:"passage" doc:"number of the passage, 0: none"`
	Page      int    `json:"page" doc:"0 where there are no pages"`
	Layer     string `json:"layer_full_id" doc:"the text that the passage is in, \"\": none"`
	Source    *ids   `json:"source,omitempty" doc:"of what belongs to a source"`
	Entity    *ids   `json:"entity,omitempty" doc:"of what belongs to an entity"`
	Statement *ids   `json:"statement,omitempty" doc:"of a statement"`
	Note      *ids   `json:"note,omitempty" doc:"of a note"`
	Task      *ids   `json:"task,omitempty" doc:"of a task"`
}

type searchAnswer struct {
	Results  []hit    `json:"results" doc:"the kind that fits best first, and in it what fits best"`
	Total    int      `json:"total" doc:"how many are listed"`
	More     bool     `json:"more" doc:"true where there are more of some kind than --limit"`
	Behind   int      `json:"behind" doc:"changes of the case that were not searched because the index has not come to them"`
	Warnings []string `json:"warnings" doc:"parts of the query that were passed over, one sentence each"`
	bold     bool
}

var hitKinds = map[store.HitKind][2]string{
	store.HitPassage: {"passage", "Texts"}, store.HitEntity: {"name", "Names"}, store.HitStatement: {"statement", "Statements"},
	store.HitSource: {"source", "Sources"}, store.HitNote: {"note", "Notes"}, store.HitTask: {"task", "Tasks"},
}

func (a searchAnswer) print(p *page) {
	for _, w := range a.Warnings {
		p.line("%s", w)
	}
	if a.Behind > 0 {
		p.line("%s not searched yet; search again in a moment.", plural(a.Behind, "change of the case was", "changes of the case were"))
	}
	if len(a.Results) == 0 {
		p.line("Nothing was found.")
		return
	}
	kind := ""
	for _, h := range a.Results {
		if h.Kind != kind {
			for _, k := range hitKinds {
				if k[0] == h.Kind {
					p.head("%s", k[1])
				}
			}
			kind = h.Kind
		}
		h.print(p, a.bold)
	}
	if a.More {
		p.blank()
		p.line("There is more; --limit shows it, and another word narrows it.")
	}
}

func (h hit) print(p *page, bold bool) {
	id := ""
	for _, i := range []*ids{h.Statement, h.Note, h.Task, h.Entity, h.Source} {
		if i != nil {
			id = i.ID
			break
		}
	}
	switch h.Kind {
	case "passage":
		p.line("  %s  %s", h.Place, flat(h.Title))
	case "source":
		p.line("  %s %s  %s", h.Place, flat(h.Title), id)
	default:
		p.line("  %s  %s", joined(flat(h.Title), h.Place), id)
	}
	p.marked("      ", h.Snippet, h.Marks, bold)
}

// marked prints a text on one line with the words in it marked: bold where that
// can be seen, else between « and ».
func (p *page) marked(indent, text string, marks []span, bold bool) {
	open, shut := "«", "»"
	if bold {
		open, shut = "\x1b[1m", "\x1b[0m"
	}
	points := []rune(text)
	p.b.WriteString(indent)
	at := 0
	for _, m := range marks {
		if m.Start < at || m.Stop > len(points) || m.Start >= m.Stop {
			continue
		}
		p.b.WriteString(harmless(flat(string(points[at:m.Start]))))
		p.b.WriteString(open + harmless(string(points[m.Start:m.Stop])) + shut)
		at = m.Stop
	}
	p.b.WriteString(harmless(string(points[at:])))
	p.b.WriteByte('\n')
}

// bold tells whether the answer goes to a terminal that can show it.
func (k *call) bold() bool {
	return terminal(k.Out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && os.Getenv("TERM") != ""
}

func runSearch(ctx context.Context, k *call) (answer, error) {
	limit, err := k.whole("limit", 1, 100_000)
	if err != nil {
		return nil, err
	}
	query := strings.Join(k.args[1:], " ")
	if strings.TrimSpace(query) == "" {
		return nil, misusef("The query is empty.")
	}
	if k.has("in") {
		for _, in := range slices.Backward(strings.FieldsFunc(k.text("in"), func(r rune) bool { return r == ',' || r == ' ' })) {
			if !contains(searchPlaces, in) {
				return nil, misusef("--in is one or more of %s, not %q.", strings.Join(searchPlaces, ", "), in)
			}
			query = "in:" + in + " " + query
		}
	}
	a := searchAnswer{Results: []hit{}, Warnings: []string{}, bold: k.bold()}
	err = k.reading(ctx, func(c *store.Case) error {
		found, err := search.Run(ctx, c, query, search.Options{Limit: limit})
		if err != nil {
			return err
		}
		a.More, a.Behind, a.Total = found.More, found.Behind, len(found.Results)
		a.Warnings = append(a.Warnings, found.Warnings...)
		for _, r := range found.Results {
			a.Results = append(a.Results, hitOf(c, r))
		}
		return nil
	})
	return a, err
}

func hitOf(c *store.Case, r search.Result) hit {
	h := hit{
		Kind: hitKinds[r.Kind][0], Title: r.Title, Place: r.Place, Snippet: r.Snippet, Marks: []span{}, Passage: r.Passage, Page: r.Page,
		Source: maybe(c, store.KindSource, r.Source), Entity: maybe(c, store.KindEntity, r.Entity), Statement: maybe(c, store.KindStatement, r.Statement),
		Note: maybe(c, store.KindNote, r.Note), Task: maybe(c, store.KindTask, r.Task),
	}
	if !r.Layer.IsZero() {
		h.Layer = r.Layer.String()
	}
	for _, m := range r.Marks {
		h.Marks = append(h.Marks, span{m[0], m[1]})
	}
	return h
}

func maybe(c *store.Case, kind store.Kind, id store.ID) *ids {
	if id.IsZero() {
		return nil
	}
	i := idsOf(c, kind, id)
	return &i
}

// usualLimit is how much of a list is printed where nobody says how much.
const usualLimit = 1000

var flagLimit = flag{name: "limit", value: "N", help: "how many are listed; " + strconv.Itoa(usualLimit) + " where it is left out"}

// limit reads --limit of a list.
func (k *call) limit() (int, error) {
	n, err := k.whole("limit", 1, 1<<31-1)
	if n == 0 {
		n = usualLimit
	}
	return n, err
}

// printMore says what a list left out.
func printMore(p *page, listed, total int) {
	if total > listed {
		p.line("… and %d more; --limit %d lists them.", total-listed, total)
	}
}
