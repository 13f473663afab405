package reader

import "unicode/utf8"

// Text is what a source says.
type Text struct {
	Passages []Passage
	Sections []Section // in the order of First
}

// Passage is a paragraph, a line of a list, or a row of a table. Within its
// text a tab parts the cells of a row and a line feed the lines of a verse.
type Passage struct {
	Number int // what it is called by: ¶ 12; ascending through the text
	Page   int // 1…; 0: the source has no pages
	Text   string
	Spans  []Span
}

// Section names what begins at a passage: a sheet, an attached file.
type Section struct {
	First int // index into Passages
	Title string
	Rest  bool // what stands around the text proper; shown folded
}

// Style says how the words of a span are shown.
type Style int

// The styles, from the quietest to the loudest.
const (
	Found Style = iota // recognised, but not cited: thin grey dots below
	Known              // a name of the case: dots below in the colour of its kind
	Cited              // carries a statement: a wash, and a red line below
)

// Span is a stretch of a passage that means something.
type Span struct {
	Start, Stop int // code points, Stop excluded
	Style       Style
	Kind        string // of a known name: a group of the ontology, as in look.KindColour
	Key         any    // whatever the owner wants back from OnOpenSpan and Tip
}

// Match is a place where searched words stand.
type Match struct {
	Passage     int // number
	Start, Stop int // code points, Stop excluded
}

// Selection is what is selected: from Start in passage First to before Stop in
// passage Last.
type Selection struct {
	First, Last int // numbers of passages
	Start, Stop int // code points
	Text        string
}

// Empty reports whether nothing is selected.
func (s Selection) Empty() bool { return s.First == s.Last && s.Start == s.Stop }

// points counts the code points of s.
func points(s string) int { return utf8.RuneCountInString(s) }

// byteOf returns where code point n of s begins, len(s) when there are fewer.
func byteOf(s string, n int) int {
	if n <= 0 {
		return 0
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// between returns the code points of s from start to before stop.
func between(s string, start, stop int) string {
	from := byteOf(s, start)
	return s[from : from+byteOf(s[from:], stop-start)]
}
