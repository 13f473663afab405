package value

import (
	"errors"
	"math/big"
	"strings"
	"testing"
)

func TestQuantityCanonicalAndShown(t *testing.T) {
	for _, c := range []struct{ in, want, shown string }{
		{"91", "91", "91"},
		{" 091 ", "91", "91"},
		{"16,000", "16000", "16,000"},
		{"16 000", "16000", "16,000"},
		{"1\u202f234\u202f567", "1234567", "1,234,567"},
		{"1'234'567.50", "1234567.5", "1,234,567.5"},
		{"16,5", "16.5", "16.5"},
		{"0,125", "0.125", "0.125"},
		{".5", "0.5", "0.5"},
		{"62.125", "62.125", "62.125"},
		{"62.50", "62.5", "62.5"},
		{"1,234.500", "1234.5", "1,234.5"},
		{"0.500", "0.5", "0.5"},
		{"2e9", "2000000000", "2,000,000,000"},
		{"1.5e-3", "0.0015", "0.0015"},
		{"2 bn", "2000000000", "2,000,000,000"},
		{"1,5 млн", "1500000", "1,500,000"},
		{"24 тыс.", "24000", "24,000"},
		{"２４０００", "24000", "24,000"},
		{"1/3", "1/3", "1/3"},
		{"2/4", "0.5", "0.5"},
		{"-5", "-5", "−5"},
		{"−5", "-5", "−5"},
		{"16000..20000", "16000..20000", "16,000–20,000"},
		{"16 000–20 000", "16000..20000", "16,000–20,000"},
		{"16,000-20,000", "16000..20000", "16,000–20,000"},
		{"16000 to 20000", "16000..20000", "16,000–20,000"},
		{"between 16000 and 20000", "16000..20000", "16,000–20,000"},
		{"от 16 000 до 20 000", "16000..20000", "16,000–20,000"},
		{"5..5", "5", "5"},
		{"5..~5", "~5", "about 5"},
		{"-5..-3", "-5..-3", "from −5 to −3"},
		{"-5..3", "-5..3", "from −5 to 3"},
		{"~16000..~20000", "~16000..~20000", "about 16,000–20,000"},
		{"about 16,000-20,000", "~16000..~20000", "about 16,000–20,000"},
		{"~16000..20000", "~16000..20000", "from about 16,000 to 20,000"},
		{"from 16,000 to about 20,000", "16000..~20000", "from 16,000 to about 20,000"},
		{">10..<25", ">10..<25", "more than 10 and less than 25"},
		{">=10..<25", "10..<25", "at least 10 and less than 25"},
		{">10..25", ">10..25", "more than 10 and at most 25"},
		{">~10..<~25", ">~10..<~25", "more than about 10 and less than about 25"},
		{">=700", ">=700", "at least 700"},
		{"at least 700", ">=700", "at least 700"},
		{"700+", ">=700", "at least 700"},
		{"700 or more", ">=700", "at least 700"},
		{"не менее 700", ">=700", "at least 700"},
		{"from 700", ">=700", "at least 700"},
		{"more than 10,000", ">10000", "more than 10,000"},
		{"over 10,000", ">10000", "more than 10,000"},
		{"<2000", "<2000", "less than 2,000"},
		{"fewer than 2000", "<2000", "less than 2,000"},
		{"up to 2e9", "<=2000000000", "up to 2,000,000,000"},
		{"as much as 2 billion", "<=2000000000", "up to 2,000,000,000"},
		{"as many as 50,000", "<=50000", "up to 50,000"},
		{"about 24000", "~24000", "about 24,000"},
		{"около 24 000", "~24000", "about 24,000"},
		{"약24000", "~24000", "about 24,000"},
		{">=~100000", ">=~100000", "at least about 100,000"},
		{"~>=100000", ">=~100000", "at least about 100,000"},
		{"at least about 100,000", ">=~100000", "at least about 100,000"},
		{"<=~5", "<=~5", "up to about 5"},
		{"unknown", "unknown", "unknown"},
		{strings.Repeat("9", 30) + "." + strings.Repeat("9", 30), strings.Repeat("9", 30) + "." + strings.Repeat("9", 30), "999" + strings.Repeat(",999", 9) + "." + strings.Repeat("9", 30)},
	} {
		q, err := ParseQuantity(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if q.String() != c.want || q.Show() != c.shown {
			t.Errorf("%q: got %s shown %q, want %s shown %q", c.in, q, q.Show(), c.want, c.shown)
		}
		if got, err := Canonical(KindQuantity, c.in); got != c.want {
			t.Errorf("Canonical(%q) = %q, %v", c.in, got, err)
		}
	}
}

func TestQuantityRefused(t *testing.T) {
	for _, c := range []struct{ in, why string }{
		{"16k", ""},
		{"many", ""},
		{"12 persons", ""},
		{"5..3", "the first number is larger"},
		{">5..<5", "nothing lies between"},
		{">5..5", "nothing lies between"},
		{"<5..10", "point away"},
		{"5..>=10", "point away"},
		{"5 and 6", "two numbers"},
		{"5 6", "two numbers"},
		{"between 5", "no second"},
		{"16,0000", "comma"},
		{"16.000", "point could stand"},
		{"~16.500", "point could stand"},
		{"16,00,000", "comma"},
		{"1.234.567", "two numbers"},
		{"2 to 3 million", "word for its size"},
		{"at least more than 5", "two signs"},
		{"10%", "share"},
		{"1/0", "zero"},
		{"1e1000000000", "30 digits"},
		{"1e-1000000000", "30 digits"},
		{"1e31", "30 digits"},
		{"1e99999999999999999999", "30 digits"},
		{"0x10", ""},
		{"NaN", ""},
		{"1e", ""},
		{"--5", ""},
		{"5\x00", "control character"},
		{"\xff5", "Unicode"},
		{strings.Repeat("9", 201), "200 characters"},
	} {
		_, err := ParseQuantity(c.in)
		var bad *Error
		if !errors.As(err, &bad) {
			t.Errorf("%q: want an *Error, got %v", c.in, err)
			continue
		}
		if bad.Kind != KindQuantity || bad.Input != c.in || !strings.Contains(bad.Why, c.why) || (c.why == "" && bad.Why != "") {
			t.Errorf("%q: kind %s, why %q, want %q", c.in, bad.Kind, bad.Why, c.why)
		}
	}
}

func TestErrorSentence(t *testing.T) {
	for _, c := range []struct {
		kind     Kind
		in, want string
	}{
		{KindQuantity, "16k", `"16k" is not a quantity; write 16000, 16000..20000, >=700 or ~24000`},
		{KindDate, "2018-02-30", `"2018-02-30" is not a date: February 2018 has 28 days; write 2018, 2018-07, 2018-08-02, [..2015] or 2018~`},
		{KindName, " ", `there is nothing here to read as a name; write Mokran LLC`},
		{KindURL, "javascript:alert(1)", `"javascript:alert(1)" is not a web address: only http, https and ftp addresses are kept; write https://example.org/page`},
		{KindTopic, strings.Repeat("ж!", 200), `"` + strings.Repeat("ж!", 30) + `…" is not a topic: it is longer than 100 characters; write forced.labor`},
		{Kind("colour"), "red", `"colour" is not a kind of value; write one such as date, quantity or name`},
	} {
		_, err := Canonical(c.kind, c.in)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s %q:\n got %v\nwant %s", c.kind, c.in, err, c.want)
		}
	}
}

