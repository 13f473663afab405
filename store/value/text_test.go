package value

import (
	"strings"
	"testing"
)

func TestTextAndLines(t *testing.T) {
	const e = "é"
	for _, c := range []struct {
		kind     Kind
		in, want string
	}{
		{KindText, " one\r\ntwo\rthree\u2028four\tfive \n", "one\ntwo\nthree\nfour\tfive"},
		{KindText, "a  b", "a  b"},
		{KindText, "e\u0301", e},
		{KindName, "  Mokran \t LLC\n", "Mokran LLC"},
		{KindName, "Mokran\u00a0LLC", "Mokran LLC"},
		{KindName, "Zen\u00adco\u200b-39\ufeff", "Zenco-39"},
		{KindName, "\u202eZenco", "Zenco"},
		{KindName, "e\u200b\u0301", e},
		{KindName, "می\u200cخواهم", "می\u200cخواهم"},
		{KindName, "ООО «Мокран»", "ООО «Мокран»"},
		{KindName, "각", "각"},
		{KindPlace, "ул. Ленина,  1,\nЮжно-Сахалинск", "ул. Ленина, 1, Южно-Сахалинск"},
	} {
		got, err := Canonical(c.kind, c.in)
		if err != nil || got != c.want {
			t.Errorf("%s %q: %q, %v, want %q", c.kind, c.in, got, err, c.want)
		}
	}
	for _, c := range []struct {
		kind Kind
		in   string
	}{
		{KindText, ""},
		{KindText, " \n"},
		{KindText, "a\x00b"},
		{KindText, "a\x1bb"},
		{KindText, "\xff"},
		{KindText, strings.Repeat("a", maxText+1)},
		{KindName, ""},
		{KindName, "\u200b"},
		{KindName, "a\x07b"},
		{KindName, "a\u0085\u0086b"},
		{KindName, "\xff"},
		{KindName, strings.Repeat("я", maxLine+1)},
		// Half the limit as typed, over it in NFC, where U+0958 becomes two characters.
		{KindName, strings.Repeat("\u0958", maxLine/2+1)},
		{KindPlace, "\x7f"},
	} {
		if got, err := Canonical(c.kind, c.in); err == nil {
			t.Errorf("%s %q passes as %q", c.kind, shorten(c.in), shorten(got))
		}
	}
	if _, err := Canonical(KindText, strings.Repeat("a", maxText)); err != nil {
		t.Errorf("a text of the full length is refused: %v", err)
	}
}

func TestNameScript(t *testing.T) {
	for in, want := range map[string]Script{
		"Mokran LLC":          ScriptLatin,
		"ООО «Мокран»":        ScriptCyrillic,
		"북한":                  ScriptHangul,
		"조선 KOREA 대외건설지도국":    ScriptHangul,
		"朝鮮民主主義人民共和国":         ScriptHan,
		"カタカナ ひらがな":           ScriptKana,
		"شركة":                ScriptArabic,
		"חברה":                ScriptHebrew,
		"Εταιρεία":            ScriptGreek,
		"Zenco-39 Генко Зенк": ScriptCyrillic,
		"39":                  ScriptOther,
		"ქართული":             ScriptOther,
	} {
		n, err := ParseName(in)
		if err != nil || n.Script != want || n.Kind != NameFull || n.String() != in {
			t.Errorf("%q: %+v, %v, want script %s", in, n, err, want)
		}
	}
}

