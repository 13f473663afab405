package reader

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func longText(n int) Text {
	var s []string
	for i := range n {
		s = append(s, strings.Repeat("some words of a passage ", 1+i*7%9))
	}
	return texts(s...)
}

func viewOf(t Text, letters, height float32) *view {
	v := &view{flow: flowOf(t, letters), height: height}
	v.place = place{into: -viewPad}
	v.settle()
	return v
}

// What is seen moves by exactly what was scrolled, whatever is estimated.
func TestScrollingIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := viewOf(longText(300), 30, 400)
		v.jump(rapid.Float64Range(0.1, 0.9).Draw(t, "share"))
		h := v.hold()
		i, _ := v.index(h.number)
		_, y := v.find(spot{i, h.point})
		by := float32(rapid.IntRange(-900, 900).Draw(t, "by"))
		v.scroll(by)
		if _, now := v.find(spot{i, h.point}); abs(now-(y-by)) > 0.01 {
			t.Fatalf("scrolled by %v, the line went from %v to %v", by, y, now)
		}
	})
}

func TestTheViewStopsAtBothEnds(t *testing.T) {
	v := viewOf(longText(50), 30, 400)
	v.scroll(-1000)
	if v.top != 0 || v.into != -viewPad {
		t.Errorf("above the beginning the view is at %+v", v.place)
	}
	v.jump(1)
	v.scroll(5000)
	if _, y := v.find(v.moved(spot{}, textEnd)); abs(y+v.size.line+v.size.gap-v.height) > 0.5 {
		t.Errorf("at the end the last line stands at %v of %v", y, v.height)
	}
	short := viewOf(texts("one"), 30, 400)
	short.scroll(100)
	if short.top != 0 || short.into != -viewPad || short.room() != 0 {
		t.Errorf("a short text scrolls to %+v of %v", short.place, short.room())
	}
	viewOf(Text{}, 30, 400).scroll(10)
}

// Only what was looked at is laid out, and far layouts are dropped again.
func TestOnlyWhatIsSeenIsLaidOut(t *testing.T) {
	v := viewOf(longText(20_000), 30, 400)
	v.jump(0.5)
	if v.kept > 60 {
		t.Errorf("%d passages are laid out to show a page", v.kept)
	}
	for range 1500 {
		v.scroll(300)
		v.trim(v.top, v.top)
	}
	if v.kept > mostKept {
		t.Errorf("%d layouts are kept", v.kept)
	}
	v.bring(spot{19_999, 3})
	if _, y := v.find(spot{19_999, 3}); y < 0 || y > 400 {
		t.Errorf("the last passage was brought to %v", y)
	}
}

func TestEstimatesAreNearTheTruth(t *testing.T) {
	v := viewOf(longText(2000), 30, 400)
	guess := v.tall.total()
	for i := range v.text.Passages {
		v.flow.height(i)
	}
	if truth := v.tall.total(); guess < 0.85*truth || guess > 1.15*truth {
		t.Errorf("the text is %v tall, the estimate was %v", truth, guess)
	}
}

func TestAnotherWidthKeepsTheLineAtTheTop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := viewOf(longText(400), 60, 400)
		v.jump(rapid.Float64Range(0.05, 0.9).Draw(t, "share"))
		h := v.hold()
		v.setWidth(float32(rapid.IntRange(15, 90).Draw(t, "letters") * 10))
		v.regain(h)
		i, _ := v.index(h.number)
		if _, y := v.find(spot{i, h.point}); abs(y-h.y) > v.size.line {
			t.Fatalf("the line at the top went from %v to %v", h.y, y)
		}
	})
}

// Pointing at a letter finds the letter.
func TestPointingFindsWhatIsDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := viewOf(longText(60), 30, 400)
		v.scroll(float32(rapid.IntRange(0, 3000).Draw(t, "by")))
		x := float32(rapid.IntRange(0, 300).Draw(t, "x"))
		y := float32(rapid.IntRange(0, 399).Draw(t, "y"))
		s := v.spotAt(x, y)
		atX, atY := v.find(s)
		if atY > y+0.01 && s.passage > 0 || y > atY+v.size.line+v.size.gap+0.01 {
			t.Fatalf("%v,%v finds %v, which stands at %v,%v", x, y, s, atX, atY)
		}
	})
}

func TestTheCardMakesRoom(t *testing.T) {
	v := viewOf(longText(30), 30, 2000)
	last := spot{5, 0}
	_, before := v.find(last)
	l := v.lay(3)
	v.setCard(cardPlace{passage: 3, point: 2, height: 120})
	if _, y := v.find(last); y != before+120 {
		t.Errorf("the text below went from %v to %v", before, y)
	}
	if got := v.rowTop(3, 1) - v.rowTop(3, 0); l.rows > 1 && got != v.size.line+120 {
		t.Errorf("the next line is %v below the one with the card", got)
	}
	if got := v.rowAt(3, v.rowTop(3, 0)+v.size.line+60); got != 0 {
		t.Errorf("the room of the card belongs to row %d", got)
	}
	v.setCard(cardPlace{passage: -1})
	if _, y := v.find(last); y != before {
		t.Errorf("without the card the text is at %v, not %v", y, before)
	}
}

func TestFoldingTakesTheRoomAway(t *testing.T) {
	text := longText(10)
	text.Sections = []Section{{First: 2, Title: "Around", Rest: true}, {First: 8, Title: "More"}}
	v := viewOf(text, 30, 3000)
	_, folded := v.find(spot{8, 0})
	v.setOpen(0, true)
	if _, y := v.find(spot{8, 0}); y <= folded+5*v.size.line {
		t.Errorf("unfolded, the text below went only from %v to %v", folded, y)
	}
	v.setOpen(0, false)
	if _, y := v.find(spot{8, 0}); y != folded {
		t.Errorf("folded again it is at %v, not %v", y, folded)
	}
}
