package value

import "testing"

func BenchmarkCanonical(b *testing.B) {
	for _, c := range []struct {
		name string
		kind Kind
		text string
	}{
		{"name/latin", KindName, "Korea Cholsan General Trading Corporation"},
		{"name/cyrillic", KindName, "Общество с ограниченной ответственностью «Мокран»"},
		{"name/untidy", KindName, "  Mokran   LLC "},
		{"text", KindText, "Workers of the firm were seen on the building site by the press in two successive summers."},
		{"date", KindDate, "2018-08-02"},
		{"date/open", KindDate, "[2018-07..]"},
		{"date/words", KindDate, "2 August 2018"},
		{"quantity/plain", KindQuantity, "24000"},
		{"quantity/range", KindQuantity, "16000..20000"},
		{"quantity/words", KindQuantity, "about 24,000"},
		{"money/plain", KindMoney, "180000 USD"},
		{"money/range", KindMoney, "16000..20000 RUB/month"},
		{"share", KindShare, ">=50%"},
		{"identifier", KindIdentifier, "INN 7811489970"},
		{"country", KindCountry, "kp"},
		{"country/words", KindCountry, "Северная Корея"},
		{"url", KindURL, "https://example.org/a/page?x=1"},
		{"language", KindLanguage, "ru"},
		{"entity", KindEntity, "0123456789abcdef0123456789abcdef"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Canonical(c.kind, c.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFold(b *testing.B) {
	for name, text := range map[string]string{"latin": "Korea Cholsan General Trading Corporation", "cyrillic": "ООО «Зенко-39», Ёлкино"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(text)
			}
		})
	}
}

func BenchmarkQuantityDiv(b *testing.B) {
	q, r := quantity(b, "16000..20000"), quantity(b, "~62.5")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := q.Div(r); err != nil {
			b.Fatal(err)
		}
	}
}