func TestOtherKinds(t *testing.T) {
	for _, c := range []struct {
		kind            Kind
		in, want, shown string // want "" means refused
	}{
		{KindURL, "HTTPS://Example.ORG/Path?Q=1#F", "https://example.org/Path?Q=1#F", "https://example.org/Path?Q=1#F"},
		{KindURL, "example.org", "example.org", "example.org"},
		{KindURL, "www.Example.org:8080/a", "www.example.org:8080/a", "www.example.org:8080/a"},
		{KindURL, "президент.рф/путь", "президент.рф/путь", "президент.рф/путь"},
		{KindURL, "http://localhost/", "http://localhost/", "http://localhost/"},
		{KindURL, "ftp://ftp.example.org", "ftp://ftp.example.org", "ftp://ftp.example.org"},
		{KindURL, "https://web.archive.org/web/2018/http://example.org/", "https://web.archive.org/web/2018/http://example.org/", "https://web.archive.org/web/2018/http://example.org/"},
		{KindURL, "javascript:alert(1)", "", ""},
		{KindURL, "JavaScript://example.org/%0aalert(1)", "", ""},
		{KindURL, "java\tscript:alert(1)", "", ""},
		{KindURL, "data:text/html,x", "", ""},
		{KindURL, "file:///etc/passwd", "", ""},
		{KindURL, "//example.org", "", ""},
		{KindURL, "http://", "", ""},
		{KindURL, "http://-a.org", "", ""},
		{KindURL, "http://a..org", "", ""},
		{KindURL, "http://example.org@evil.example/", "", ""},
		{KindURL, "http://example.org:http/", "", ""},
		{KindURL, "http://example.org/%zz", "", ""},
		{KindURL, "localhost", "", ""},
		{KindURL, "two words.org", "", ""},
		{KindEmail, " Name@Example.org ", "Name@Example.org", "Name@Example.org"},
		{KindEmail, "mailto:a.b+c@x.example", "a.b+c@x.example", "a.b+c@x.example"},
		{KindEmail, "a@b", "", ""},
		{KindEmail, "a@b@c.de", "", ""},
		{KindEmail, "@b.cd", "", ""},
		{KindEmail, "A B <a@b.cd>", "", ""},
		{KindPhone, " +7 (4242)  55-12-34 ", "+7 (4242) 55-12-34", "+7 (4242) 55-12-34"},
		{KindPhone, "none", "", ""},
		{KindLanguage, "RU", "ru", "Russian"},
		{KindLanguage, "rus", "ru", "Russian"},
		{KindLanguage, "русский", "ru", "Russian"},
		{KindLanguage, "한국어", "ko", "Korean"},
		{KindLanguage, "zh_hant", "zh-Hant", "Traditional Chinese"},
		{KindLanguage, "und", "", ""},
		{KindLanguage, "no such tongue", "", ""},
		{KindTopic, "Forced.Labor", "forced.labor", "forced labor"},
		{KindTopic, "crime.traffick.human", "crime.traffick.human", "crime traffick human"},
		{KindTopic, "..", "", ""},
		{KindTopic, "a..b", "", ""},
		{KindTopic, "a/b", "", ""},
		{KindChoice, "Declared", "declared", "declared"},
		{KindChoice, "in kind", "in-kind", "in kind"},
		{KindChoice, "a.b", "", ""},
		{KindEntity, "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"},
		{KindEntity, " 01234567-89AB-CDEF-0123-456789ABCDEF", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"},
		{KindEntity, "0123456789abcdef", "", ""},
		{KindEntity, "0123456789abcdef0123456789abcdeg", "", ""},
		{KindEntity, strings.Repeat("-", 1<<20), "", ""},
	} {
		got, err := Canonical(c.kind, c.in)
		if (err == nil) != (c.want != "") || got != c.want {
			t.Errorf("%s %q: %q, %v, want %q", c.kind, shorten(c.in), got, err, c.want)
			continue
		}
		if c.want != "" && Show(c.kind, got) != c.shown {
			t.Errorf("%s %q is shown as %q, want %q", c.kind, got, Show(c.kind, got), c.shown)
		}
	}
}

func TestNormal(t *testing.T) {
	for _, c := range []struct {
		kind     Kind
		in, want string
	}{
		{KindPhone, "+7 (4242) 55-12-34", "+74242551234"},
		{KindPhone, "007 4242 551234", "+74242551234"},
		{KindPhone, "8 4242 55 12 34", "84242551234"},
		{KindEmail, "Name@Example.ORG", "name@example.org"},
		{KindURL, "https://www.example.org/a/", "example.org/a"},
		{KindURL, "example.org", "example.org"},
		{KindIdentifier, "INN 7811489970", "7811489970"},
		{KindIdentifier, "ab-12/34", "AB1234"},
		{KindName, "Mokran LLC", "Mokran LLC"},
	} {
		if got := Normal(c.kind, c.in); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.kind, c.in, got, c.want)
		}
	}
}

func TestShowLeavesWhatItCannotRead(t *testing.T) {
	for _, k := range Kinds() {
		if got := Show(k, "?!"); got != "?!" {
			t.Errorf("%s shows %q", k, got)
		}
		if !k.Known() || k.Example() == "" {
			t.Errorf("%s has no example", k)
		}
	}
	if Kind("colour").Known() {
		t.Error("an unknown kind passes for known")
	}
}

