package value

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bareDate reads a date without doubt in one of the usual orders.
func bareDate(text string) (point, string) {
	if p, why, ok := edtfPoint(text); ok || why != "" {
		return p, why
	}
	if len(text) > 11 && (text[10] == 't' || text[10] == ' ') && strings.Trim(text[11:], "0123456789:.+-z") == "" {
		if p, why, ok := edtfPoint(text[:10]); ok || why != "" {
			return p, why // the rest is a time of day
		}
	}
	if strings.Contains(text, "..") {
		return point{}, notPeriod
	}
	t, ok := dateTokens(text)
	if !ok {
		return point{}, plainlyNot
	}
	return t.point()
}

const notPeriod = "a period is a start date and an end date, and one moment between the two is written [2017..2018]"

// tokens are the numbers of a written date and the month it names.
type tokens struct {
	numbers []string
	month   int  // 0 when none is named
	monthAt int  // how many numbers came before the month
	slash   bool // numbers parted by / or -, for which countries differ in their order
}

// dateTokens splits a date. It gives up at any word it does not know.
func dateTokens(text string) (t tokens, ok bool) {
	for text != "" {
		if n := fixedRun(text); n > 0 {
			if len(t.numbers) == 3 || n > 8 {
				return t, false
			}
			t.numbers = append(t.numbers, text[:n])
			text = text[n:]
			continue
		}
		word := firstWord(text)
		text = text[len(word):]
		switch word {
		case " ", ",", ".", "of", "the", "in", "on", "г", "года", "году", "год", "в", "st", "nd", "rd", "th",
			"年", "月", "日", "년", "월", "일":
		case "/", "-", "–":
			// One sign between two parts: "-2018" is a year before our era, "2018-" an open period.
			next := firstRune(strings.TrimLeft(text, " "))
			if len(t.numbers) == 0 && t.month == 0 || !unicode.IsLetter(next) && !unicode.IsDigit(next) {
				return t, false
			}
			t.slash = true
		default:
			m := monthOf(word)
			if m == 0 || t.month != 0 {
				return t, false
			}
			t.month, t.monthAt = m, len(t.numbers)
		}
	}
	return t, true
}

func fixedRun(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if n < 0 {
		return len(s)
	}
	return n
}

// point puts the numbers in order by their length.
func (t tokens) point() (point, string) {
	var values, lengths [3]int
	for i, s := range t.numbers {
		values[i], _ = strconv.Atoi(s)
		lengths[i] = len(s)
		if lengths[i] <= 2 && values[i] == 0 {
			return point{}, "a month or a day that is not known is left out"
		}
	}
	a, b, c := values[0], values[1], values[2]
	shape := shapeOf(lengths)
	if t.month > 0 {
		switch {
		case shape == "Y":
			return newPoint(a, t.month, 0)
		case shape == "dY" && t.monthAt <= 1:
			return newPoint(b, t.month, a)
		case shape == "Yd" && t.monthAt == 1:
			return newPoint(a, t.month, b)
		}
		return point{}, plainlyNot
	}
	switch shape {
	case "Y":
		return newPoint(a, 0, 0)
	case "W":
		return tokens{numbers: []string{t.numbers[0][:4], t.numbers[0][4:6], t.numbers[0][6:]}}.point()
	case "YY":
		return point{}, notPeriod
	case "Yd":
		return newPoint(a, b, 0)
	case "dY":
		return newPoint(b, a, 0)
	case "Ydd":
		return newPoint(a, b, c)
	case "ddY":
		switch {
		case !t.slash || a == b || a > 12:
			return newPoint(c, b, a)
		case b > 12:
			return newPoint(c, a, b)
		}
		return point{}, "day and month could be swapped"
	}
	return point{}, plainlyNot
}

// shapeOf names the numbers by their length: d for one or two digits, Y for a year, W for a whole date of eight.
func shapeOf(lengths [3]int) string {
	shape := ""
	for _, n := range lengths {
		switch n {
		case 0:
		case 1, 2:
			shape += "d"
		case 4:
			shape += "Y"
		case 8:
			shape += "W"
		default:
			shape += "?"
		}
	}
	return shape
}

// monthOf is the month of an English or Russian name in small letters, in full or cut to three letters or more. Russian
// names come in the cases that dates use.
func monthOf(word string) int {
	if utf8.RuneCountInString(word) < 3 {
		return 0
	}
	for i, names := range monthNames {
		for _, name := range names {
			if strings.HasPrefix(name, word) {
				return i + 1
			}
		}
	}
	return 0
}

var monthNames = [12][]string{
	{"january", "января", "январь", "январе"},
	{"february", "февраля", "февраль", "феврале"},
	{"march", "марта", "март", "марте"},
	{"april", "апреля", "апрель", "апреле"},
	{"may", "мая", "май", "мае"},
	{"june", "июня", "июнь", "июне"},
	{"july", "июля", "июль", "июле"},
	{"august", "августа", "август", "августе"},
	{"september", "сентября", "сентябрь", "сентябре"},
	{"october", "октября", "октябрь", "октябре"},
	{"november", "ноября", "ноябрь", "ноябре"},
	{"december", "декабря", "декабрь", "декабре"},
}