// quantity is for the tables of the tests.
func quantity(t interface {
	Helper()
	Fatal(...any)
}, text string,
) Quantity {
	t.Helper()
	q, err := ParseQuantity(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestQuantityShowTo(t *testing.T) {
	for _, c := range []struct {
		in     string
		digits int
		want   string
	}{
		{"2/3", 2, "0.67"},
		{"1/3..2/3", 1, "0.3–0.7"},
		{"0.125", 2, "0.13"},
		{"-0.125", 2, "−0.13"},
		{"1234.5", 0, "1,235"},
		{"-0.2", 0, "0"},
		{">=~1/3", 3, "at least about 0.333"},
		{"16000", 2, "16,000"},
		{"unknown", 2, "unknown"},
	} {
		if got := quantity(t, c.in).ShowTo(c.digits); got != c.want {
			t.Errorf("%s to %d digits: %q, want %q", c.in, c.digits, got, c.want)
		}
	}
}

func TestQuantityBounds(t *testing.T) {
	q := quantity(t, ">~10..25")
	low, ok := q.Low()
	if !ok || !low.Strict || !low.About || low.Value().Cmp(big.NewRat(10, 1)) != 0 {
		t.Errorf("low bound %+v, %v", low, ok)
	}
	high, ok := q.High()
	if !ok || high.Strict || high.About || high.Value().Cmp(big.NewRat(25, 1)) != 0 {
		t.Errorf("high bound %+v, %v", high, ok)
	}
	low.Value().SetInt64(99)
	if q.String() != ">~10..25" {
		t.Errorf("changing a copy of a bound changed the quantity to %s", q)
	}
	if _, ok := quantity(t, ">=5").High(); ok {
		t.Error(">=5 has a high bound")
	}
	if !q.About() || quantity(t, "10..25").About() {
		t.Error("About does not follow the bounds")
	}
	if n, ok := quantity(t, "0.5").Exact(); !ok || n.Cmp(big.NewRat(1, 2)) != 0 {
		t.Error("0.5 is not exactly a half")
	}
	for _, in := range []string{"~5", "1..2", ">=5", "unknown"} {
		if _, ok := quantity(t, in).Exact(); ok {
			t.Errorf("%s passes for an exact number", in)
		}
	}
}

func TestQuantityOverlaps(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"5", "5", true},
		{"5", "~5", true},
		{"5", "6", false},
		{"1..5", "5..9", true},
		{"1..<5", "5..9", false},
		{"1..5", ">5", false},
		{">=700", "<=700", true},
		{">700", "<=700", false},
		{">=700", ">10000", true},
		{"unknown", "5", true},
	} {
		a, b := quantity(t, c.a), quantity(t, c.b)
		if a.Overlaps(b) != c.want || b.Overlaps(a) != c.want {
			t.Errorf("%s and %s: overlap is not %v both ways", c.a, c.b, c.want)
		}
	}
}
