package value

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestMoneyCanonicalAndShown(t *testing.T) {
	for _, c := range []struct{ in, want, shown string }{
		{"16000..20000 RUB/month", "16000..20000 RUB/month", "16,000–20,000 RUB a month"},
		{"16,000–20,000 rubles a month", "16000..20000 RUB/month", "16,000–20,000 RUB a month"},
		{"16 000-20 000 руб./мес.", "16000..20000 RUB/month", "16,000–20,000 RUB a month"},
		{"about 100,000 RUB a month", "~100000 RUB/month", "about 100,000 RUB a month"},
		{"100 000 руб. в месяц", "100000 RUB/month", "100,000 RUB a month"},
		{"100 000 ₽", "100000 RUB", "100,000 RUB"},
		{"180000 USD", "180000 USD", "180,000 USD"},
		{"$180,000", "180000 USD", "180,000 USD"},
		{"US$180,000", "180000 USD", "180,000 USD"},
		{"USD 180,000", "180000 USD", "180,000 USD"},
		{"usd180000 once", "180000 USD", "180,000 USD"},
		{"$16,000–$20,000", "16000..20000 USD", "16,000–20,000 USD"},
		{"as much as $2 bn a year", "<=2000000000 USD/year", "up to 2,000,000,000 USD a year"},
		{"<=2000000000 USD/year", "<=2000000000 USD/year", "up to 2,000,000,000 USD a year"},
		{"38.5..54.9 RUB / hour", "38.5..54.9 RUB/hour", "38.5–54.9 RUB an hour"},
		{"€5 per day", "5 EUR/day", "5 EUR a day"},
		{"5 euros weekly", "5 EUR/week", "5 EUR a week"},
		{"120 KPW", "120 KPW", "120 KPW"},
		{"unknown RUB/month", "unknown RUB/month", "unknown RUB a month"},
		{"1/3 USD/day", "1/3 USD/day", "1/3 USD a day"},
	} {
		m, err := ParseMoney(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if m.String() != c.want || m.Show() != c.shown {
			t.Errorf("%q: got %s shown %q, want %s shown %q", c.in, m, m.Show(), c.want, c.shown)
		}
		if got, err := Canonical(KindMoney, c.in); got != c.want {
			t.Errorf("Canonical(%q) = %q, %v", c.in, got, err)
		}
	}
}

func TestMoneyRefused(t *testing.T) {
	for _, c := range []struct{ in, why string }{
		{"100", "no currency"},
		{"RUB", ""},
		{"100 XYZ", "no currency"},
		{"100 RUB 5 USD", "two currencies"},
		{"$5 EUR", "two currencies"},
		{"500 won", "KRW or KPW"},
		{"¥500", "JPY or CNY"},
		{"16$000", "two numbers"},
		{"16k RUB", ""},
		{"5..3 RUB", "the first number is larger"},
		{"5 RUB/fortnight", ""},
		{strings.Repeat("$", 300), "200 characters"},
	} {
		_, err := ParseMoney(c.in)
		var bad *Error
		if !errors.As(err, &bad) || bad.Kind != KindMoney || !strings.Contains(bad.Why, c.why) || (c.why == "" && bad.Why != "") {
			t.Errorf("%q: %v, want why %q", c.in, err, c.why)
		}
	}
}

func TestMoneyConvert(t *testing.T) {
	for _, c := range []struct{ in, rate, to, want string }{
		{"100000 RUB", "62.5", "USD", "1600 USD"},
		{"16000..20000 RUB/month", "62.5", "USD", "256..320 USD/month"},
		{"~100000 RUB/month", "62.5", "USD", "~1600 USD/month"},
		{"100000 RUB", "~62.5", "USD", "~1600 USD"},
		{"100000 RUB", "62.5..80", "USD", "1250..1600 USD"},
		{">=100 USD", "0.8", "EUR", ">=125 EUR"},
	} {
		m, err := ParseMoney(c.in)
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Convert(quantity(t, c.rate), c.to)
		if err != nil || got.String() != c.want {
			t.Errorf("%s at %s = %s, %v, want %s", c.in, c.rate, got, err, c.want)
		}
	}
	m := Money{Amount: Whole(5), Currency: "RUB"}
	if _, err := m.Convert(Quantity{}, "USD"); !errors.Is(err, ErrDivideByZero) {
		t.Errorf("an unknown rate gives %v", err)
	}
	if _, err := m.Convert(Whole(2), "XYZ"); err == nil {
		t.Error("XYZ passes for a currency")
	}
	third, err := m.Convert(Whole(3), "USD")
	if err != nil || third.ShowTo(2) != "1.67 USD" || !third.Equal(Money{Amount: quantity(t, "5/3"), Currency: "USD"}) {
		t.Errorf("5 RUB at 3 = %s shown %q, %v", third, third.ShowTo(2), err)
	}
}

func TestCurrencies(t *testing.T) {
	list := Currencies()
	for i, c := range list {
		if len(c.Code) != 3 || strings.ToUpper(c.Code) != c.Code || c.Name == "" || (i > 0 && list[i-1].Code >= c.Code) {
			t.Errorf("entry %d is %+v", i, c)
		}
	}
	for _, code := range []string{"RUB", "USD", "KPW", "KRW", "CNY", "EUR"} {
		if !slices.ContainsFunc(list, func(c Currency) bool { return c.Code == code }) {
			t.Errorf("%s is missing", code)
		}
	}
	for word, code := range currencyWords {
		if code[0] != '?' && !isCurrency(code) {
			t.Errorf("%q stands for %s, which is not listed", word, code)
		}
	}
}
