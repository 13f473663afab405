package palette

import (
	"slices"
	"strings"

	"redthread/store/value"
)

// Command is something that can be done.
type Command struct {
	Name  string
	Menu  string
	Key   string // "" when it has none
	Words string // more words that find it
	Do    func()
}

// Hit is something found in the case, as it is shown: a line with the words
// that were found marked, and a smaller line that says where.
type Hit struct {
	Section string   // the heading it stands under: "Names", "Text" …
	Line    string   // what was found
	Marks   [][2]int // in code points of Line
	Strong  bool     // the whole line is bold: a name, a title
	Where   string   // "[3] ¶ 12 · Title", "Company · also Xyz"
	Marked  [][2]int // in code points of Where
	Group   string   // of the ontology, for the shape that leads; "" for none
	Grade   string   // of a source, for the badge that leads; "" for none
	Short   string   // at the right end: a short id
	Do      func()
}

// Found is the answer of the case.
type Found struct {
	Hits   []Hit
	More   bool // there are more than these
	Behind int  // changes that the index has not seen yet
}

// All says how many there are: "All 120", "More than 200".
func (f Found) All() string {
	if f.More {
		return "More than " + plural(len(f.Hits), "hit", "hits")
	}
	return "All " + plural(len(f.Hits), "hit", "hits")
}

// row is one line of a list: a heading, a hit or a command.
type row struct {
	heading string // the row is a heading and nothing else
	hit     Hit
	key     string // a command's key
	plain   bool   // a command: one line
	do      func()
}

func commandRow(c Command) row {
	return row{hit: Hit{Line: c.Name, Where: c.Menu, Strong: false}, key: c.Key, plain: true, do: c.Do}
}

// fewest and most of one section in the palette. What is left over stands in
// the list of all hits.
var shownOf = map[string]int{"Names": 5, "Text": 5}

const shownOfOthers = 3

// rowsOf puts hits under their headings, in the order they come; with few only
// the best of each section, and whether any were left out.
func rowsOf(hits []Hit, few bool) (rows []row, left bool) {
	var order []string
	sections := map[string][]row{}
	for _, h := range hits {
		if _, ok := sections[h.Section]; !ok {
			order = append(order, h.Section)
		}
		sections[h.Section] = append(sections[h.Section], row{hit: h, do: h.Do})
	}
	for _, name := range order {
		all := sections[name]
		most := len(all)
		if few {
			most = shownOfOthers
			if n, ok := shownOf[name]; ok {
				most = n
			}
		}
		if name != "" {
			rows = append(rows, row{heading: name})
		}
		rows = append(rows, all[:min(most, len(all))]...)
		left = left || most < len(all)
	}
	return rows, left
}

// fitting gives the commands each word of the text begins a word of, those
// found by their name first.
func fitting(all []Command, text string) []Command {
	want := strings.Fields(value.Fold(text))
	var exact, byName, byWords []Command
	for _, c := range all {
		name := strings.Fields(value.Fold(c.Name))
		switch {
		case slices.Equal(want, name):
			exact = append(exact, c)
		case begin(want, name):
			byName = append(byName, c)
		case begin(want, append(name, strings.Fields(value.Fold(c.Menu+" "+c.Words))...)):
			byWords = append(byWords, c)
		}
	}
	return slices.Concat(exact, byName, byWords)
}

func begin(want, words []string) bool {
	for _, w := range want {
		if !slices.ContainsFunc(words, func(s string) bool { return strings.HasPrefix(s, w) }) {
			return false
		}
	}
	return true
}
