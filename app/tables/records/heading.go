package records

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
)

// The heading is looked for in the first rows.
const (
	headingRows = 30
	mostHeading = 16_384
)

// NoHeading as the number of the heading says that the sheet has none and its
// columns are called A, B, C.
const NoHeading = -1

// letters is the name of a column in a program for sheets: A … Z, AA …
func letters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// headingIn finds the heading among the first rows: the first one that is
// nearly as wide as the widest and made of different words. -1: none.
func headingIn(rows []document.Row) int {
	widest := 0
	for _, r := range rows {
		widest = max(widest, filled(r))
	}
	if widest == 0 {
		return -1
	}
	for i, r := range rows {
		n := filled(r)
		if n*10 < widest*6 || widest > 1 && n < 2 || n == 0 {
			continue
		}
		if headed(r) && (i+1 < len(rows) || len(rows) == 1) {
			return i
		}
		if !titled(r) {
			return -1 // the data begins
		}
	}
	return -1
}

func filled(r document.Row) (n int) {
	for _, c := range r.Cells {
		if strings.TrimSpace(c.Visible()) != "" {
			n++
		}
	}
	return n
}

// headed says whether a row can be a heading: words, few of them twice.
func headed(r document.Row) bool {
	seen := map[string]bool{}
	twice := 0
	for _, c := range r.Cells {
		v := plain.Tidy(c.Visible())
		if v == "" {
			continue
		}
		if c.Kind != document.CellText || len(v) > 400 || figure(v) {
			return false
		}
		if seen[v] {
			twice++
		}
		seen[v] = true
	}
	return len(seen) > 0 && twice < len(seen)
}

// titled says whether a row says one thing only, as a merged title does.
func titled(r document.Row) bool {
	first := ""
	for _, c := range r.Cells {
		v := plain.Tidy(c.Visible())
		switch {
		case v == "":
		case first == "":
			first = v
		case v != first:
			return false
		}
	}
	return first != ""
}

func figure(v string) bool {
	digits, words := 0, 0
	for _, r := range v {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			words++
		}
	}
	return digits > words
}

// counting says whether a row only numbers the columns, as forms do below
// their heading.
func counting(r document.Row) bool {
	last, n := 0, 0
	for _, c := range r.Cells {
		v := strings.TrimSpace(c.Visible())
		if v == "" {
			continue
		}
		i, err := strconv.Atoi(v)
		if err != nil || i != last+1 {
			return false
		}
		last = i
		n++
	}
	return n > 2
}

// names makes the names of the columns from a heading; width is how many
// columns the first rows have.
func names(heading []document.Cell, width int) []string {
	var all []string
	seen := map[string]int{}
	for i := range max(len(heading), min(width, mostHeading)) {
		name := ""
		if i < len(heading) {
			name = strings.Join(strings.Fields(plain.Tidy(heading[i].Visible())), " ")
		}
		if name == "" {
			name = letters(i)
		}
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
		all = append(all, name)
	}
	return all
}

// headed rows: sheet cuts a sheet into its heading and what stands below it.
type sheet struct {
	want    int // number of the heading, 0: find it, NoHeading: none
	columns []string
	ready   bool
	first   []document.Row // until the heading is known
	ended   int            // number of the heading's row
	after   bool           // the row before was the heading
	start   func(columns []string) error
	give    func(document.Row) error
}

func (s *sheet) add(r document.Row) error {
	switch {
	case s.ready:
		return s.pass(r)
	case s.want > 0 && r.Number < s.want:
		return nil
	case s.want > 0 && r.Number >= s.want:
		s.first = append(s.first, copied(r))
		if len(s.first) < headingRows {
			return nil
		}
	default:
		s.first = append(s.first, copied(r))
		if len(s.first) < headingRows {
			return nil
		}
	}
	return s.begin()
}

// begin settles the heading and passes on what was held back.
func (s *sheet) begin() error {
	if s.ready {
		return nil
	}
	s.ready = true
	at := -1
	switch {
	case s.want > 0:
		if len(s.first) > 0 && s.first[0].Number == s.want {
			at = 0
		}
	case s.want != NoHeading:
		at = headingIn(s.first)
	}
	width := 0
	for _, r := range s.first[at+1:] {
		width = max(width, len(r.Cells))
	}
	var heading []document.Cell
	if at >= 0 {
		heading = s.first[at].Cells
		s.ended, s.after = s.first[at].Number, true
	}
	s.columns = names(heading, width)
	if err := s.start(s.columns); err != nil {
		return err
	}
	rest := s.first[at+1:]
	s.first = nil
	for _, r := range rest {
		if err := s.pass(r); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) pass(r document.Row) error {
	if s.after {
		if s.after = false; counting(r) {
			return nil
		}
	}
	if filled(r) == 0 {
		return nil
	}
	return s.give(r)
}

func copied(r document.Row) document.Row {
	r.Cells = slices.Clone(r.Cells)
	return r
}
