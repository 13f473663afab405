package value

import (
	"math/big"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// The generators make values from their parts and never through the parsers they test.

func genDigits(least, most int) *rapid.Generator[string] {
	return rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), least, most, -1)
}

func genRat() *rapid.Generator[*big.Rat] {
	return rapid.Custom(func(t *rapid.T) *big.Rat {
		r := new(big.Rat)
		switch rapid.IntRange(0, 3).Draw(t, "form") {
		case 0:
			r.SetInt64(rapid.Int64Range(-20, 20).Draw(t, "small"))
		case 1:
			r.SetInt64(rapid.Int64().Draw(t, "whole"))
		case 2:
			r.SetString(genDigits(1, 30).Draw(t, "before") + "." + genDigits(1, 30).Draw(t, "after"))
		case 3:
			r.SetFrac64(rapid.Int64Range(-1000, 1000).Draw(t, "above"), rapid.Int64Range(1, 1000).Draw(t, "below"))
		}
		return r
	})
}

func genBound() *rapid.Generator[Bound] {
	return rapid.Custom(func(t *rapid.T) Bound {
		if rapid.IntRange(0, 4).Draw(t, "open") == 0 {
			return Bound{}
		}
		return Bound{
			value:  genRat().Draw(t, "number"),
			Strict: rapid.Bool().Draw(t, "strict"),
			About:  rapid.Bool().Draw(t, "about"),
		}
	})
}

func genQuantity() *rapid.Generator[Quantity] {
	return rapid.Custom(func(t *rapid.T) Quantity {
		low, high := genBound().Draw(t, "low"), genBound().Draw(t, "high")
		if rapid.IntRange(0, 2).Draw(t, "single") == 0 {
			low.Strict = false
			high = low
		}
		if !low.open() && !high.open() && low.value.Cmp(high.value) > 0 {
			low, high = high, low
		}
		if q, why := newQuantity(low, high); why == "" {
			return q
		}
		low.Strict, high.Strict = false, false
		q, why := newQuantity(low, high)
		if why != "" {
			t.Fatal(why)
		}
		return q
	})
}

func genPoint() *rapid.Generator[point] {
	return rapid.Custom(func(t *rapid.T) point {
		year := rapid.IntRange(1, 9999).Draw(t, "year")
		month, day := rapid.IntRange(0, 12).Draw(t, "month"), 0
		if month > 0 {
			day = rapid.IntRange(0, daysIn(year, month)).Draw(t, "day")
		}
		p, why := newPoint(year, month, day)
		if why != "" {
			t.Fatal(why)
		}
		p.approximate, p.unsure = rapid.Bool().Draw(t, "about"), rapid.Bool().Draw(t, "unsure")
		return p
	})
}

func genDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		a, b := genPoint().Draw(t, "a"), genPoint().Draw(t, "b")
		switch rapid.IntRange(0, 3).Draw(t, "form") {
		case 0:
			return Date{from: a}
		case 1:
			return Date{to: a}
		case 2:
			if d, why := newDate(a, b); why == "" {
				return d
			}
			d, _ := newDate(b, a)
			return d
		}
		return Date{from: a, to: a}
	})
}

func genShareBound() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		if rapid.Bool().Draw(t, "fraction") {
			below := rapid.IntRange(1, 500).Draw(t, "below")
			above := rapid.IntRange(0, below).Draw(t, "above")
			return big.NewInt(int64(above)).String() + "/" + big.NewInt(int64(below)).String()
		}
		return printNumber(big.NewRat(rapid.Int64Range(0, 10000).Draw(t, "percent"), 100)) + "%"
	})
}

