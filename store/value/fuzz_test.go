package value

import "testing"

func FuzzQuantity(f *testing.F) {
	for _, s := range []string{"91", "16,000–20,000", "about 24000", ">=~1e5", "от 5 до 6", "2 bn", "1/3..0.5", "-5 to -3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseQuantity(s)
		if err != nil {
			return
		}
		if back, err := ParseQuantity(q.Show()); err != nil || !back.Equal(q) {
			t.Fatalf("%q reads as %s; shown as %q it reads as %s, %v", s, q, q.Show(), back, err)
		}
		checkKind(t, KindQuantity, s)
	})
}

func FuzzMoney(f *testing.F) {
	for _, s := range []string{"16000..20000 RUB/month", "$180,000", "100 000 руб. в месяц", "as much as 2 bn USD a year", "€5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMoney(s)
		if err != nil {
			return
		}
		if back, err := ParseMoney(m.Show()); err != nil || !back.Equal(m) {
			t.Fatalf("%q reads as %s; shown as %q it reads as %s, %v", s, m, m.Show(), back, err)
		}
		checkKind(t, KindMoney, s)
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2018-08-02", "[..2015]", "[2017-09..2018-07~]", "2 Aug 2018", "2 декабря 2016 г.", "2016년 12월 2일", "before 1/3/2016", "1990s", "about 2018?"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			return
		}
		if back, err := ParseDate(d.Show()); err != nil || back != d {
			t.Fatalf("%q reads as %s; shown as %q it reads as %s, %v", s, d, d.Show(), back, err)
		}
		checkKind(t, KindDate, s)
	})
}

func FuzzShare(f *testing.F) {
	for _, s := range []string{"25%", "2/4", ">=50%", ">10%..<25%", "10–25 %", "about 1/3", "unknown"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ParseShare(s)
		if err != nil {
			return
		}
		if back, err := ParseShare(v.Show()); err != nil || back.String() != v.String() {
			t.Fatalf("%q reads as %s; shown as %q it reads as %s, %v", s, v, v.Show(), back, err)
		}
		checkKind(t, KindShare, s)
	})
}

func FuzzIdentifier(f *testing.F) {
	for _, s := range []string{"INN 7811489970", "ИНН: 78 1148-9970", "IMO9319466", "IBAN GB82 WEST 1234", "USCC 91222401MA0Y31E659"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkKind(t, KindIdentifier, s)
		if id, err := ParseIdentifier(s); err == nil {
			if warning, ok := id.Check(); ok != (warning == "") {
				t.Fatalf("%q: warning %q and ok %v", s, warning, ok)
			}
		}
		for _, scheme := range Schemes() {
			CheckScheme(scheme, s)
		}
	})
}

func FuzzCountry(f *testing.F) {
	for _, s := range []string{"ru", "RUS", "Северная Корея", "북한", "D.P.R.K.", "ge-ab", "Korea"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkKind(t, KindCountry, s) })
}

func FuzzCanonical(f *testing.F) {
	for i, s := range []string{"a\r\nb", "  Zenco-39 ", "2018~", "700+", "$5", "1/3", "IMO9319466", "kp", "a,\nb", "HTTP://A.org", "a@b.cd", "+7 1", "zh_hant", "A.b", "In kind", "0123456789ABCDEF0123456789abcdef"} {
		f.Add(byte(i), s)
	}
	f.Fuzz(func(t *testing.T, kind byte, s string) {
		kinds := Kinds()
		checkKind(t, kinds[int(kind)%len(kinds)], s)
	})
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"ООО «Ёлка-39»", "Łódź", "ﬁ²", "\u0301a", "İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("%q folds to %q and then to %q", s, once, Fold(once))
		}
		Words(s)
	})
}
