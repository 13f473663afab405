package reader

import (
	"testing"

	"pgregory.net/rapid"
)

func flowOf(t Text, letters float32) *flow { return newFlow(t, square(), letters*10) }

func TestWords(t *testing.T) {
	cases := []struct {
		text        string
		point       int
		want        string
		before, aft int // where a step by words goes
	}{
		{"one two", 0, "one", 0, 4},
		{"one two", 1, "one", 0, 4},
		{"one two", 3, "one", 0, 4},
		{"one two", 5, "two", 4, 7},
		{"one two", 7, "two", 4, 7},
		{"give 16,000.5 to", 7, "16,000.5", 5, 14},
		{"o'clock, now", 2, "o'clock", 0, 7},
		{"朝鮮の会", 0, "朝鮮", 0, 2},
		{"조선 회사", 4, "회사", 3, 5},
		{"a (b)", 2, "(", 0, 3},
		{"", 0, "", 0, 0},
	}
	for _, c := range cases {
		start, stop := wordAt(c.text, c.point)
		if got := between(c.text, start, stop); got != c.want {
			t.Errorf("the word at %d of %q is %q, want %q", c.point, c.text, got, c.want)
		}
		if got := wordBefore(c.text, c.point); got != c.before {
			t.Errorf("a word back from %d of %q is %d, want %d", c.point, c.text, got, c.before)
		}
		if got := wordAfter(c.text, c.point); got != c.aft {
			t.Errorf("a word on from %d of %q is %d, want %d", c.point, c.text, got, c.aft)
		}
	}
}

func TestSelectionGrowsByItsGrain(t *testing.T) {
	f := flowOf(texts("one two three", "four five"), 40)
	cases := []struct {
		name      string
		first, to spot
		grain     grain
		want      string
	}{
		{"letters", spot{0, 4}, spot{0, 6}, byCluster, "tw"},
		{"letters back", spot{0, 6}, spot{0, 4}, byCluster, "tw"},
		{"a word", spot{0, 5}, spot{0, 5}, byWord, "two"},
		{"words on", spot{0, 5}, spot{0, 9}, byWord, "two three"},
		{"words back", spot{0, 9}, spot{0, 5}, byWord, "two three"},
		{"a passage", spot{0, 5}, spot{0, 5}, byPassage, "one two three"},
		{"over passages", spot{0, 8}, spot{1, 4}, byCluster, "three\n\nfour"},
		{"passages back", spot{1, 2}, spot{0, 2}, byPassage, "one two three\n\nfour five"},
	}
	for _, c := range cases {
		s := f.selection(f.extend(c.first, c.to, c.grain))
		if s.Text != c.want {
			t.Errorf("%s: %q, want %q", c.name, s.Text, c.want)
		}
	}
	s := f.selection(f.extend(spot{0, 8}, spot{1, 4}, byCluster))
	if s.First != 1 || s.Last != 2 || s.Start != 8 || s.Stop != 4 {
		t.Errorf("the selection says %+v", s)
	}
}

func TestFoldedPassagesAreNotCopied(t *testing.T) {
	text := texts("one", "menu", "two")
	text.Sections = []Section{{First: 1, Title: "Around", Rest: true}, {First: 2}}
	f := flowOf(text, 40)
	all := stretch{anchor: f.first(), caret: f.moved(spot{}, textEnd)}
	if got := f.selection(all).Text; got != "one\n\ntwo" {
		t.Errorf("all of it is %q", got)
	}
	if got := f.moved(spot{0, 3}, right); got != (spot{2, 0}) {
		t.Errorf("from the end of a passage one goes to %v", got)
	}
	f.setOpen(0, true)
	if got := f.selection(all).Text; got != "one\n\nmenu\n\ntwo" {
		t.Errorf("unfolded it is %q", got)
	}
}

func TestRowsOfATableAreCopiedAsLines(t *testing.T) {
	f := flowOf(texts("a\tb", "c\td"), 40)
	if got := f.selection(stretch{spot{0, 0}, spot{1, 3}}).Text; got != "a\tb\nc\td" {
		t.Errorf("copied as %q", got)
	}
}

func TestMoves(t *testing.T) {
	f := flowOf(texts("one two three", "e\u0301f"), 8) // one two|three
	cases := []struct {
		from spot
		how  move
		want spot
	}{
		{spot{0, 0}, left, spot{0, 0}},
		{spot{0, 1}, left, spot{0, 0}},
		{spot{0, 13}, right, spot{1, 0}},
		{spot{1, 0}, left, spot{0, 13}},
		{spot{1, 0}, right, spot{1, 2}},
		{spot{1, 2}, left, spot{1, 0}},
		{spot{1, 3}, right, spot{1, 3}},
		{spot{0, 9}, lineStart, spot{0, 8}},
		{spot{0, 2}, lineEnd, spot{0, 7}},
		{spot{0, 2}, wordRight, spot{0, 4}},
		{spot{0, 13}, wordRight, spot{1, 0}},
		{spot{0, 6}, wordLeft, spot{0, 4}},
		{spot{1, 1}, textStart, spot{0, 0}},
		{spot{0, 1}, textEnd, spot{1, 3}},
	}
	for _, c := range cases {
		if got := f.moved(c.from, c.how); got != c.want {
			t.Errorf("move %d from %v goes to %v, want %v", c.how, c.from, got, c.want)
		}
	}
	if got := f.movedRow(spot{0, 3}, 1, 30); got != (spot{0, 11}) {
		t.Errorf("a row down is %v", got)
	}
	if got := f.movedRow(spot{0, 11}, 1, 30); got != (spot{1, 3}) {
		t.Errorf("a row down into the next passage is %v", got)
	}
	if got := f.movedRow(spot{1, 0}, -1, 0); got != (spot{0, 8}) {
		t.Errorf("a row up is %v", got)
	}
}

// Walking right from the beginning meets every boundary once, and left again.
func TestWalkingThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := flowOf(texts(anyText(t), "", anyText(t)), 6)
		at, end := f.first(), f.moved(spot{}, textEnd)
		var trail []spot
		for at != end {
			trail = append(trail, at)
			next := f.moved(at, right)
			if !at.before(next) {
				t.Fatalf("right of %v is %v", at, next)
			}
			at = next
		}
		for i := len(trail) - 1; i >= 0; i-- {
			if at = f.moved(at, left); at != trail[i] {
				t.Fatalf("back at %v, want %v", at, trail[i])
			}
		}
	})
}

func TestSelectionRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := flowOf(texts(anyText(t), anyText(t)), 6)
		draw := func(name string) spot {
			i := rapid.IntRange(0, 1).Draw(t, name)
			return spot{i, rapid.IntRange(0, points(f.text.Passages[i].Text)).Draw(t, name)}
		}
		s := stretch{draw("anchor"), draw("caret")}
		from, to := s.ends()
		back, ok := f.stretchOf(f.selection(s))
		if !ok || back.anchor != from || back.caret != to {
			t.Fatalf("%v came back as %v", s, back)
		}
	})
}

func TestIndexOfANumber(t *testing.T) {
	text := texts("a", "b", "c")
	text.Passages[2].Number = 10
	f := flowOf(text, 10)
	for number, want := range map[int]int{1: 0, 2: 1, 10: 2} {
		if got, ok := f.index(number); !ok || got != want {
			t.Errorf("passage %d is at %d, %v", number, got, ok)
		}
	}
	if _, ok := f.index(3); ok {
		t.Error("passage 3 was found, and is not there")
	}
}
