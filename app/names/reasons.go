package names

import (
	"fmt"
	"slices"
	"strings"
)

// reasons tells what the comparison of c found, the weightiest first.
func (c *comparer) reasons(a, b Name) []Reason {
	left, right := c.alignment.a, c.alignment.b
	var out []Reason
	heaviest := float32(0.01)
	for _, t := range slices.Concat(left, right) {
		heaviest = max(heaviest, t.weight)
	}
	add := func(r Reason) {
		if c.swapped {
			r.Left, r.Right = r.Right, r.Left
		}
		out = append(out, r)
	}
	for _, p := range c.bonds {
		x, y := words(left, p.a, p.a2), words(right, p.b, p.b2)
		w := c.weightOf(p) / 2
		add(Reason{About: part(left[p.a]), Left: x, Right: y, Similarity: float64(p.like), Weight: float64(min(1, w/heaviest)), Text: c.tied(p)})
	}
	for i, t := range left {
		if !c.usedA[min(i, mostWords-1)] && i < mostWords {
			add(Reason{About: part(t), Left: t.text, Weight: float64(t.weight / heaviest), Text: fmt.Sprintf("“%s” has nothing like it in the other name.", t.text)})
		}
	}
	for i, t := range right {
		if i < mostWords && !c.usedB[i] {
			add(Reason{About: part(t), Right: t.text, Weight: float64(t.weight / heaviest), Text: fmt.Sprintf("“%s” has nothing like it in the other name.", t.text)})
		}
	}
	slices.SortStableFunc(out, func(x, y Reason) int {
		switch {
		case x.Weight > y.Weight:
			return -1
		case x.Weight < y.Weight:
			return 1
		}
		return 0
	})
	switch {
	case c.f[fNumbers] < 0:
		out = append([]Reason{{About: Number, Weight: 1, Text: "The numbers in the names differ, so they are not one."}}, out...)
	case c.f[fNumberOnce] > 0:
		out = append(out, Reason{About: Number, Weight: 0.5, Text: "Only one of the names has this number, so they may be related, and are not called the same."})
	}
	if fa, fb := formsOf(a), formsOf(b); fa != "" || fb != "" {
		r := Reason{About: LegalForm, Left: fa, Right: fb, Weight: 0.2}
		switch {
		case fa == "" || fb == "":
			r.Text = "Only one side has a legal form: " + fa + fb + "."
		case a.forms&b.forms != 0:
			r.Similarity, r.Text = 1, "The legal forms are of one class: "+fa+"."
		default:
			r.Text = fmt.Sprintf("The legal forms differ: %s against %s.", fa, fb)
		}
		out = append(out, r)
	}
	if c.f[fAcronym] > 0 {
		out = append(out, Reason{About: Acronym, Similarity: 1, Weight: 0.8, Text: "One name is made of the initials of the other."})
	}
	if c.same {
		out = append([]Reason{{About: Overall, Similarity: 1, Weight: 1, Text: "Apart from capitals, punctuation and order the names are the same."}}, out...)
	}
	return out
}

func part(t *Token) About {
	if t.mark&number != 0 {
		return Number
	}
	return Part
}

func words(tokens []*Token, i, k int8) string {
	if k < 0 {
		return tokens[i].text
	}
	return tokens[i].text + " " + tokens[k].text
}

// tied says in a sentence how two words go together.
func (c *comparer) tied(p bond) string {
	x, y := c.alignment.a[p.a], c.alignment.b[p.b]
	l, r := words(c.alignment.a, p.a, p.a2), words(c.alignment.b, p.b, p.b2)
	if c.swapped {
		l, r = r, l
		x, y = y, x
	}
	switch {
	case x.mark&business != 0 && y.mark&business != 0:
		return fmt.Sprintf("Both names have the business word “%s”, which many firms have.", x.text)
	case p.initial:
		return fmt.Sprintf("“%s” fits “%s” as an initial.", l, r)
	case l == r:
		return fmt.Sprintf("“%s” is in both names%s.", l, frequency(x))
	case p.a2 >= 0 || p.b2 >= 0:
		return fmt.Sprintf("“%s” and “%s” are alike (%d %%) when written as one word.", l, r, percent(p.like))
	case x.script != y.script:
		return fmt.Sprintf("“%s” (%s) and “%s” (%s) sound %s (%d %%)%s.", l, x.script, r, y.script, alikeWord(p.like), percent(p.like), frequency(x))
	}
	return fmt.Sprintf("“%s” and “%s” are %s (%d %%)%s.", l, r, alikeWord(p.like), percent(p.like), frequency(x))
}

func percent(s float32) int { return int(s*100 + 0.5) }

func alikeWord(s float32) string {
	switch {
	case s > 0.985:
		return "the same"
	case s > 0.8:
		return "much alike"
	case s > 0.6:
		return "alike"
	}
	return "a little alike"
}

func frequency(t *Token) string {
	switch {
	case t.rarity < 5:
		return ", a very common word"
	case t.rarity < 7:
		return ", a common word"
	case t.rarity > 9.5:
		return ", a rare one"
	}
	return ""
}

// formsOf names the legal forms of a name.
func formsOf(n Name) string {
	var all []string
	for i, cl := range tables().classes {
		if n.forms&(1<<i) != 0 {
			all = append(all, cl.title)
		}
	}
	return strings.Join(all, ", ")
}
