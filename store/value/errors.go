package value

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error says why a text is not a value of some kind, in one plain sentence that ends with a right input.
type Error struct {
	Kind  Kind
	Input string // as it was given
	Why   string // a short clause, or "" when the text is simply something else
}

// shownRunes is how much of a wrong input an error repeats.
const shownRunes = 60

// Error implements the error interface.
func (e *Error) Error() string {
	r, ok := ruleOf(e.Kind)
	if !ok {
		return strconv.Quote(shorten(string(e.Kind))) + " is not a kind of value; write one such as date, quantity or name"
	}
	if strings.TrimSpace(e.Input) == "" {
		return "there is nothing here to read as " + r.noun + "; write " + r.example
	}
	var b strings.Builder
	b.WriteString(strconv.Quote(shorten(e.Input)))
	b.WriteString(" is not ")
	b.WriteString(r.noun)
	if e.Why != "" {
		b.WriteString(": ")
		b.WriteString(e.Why)
	}
	b.WriteString("; write ")
	b.WriteString(r.example)
	return b.String()
}

// shorten cuts a long input so that an error stays one readable sentence.
func shorten(s string) string {
	s = strings.TrimSpace(s)
	n := 0
	for i := range s {
		if n == shownRunes {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// tooLong tells whether s has more than limit runes, without counting them all.
func tooLong(s string, limit int) bool {
	return len(s) > limit && utf8.RuneCountInString(s) > limit
}

// refuse makes the error of a parser. A why of plainlyNot says no more than that the text is something else.
func refuse(k Kind, input, why string) error {
	if why == plainlyNot {
		why = ""
	}
	return &Error{Kind: k, Input: input, Why: why}
}

// plainlyNot is the why of a text with nothing particular wrong: it is just not such a value.
const plainlyNot = "plainly not"