func TestCountry(t *testing.T) {
	for in, want := range map[string]string{
		"ru": "ru", "RU": "ru", "RUS": "ru", "Russia": "ru", "russian federation": "ru", "Россия": "ru", "Российская Федерация": "ru", "РФ": "ru", "러시아": "ru",
		"kp": "kp", "PRK": "kp", "North Korea": "kp", "DPRK": "kp", "D.P.R.K.": "kp", "Democratic People’s Republic of Korea": "kp", "КНДР": "kp", "Северная Корея": "kp",
		"북한": "kp", "조선민주주의인민공화국": "kp", "朝鲜": "kp",
		"South Korea": "kr", "Южная Корея": "kr", "Республика Корея": "kr", "대한민국": "kr", "한국": "kr", "ROK": "kr",
		"China": "cn", "КНР": "cn", "Китай": "cn", "중국": "cn", "中国": "cn",
		"USA": "us", "США": "us", "United States": "us", "미국": "us", "UK": "gb", "Великобритания": "gb",
		"USSR": "suhh", "СССР": "suhh", "su": "suhh", "soviet union": "suhh",
		"Bosnia and Herzegovina": "ba", "Saint Lucia": "lc", "Türkiye": "tr", "Côte d'Ivoire": "ci", "Czech Republic": "cz", "Swaziland": "sz",
		"ge-ab": "ge-ab", "xk": "xk", " Mongolia ": "mn", "Norwegen": "no", "Mongolie": "mn",
	} {
		if got, err := ParseCountry(in); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"", "Korea", "Корея", "Congo", "zz", "Atlantis", "\x00"} {
		if got, err := ParseCountry(in); err == nil {
			t.Errorf("%q passes as %s", in, got)
		}
	}
	for code, want := range map[string]string{"kp": "North Korea", "kr": "South Korea", "ru": "Russia", "suhh": "Soviet Union", "mk": "North Macedonia", "hk": "Hong Kong"} {
		if got := Show(KindCountry, code); got != want {
			t.Errorf("%s is shown as %q, want %q", code, got, want)
		}
	}
}

func TestCountriesRoundTrip(t *testing.T) {
	list := Countries()
	// ISO 3166-1 has had 249 entries since 2011.
	if want := 249 + len(moreCountries); len(list) != want {
		t.Errorf("%d countries, want %d", len(list), want)
	}
	for _, c := range list {
		for _, text := range []string{c.Code, c.Name, strings.ToUpper(c.Name)} {
			if got, err := ParseCountry(text); err != nil || got != c.Code {
				t.Errorf("%q: %q, %v, want %s", text, got, err, c.Code)
			}
		}
	}
	owner := map[string]string{}
	for code, names := range countryAliases {
		for _, name := range names {
			if other := owner[Fold(name)]; other != "" && other != code {
				t.Errorf("%q is an alias of both %s and %s", name, other, code)
			}
			owner[Fold(name)] = code
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"  Mokran, LLC. ":       "mokran llc",
		"ООО «Ёлка»":            "ооо елка",
		"Йод, Київ":             "йод київ",
		"Łódź Ørsted Straße":    "lodz orsted strasse",
		"Île-de-France":         "ile de france",
		"ﬁrma № 5²":             "firma no 52",
		"Ｚｅｎｃｏ３９":               "zenco39",
		"조선":                    "조선",
		"ガ":                     "ガ",
		"İstanbul":              "istanbul",
		"Democratic People’s":   "democratic people s",
		"\xffbad":               "bad",
		"\u0301\u0301a\u0301  ": "a",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"Zenco-39":                "zenco|39|zenco-39",
		"ООО «Зенко–39»":          "ооо|зенко|39|зенко-39",
		"Zenco 39":                "zenco|39",
		"Южно-Сахалинск":          "южно|сахалинск",
		"Sobolevo-2-bis":          "sobolevo|2|sobolevo-2|bis",
		"12-34":                   "12|34",
		"-39 -":                   "39",
		"":                        "",
		"Korea General, Co., Ltd": "korea|general|co|ltd",
	} {
		if got := strings.Join(Words(in), "|"); got != want {
			t.Errorf("Words(%q) = %s, want %s", in, got, want)
		}
	}
}