// genShare makes the canonical text of a share, since a share keeps how its bounds were printed.
func genShare() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		bound := func(label string) printedBound {
			return printedBound{text: genShareBound().Draw(t, label), strict: rapid.Bool().Draw(t, label+" strict"), about: rapid.Bool().Draw(t, label+" about")}
		}
		low := bound("low")
		switch rapid.IntRange(0, 3).Draw(t, "form") {
		case 0:
			return joinCanonical(low, printedBound{})
		case 1:
			return joinCanonical(printedBound{}, low)
		case 2:
			low.strict = false
			return joinCanonical(low, low)
		}
		high := bound("high")
		part := func(b printedBound) *big.Rat {
			r, _ := new(big.Rat).SetString(strings.TrimSuffix(b.text, "%"))
			if strings.HasSuffix(b.text, "%") {
				r.Quo(r, hundred)
			}
			return r
		}
		switch part(low).Cmp(part(high)) {
		case 0:
			return "unknown"
		case 1:
			low, high = high, low
		}
		return joinCanonical(low, high)
	})
}

func TestPropertyQuantity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := genQuantity().Draw(t, "quantity")
		for _, text := range []string{q.String(), q.Show()} {
			back, err := ParseQuantity(text)
			if err != nil || !back.Equal(q) {
				t.Fatalf("%s came back from %q as %s, %v", q, text, back, err)
			}
		}
		checkStable(t, KindQuantity, q.String())
	})
}

func TestPropertyMoney(t *testing.T) {
	codes := rapid.SampledFrom(Currencies())
	periods := rapid.SampledFrom([]Period{Once, PerHour, PerDay, PerWeek, PerMonth, PerYear})
	rapid.Check(t, func(t *rapid.T) {
		m := Money{Amount: genQuantity().Draw(t, "amount"), Currency: codes.Draw(t, "currency").Code, Per: periods.Draw(t, "period")}
		for _, text := range []string{m.String(), m.Show()} {
			back, err := ParseMoney(text)
			if err != nil || !back.Equal(m) {
				t.Fatalf("%s came back from %q as %s, %v", m, text, back, err)
			}
		}
		checkStable(t, KindMoney, m.String())
	})
}

func TestPropertyDate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, e := genDate().Draw(t, "date"), genDate().Draw(t, "other date")
		for _, text := range []string{d.String(), d.Show()} {
			back, err := ParseDate(text)
			if err != nil || back != d {
				t.Fatalf("%s came back from %q as %s, %v", d, text, back, err)
			}
		}
		checkStable(t, KindDate, d.String())
		early, bounded := d.Earliest()
		late, closed := d.Latest()
		if bounded && closed && early.Compare(late) > 0 {
			t.Fatalf("%s begins on %s and ends on %s", d, early, late)
		}
		if d.Compare(e) != -e.Compare(d) || d.Compare(d) != 0 {
			t.Fatalf("the order of %s and %s depends on who asks", d, e)
		}
	})
}

func TestPropertyShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := genShare().Draw(t, "share")
		s, err := ParseShare(text)
		if err != nil || s.String() != text {
			t.Fatalf("%q came back as %q, %v", text, s, err)
		}
		shown, err := ParseShare(s.Show())
		if err != nil || shown.String() != text {
			t.Fatalf("%q shown as %q came back as %q, %v", text, s.Show(), shown, err)
		}
		checkStable(t, KindShare, text)
	})
}

// checkStable wants the canonical form of a canonical text to be that text.
func checkStable(t interface {
	Helper()
	Fatalf(string, ...any)
}, k Kind, canonical string,
) {
	t.Helper()
	again, err := Canonical(k, canonical)
	if err != nil || again != canonical {
		t.Fatalf("%s: the canonical form of %q is %q, %v", k, canonical, again, err)
	}
}

