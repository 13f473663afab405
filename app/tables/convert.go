package tables

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
	"redthread/store/ontology"
	"redthread/store/value"
)

// converted is what became of the text of a cell.
type converted struct {
	value    string
	original string // what the cell shows, where the value says it in another form
	err      error
}

// empty are the words by which tables say that there is nothing.
var empty = map[string]bool{"": true, "-": true, "–": true, "—": true, "-0-": true, "n/a": true, "null": true, "nan": true, "#n/a": true}

func isEmpty(s string) bool {
	return len(s) < 6 && empty[strings.ToLower(s)]
}

// numberKept is what a cell with a number is where the digits are a name, such
// as a tax number: zeros in front count when the sheet shows them.
func numberKept(c document.Cell) string {
	if c.Kind == document.CellNumber && c.Shown != "" && onlyDigits(c.Shown) {
		return c.Shown
	}
	if c.Kind == document.CellNumber {
		return c.Text
	}
	return c.Visible()
}

func onlyDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// convert reads a cell as a value of a property. The same text gives the same
// answer, so answers are kept for a while.
func (f *filler) convert(c document.Cell, currency string) converted {
	key := c.Text + "\x00" + c.Shown + "\x00" + currency
	if v, ok := f.seen[key]; ok {
		return v
	}
	v := f.read(c, currency)
	if len(f.seen) >= 2048 {
		clear(f.seen)
	}
	f.seen[key] = v
	return v
}

func (f *filler) read(c document.Cell, currency string) converted {
	shown := plain.Tidy(c.Visible())
	if isEmpty(shown) {
		return converted{}
	}
	if to, ok := f.def.Replace[shown]; ok {
		if to == "" {
			return converted{}
		}
		v, err := value.Canonical(f.prop.Kind, to)
		return f.settled(converted{v, shown, err})
	}
	if c.Kind == document.CellFault {
		return converted{err: fmt.Errorf("the formula of this cell failed (%s); mend it in the sheet, or put the value in its place", shown)}
	}
	text := shown
	var err error
	switch f.prop.Kind {
	case value.KindDate:
		text, err = f.date(c, shown)
	case value.KindQuantity:
		text = f.figure(c, shown)
	case value.KindMoney:
		text = f.sum(c, shown, currency)
	case value.KindShare:
		text, err = f.share(c, shown)
	case value.KindIdentifier, value.KindPhone:
		if text = numberKept(c); c.Kind == document.CellNumber && strings.ContainsAny(text, "Ee") {
			err = fmt.Errorf("%q lost digits: a sheet keeps only fifteen of a number; format the column as text in the program it came from", shown)
		}
	case value.KindName, value.KindText, value.KindPlace:
		if c.Kind == document.CellNumber && c.Shown == "" {
			text = c.Text
		}
	}
	if err != nil {
		return converted{err: err}
	}
	v, err := value.Canonical(f.prop.Kind, text)
	return f.settled(converted{v, shown, err})
}

// settled checks what the property offers and drops an original that says the
// same.
func (f *filler) settled(c converted) converted {
	if c.err != nil {
		return converted{err: c.err}
	}
	if len(f.prop.Choices) > 0 && !offered(f.prop, c.value) {
		var all []string
		for _, o := range f.prop.Choices {
			all = append(all, o.Value)
		}
		return converted{err: fmt.Errorf("%q is none of %s; write one of them under \"replace\"", c.original, strings.Join(all[:min(len(all), 8)], ", "))}
	}
	if c.original == c.value {
		c.original = ""
	}
	return c
}

func offered(p *ontology.Property, v string) bool {
	for _, c := range p.Choices {
		if c.Value == v {
			return true
		}
	}
	return false
}

// date reads a day: what the file says is a date, then the mapping's format,
// then any form that can mean one day only.
func (f *filler) date(c document.Cell, shown string) (string, error) {
	if c.Kind == document.CellDate {
		day, _, _ := strings.Cut(c.Text, " ")
		return day, nil
	}
	if c.Kind == document.CellNumber || f.def.Format == "excel" {
		n, err := strconv.ParseFloat(strings.TrimSpace(c.Text), 64)
		switch {
		case err != nil:
		case f.def.Format == "excel" && n >= 1 && n < 2958466:
			day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
			if n < 60 {
				day = day.AddDate(0, 0, 1)
			}
			return day.AddDate(0, 0, int(n)).Format("2006-01-02"), nil
		case n == float64(int(n)) && n >= 1500 && n <= 2200:
			return strconv.Itoa(int(n)), nil
		case n == float64(int(n)) && n >= 15_000_101 && n <= 22_001_231:
			return strconv.Itoa(int(n)), nil
		case c.Kind == document.CellNumber:
			return "", fmt.Errorf("%q is a number and no date; if it counts days as Excel does, write \"format: excel\"", shown)
		}
	}
	for _, format := range strings.Split(f.def.Format, "|") {
		if format == "" || format == "excel" {
			continue
		}
		if day, ok := inFormat(format, shown); ok {
			return day, nil
		}
	}
	return withoutClock(shown), nil
}

