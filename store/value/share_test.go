package value

import (
	"errors"
	"strings"
	"testing"
)

func TestShareCanonicalAndShown(t *testing.T) {
	for _, c := range []struct{ in, want, shown, parts string }{
		{"25%", "25%", "25%", "0.25"},
		{"25", "25%", "25%", "0.25"},
		{"25.50 percent", "25.5%", "25.5%", "0.255"},
		{"0,5 %", "0.5%", "0.5%", "0.005"},
		{"0", "0%", "0%", "0"},
		{"1/3", "1/3", "1/3", "1/3"},
		{"02/04", "2/4", "2/4", "0.5"},
		{">=50%", ">=50%", "at least 50%", ">=0.5"},
		{"at least 50 per cent", ">=50%", "at least 50%", ">=0.5"},
		{"more than a1%", "", "", ""},
		{"10%..25%", "10%..25%", "10%–25%", "0.1..0.25"},
		{"10–25 %", "10%..25%", "10%–25%", "0.1..0.25"},
		{"0.5-1%", "0.5%..1%", "0.5%–1%", "0.005..0.01"},
		{">10%..<25%", ">10%..<25%", "more than 10% and less than 25%", ">0.1..<0.25"},
		{"~50%", "~50%", "about 50%", "~0.5"},
		{"25%..1/3", "25%..1/3", "25%–1/3", "0.25..1/3"},
		{"25%..1/4", "25%", "25%", "0.25"},
		{">1/2", ">1/2", "more than 1/2", ">0.5"},
		{"unknown", "unknown", "unknown", "unknown"},
	} {
		s, err := ParseShare(c.in)
		if c.want == "" {
			if err == nil {
				t.Errorf("%q passes as %s", c.in, s)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if s.String() != c.want || s.Show() != c.shown || s.Parts().String() != c.parts {
			t.Errorf("%q: got %s shown %q, parts %s", c.in, s, s.Show(), s.Parts())
		}
		if got, err := Canonical(KindShare, c.in); got != c.want {
			t.Errorf("Canonical(%q) = %q, %v", c.in, got, err)
		}
		if s.Unknown() != (c.want == "unknown") {
			t.Errorf("%q: unknown is %v", c.in, s.Unknown())
		}
	}
}

func TestShareRefused(t *testing.T) {
	for _, c := range []struct{ in, why string }{
		{"half", ""},
		{"0.5", "percentage or a part"},
		{"1", "percentage or a part"},
		{"120%", "nothing and the whole"},
		{"-5%", "nothing and the whole"},
		{"3/2", "nothing and the whole"},
		{"-1/2", "nothing and the whole"},
		{"1/0", "zero"},
		{"25%..10%", "first number is larger"},
		{">25%..<25%", "nothing lies between"},
	} {
		_, err := ParseShare(c.in)
		var bad *Error
		if !errors.As(err, &bad) || bad.Kind != KindShare || !strings.Contains(bad.Why, c.why) || (c.why == "" && bad.Why != "") {
			t.Errorf("%q: %v, want why %q", c.in, err, c.why)
		}
	}
}

func TestShareEqual(t *testing.T) {
	quarter, err := ParseShare("1/4")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"25%": true, "2/8": true, "~25%": false, ">=25%": false, "26%": false} {
		s, err := ParseShare(text)
		if err != nil {
			t.Fatal(err)
		}
		if s.Equal(quarter) != want {
			t.Errorf("1/4 equals %s: want %v", text, want)
		}
	}
}