// TestPropertyEveryKind feeds every kind with pieces of right and wrong inputs: what passes is stable and valid text.
func TestPropertyEveryKind(t *testing.T) {
	pieces := rapid.SampledFrom([]string{
		"a", "Z", "ё", "e", "\u0301", "й", "가", "朝", " ", "  ", "\t", "\r", "\n", "\u00a0", "\u200b", "\u2028", "0", "7", "12", "2018", "000", ".", "..", ",", "-", "–", "~", "?",
		"%", ">", ">=", "<", "[", "]", "/", "://", "http", "@", ".org", ":", "RUB", "$", "/month", "about ", "at least ", " to ", " and ", "may", "or later", "INN", "IMO", "№", "ru", "zh", "Hant",
		"K", "ſ", "ﬁ", "İ", "ß", "\u0958", "abcdef", "\"", "\x00", "\xff",
	})
	kinds := rapid.SampledFrom(Kinds())
	rapid.Check(t, func(t *rapid.T) {
		k := kinds.Draw(t, "kind")
		text := strings.Join(rapid.SliceOfN(pieces, 0, 8).Draw(t, "pieces"), "")
		checkKind(t, k, text)
	})
}

// checkKind wants Canonical either to refuse with a sentence or to give stable, valid text.
func checkKind(t interface {
	Helper()
	Fatalf(string, ...any)
}, k Kind, text string,
) {
	t.Helper()
	canonical, err := Canonical(k, text)
	if err != nil {
		if msg := err.Error(); msg == "" || !utf8.ValidString(msg) || strings.ContainsAny(msg, "\n\r\x00") {
			t.Fatalf("%s %q: bad sentence %q", k, text, msg)
		}
		return
	}
	if canonical == "" || !utf8.ValidString(canonical) {
		t.Fatalf("%s: canonical form of %q is %q", k, text, canonical)
	}
	checkStable(t, k, canonical)
	if Show(k, canonical) == "" {
		t.Fatalf("%s: nothing is shown for %q", k, canonical)
	}
	Normal(k, canonical)
}

func TestPropertyFold(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Za-zА-яЁё가-힣Ā-ſ́̈0-9 .,«»–—‑„'’\-]{0,20}`), rapid.StringMatching(`[A-Za-zА-яЁё0-9 .,«»–—„'’\-]{0,20}`))
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("%q folds to %q and then to %q", s, once, twice)
		}
		for _, hyphens := range []bool{false, true} {
			if plain, ok := foldPlain(s, hyphens); ok && plain != foldAny(s, hyphens) {
				t.Fatalf("%q folds fast to %q and slowly to %q", s, plain, foldAny(s, hyphens))
			}
		}
		if strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
			t.Fatalf("%q folds to %q", s, once)
		}
		for _, w := range Words(s) {
			if w == "" || strings.Contains(w, " ") {
				t.Fatalf("%q has the word %q", s, w)
			}
		}
	})
}

// The short cuts for common texts have to agree with the long way.
func TestPropertyShortCuts(t *testing.T) {
	number := rapid.StringMatching(`[<>]?=?~?[0-9]{1,3}(\.[0-9]{0,3})?(\.\.[0-9]{1,3})?`)
	line := rapid.StringMatching(`[ a-zéА-я가-힣朝鮮«»№–\x{301}\x{11A8}\x{a0}\x{200b}]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		if text := number.Draw(t, "number"); plainQuantity(text) {
			if q, err := ParseQuantity(text); err != nil || q.String() != text {
				t.Fatalf("%q passes for plain but reads as %s, %v", text, q, err)
			}
		}
		text := line.Draw(t, "line")
		got, why := oneLine(text, maxLine)
		want := strings.Join(strings.Fields(strings.ReplaceAll(text, "\u200b", "")), " ")
		if want = norm.NFC.String(want); got != want || (why == "") != (want != "") {
			t.Fatalf("%q gives %q, %q, want %q", text, got, why, want)
		}
	})
}

func TestSettledIsNormal(t *testing.T) {
	for r := rune(1); r < 0x20000; r++ {
		if !settled(r) {
			continue
		}
		if invisible(r) || unicode.IsControl(r) || (unicode.IsSpace(r) && r != ' ') || unicode.IsMark(r) {
			t.Errorf("%U is not plain", r)
		}
		if p := norm.NFC.PropertiesString(string(r)); p.CCC() != 0 || !norm.NFC.IsNormalString(string(r)) || !norm.NFC.IsNormalString("a"+string(r)) {
			t.Errorf("%U is not settled", r)
		}
	}
}