// withoutClock cuts the time off a day: "02.08.2018 10:00".
func withoutClock(s string) string {
	day, clock, ok := strings.Cut(s, " ")
	if ok && len(clock) >= 4 && strings.Trim(clock, "0123456789:.") == "" && strings.Contains(clock, ":") {
		return day
	}
	return s
}

// inFormat reads a date by a format of strptime; what the format leaves out
// stays out.
func inFormat(format, text string) (string, bool) {
	if !strings.Contains(format, "%") {
		return "", false
	}
	var layout strings.Builder
	day, month := false, false
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			layout.WriteByte(format[i])
			continue
		}
		i++
		if format[i] == '-' && i+1 < len(format) {
			i++
		}
		switch format[i] {
		case 'Y':
			layout.WriteString("2006")
		case 'y':
			layout.WriteString("06")
		case 'm':
			layout.WriteString("1")
			month = true
		case 'd', 'e':
			layout.WriteString("2")
			day = true
		case 'b':
			layout.WriteString("Jan")
			month = true
		case 'B':
			layout.WriteString("January")
			month = true
		case 'H':
			layout.WriteString("15")
		case 'I':
			layout.WriteString("3")
		case 'M':
			layout.WriteString("4")
		case 'S':
			layout.WriteString("5")
		case 'p':
			layout.WriteString("PM")
		case 'z':
			layout.WriteString("Z0700")
		case 'f':
			layout.WriteString("000000")
		case '%':
			layout.WriteByte('%')
		default:
			return "", false
		}
	}
	t, err := time.Parse(layout.String(), text)
	switch {
	case err != nil || t.Year() < 1:
		return "", false
	case !month:
		return t.Format("2006"), true
	case !day:
		return t.Format("2006-01"), true
	}
	return t.Format("2006-01-02"), true
}

// figure is a number as it stands in a cell, with a point.
func (f *filler) figure(c document.Cell, shown string) string {
	if c.Kind == document.CellNumber {
		return plainNumber(c.Text)
	}
	return f.pointed(shown)
}

// plainNumber writes 1.5E+15 without its power.
func plainNumber(s string) string {
	if !strings.ContainsAny(s, "eE") {
		return s
	}
	if r, ok := new(big.Rat).SetString(s); ok && len(s) < 40 {
		if r.IsInt() && r.Num().BitLen() < 200 {
			return r.Num().String()
		}
	}
	return s
}

// pointed turns the marks of a number into those that are read everywhere,
// where the mapping says which they are.
func (f *filler) pointed(s string) string {
	if f.def.Decimal == "" {
		return s
	}
	r := []rune(s)
	var b strings.Builder
	for i, c := range r {
		inside := i > 0 && i+1 < len(r) && unicode.IsDigit(r[i-1]) && unicode.IsDigit(r[i+1])
		switch {
		case !inside:
			b.WriteRune(c)
		case string(c) == f.def.Decimal:
			b.WriteByte('.')
		case c == ',' || c == '.' || c == '\'' || c == '’' || unicode.IsSpace(c):
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// sum is an amount of money: as the cell shows it where that names a currency,
// or the number with the currency of the mapping.
func (f *filler) sum(c document.Cell, shown, currency string) string {
	number := f.figure(c, shown)
	if currency == "RUR" {
		currency = "RUB" // the code until 1998, which Russian sites still use
	}
	if currency != "" {
		if q, err := value.ParseQuantity(number); err == nil {
			s := q.String() + " " + currency
			if f.def.Per != "" {
				s += "/" + f.def.Per
			}
			return s
		}
	}
	if c.Kind == document.CellNumber && c.Shown != "" {
		return f.pointed(c.Shown)
	}
	return number
}

var hundred = big.NewRat(100, 1)

// share is a part of a whole. A sheet holds 25 % as 0.25.
func (f *filler) share(c document.Cell, shown string) (string, error) {
	unit := f.def.Unit
	text := f.pointed(shown)
	if c.Kind == document.CellNumber {
		text = plainNumber(c.Text)
		switch {
		case strings.Contains(c.Shown, "%"):
			unit = "fraction"
		case strings.Contains(c.Shown, "/"):
			return c.Shown, nil
		}
	}
	if strings.ContainsAny(text, "%/") {
		return text, nil
	}
	plainText := strings.Replace(text, ",", ".", 1)
	switch unit {
	case "percent":
		if _, ok := new(big.Rat).SetString(plainText); ok && len(plainText) < 60 {
			return plainText + "%", nil
		}
	case "fraction":
		r, ok := new(big.Rat).SetString(plainText)
		if ok && len(plainText) < 60 {
			r.Mul(r, hundred)
			if r.Cmp(hundred) > 0 {
				return "", fmt.Errorf("%q is more than the whole; the column holds percents, it seems: choose percent", shown)
			}
			s := strings.TrimRight(strings.TrimRight(r.FloatString(20), "0"), ".")
			return s + "%", nil
		}
	}
	return text, nil
}

// why words what is wrong with a cell, without the cell's own text in front.
func why(err error) string {
	var e *value.Error
	if errors.As(err, &e) {
		return e.Error()
	}
	return err.Error()
}
