package value

import (
	"strings"
	"testing"
)

func TestIdentifierCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"INN 7811489970":                   "INN 7811489970",
		"ИНН: 7811489970":                  "INN 7811489970",
		"inn7811489970":                    "INN 7811489970",
		"7811489970":                       "7811489970",
		"IMO9319466":                       "IMO 9319466",
		"ОГРН № 1 11 78471-31643":          "OGRN 1117847131643",
		"LEI 5493001kjtiigc8y1r12":         "LEI 5493001KJTIIGC8Y1R12",
		"IBAN GB82 WEST 1234 5698 7654 32": "IBAN GB82WEST12345698765432",
		"INN 78114899?0":                   "INN 78114899?0",
		"inn":                              "inn",
		"Passport  BS 123456":              "Passport BS 123456",
		"ИНН/КПП 7811489970/781101001":     "ИНН/КПП 7811489970/781101001",
		"innkeeper 5":                      "innkeeper 5",
		"INN -":                            "INN -",
		"2 9204562702 18 000088":           "2 9204562702 18 000088",
	} {
		got, err := Canonical(KindIdentifier, in)
		if err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "\x00", strings.Repeat("1", maxIdentifier+1)} {
		if _, err := ParseIdentifier(in); err == nil {
			t.Errorf("%q passes", in)
		}
	}
}

func TestIdentifierCheck(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // a part of the warning, "" when the number is sound
	}{
		{"INN 7811489970", ""},
		{"INN 9204562702", ""},
		{"INN 7811489971", "check digit of INN"},
		{"INN 7811498970", "check digit of INN"},
		{"INN 7704010041", "check digit of INN"}, // stands so in an official list
		{"INN 123456789047", ""},
		{"INN 123456789057", "check digit"},
		{"INN 123456789048", "check digit"},
		{"INN 12345", "form"},
		{"INN 78114899?0", "form"},
		{"OGRN 1117847131643", ""},
		{"OGRN 1117847131644", "check digit of OGRN"},
		{"OGRN 111784713164", "form"},
		{"OGRNIP 304500116000157", ""},
		{"OGRN 304500116000157", ""},
		{"OGRNIP 304500116000158", "check digit of OGRNIP"},
		{"OGRNIP 1117847131643", "form"},
		{"KPP 781101001", ""},
		{"KPP 7811AB001", ""},
		{"KPP 78110100", "form"},
		{"KPP 7811ab0X1", "form"},
		{"OKPO 12345678", ""},
		{"OKPO 123", "form"},
		{"IMO 9319466", ""},
		{"IMO 9319467", "check digit of IMO"},
		{"IMO 931946", "form"},
		{"LEI 5493001KJTIIGC8Y1R12", ""},
		{"LEI 5493001KJTIIGC8Y1R13", "check digit of LEI"},
		{"LEI 5493001KJTIIGC8Y1R1", "form"},
		{"USCC 91222401MA0Y31E659", ""},
		{"USCC 91222401MA0Y31E658", "check digit of USCC"},
		{"USCC 91222401MA0Y31E65I", "form"},
		{"USCC 9122", "form"},
		{"IBAN GB82 WEST 1234 5698 7654 32", ""},
		{"IBAN GB82 WEST 1234 5698 7654 33", "check digit of IBAN"},
		{"IBAN 12", "form"},
		{"IBAN 1282WEST12345698765432", "form"},
		{"Passport 1", ""},
		{"7811489971", ""},
	} {
		id, err := ParseIdentifier(c.in)
		if err != nil {
			t.Fatal(err)
		}
		warning, ok := id.Check()
		if ok != (c.want == "") || !strings.Contains(warning, c.want) || ok != (warning == "") {
			t.Errorf("%q: %q, %v, want %q", c.in, warning, ok, c.want)
		}
	}
}

func TestCheckScheme(t *testing.T) {
	for _, c := range []struct {
		scheme, number string
		ok             bool
	}{
		{"innCode", "7811489970", true},
		{"innCode", "7811489971", false},
		{"innCode", "INN 7811489971", false},
		{"taxNumber", "7811489971", true},
		{"taxNumber", "INN 7811489971", false},
		{"innCode", "OGRN 1117847131643", true},
		{"ogrnCode", "1117847131643", true},
		{"imoNumber", "IMO 9319466", true},
		{"leiCode", "5493001kjtiigc8y1r12", true},
		{"uscCode", "91222401MA0Y31E659", true},
		{"kppCode", "781101001", true},
		{"innCode", "", false},
		{"passportNumber", "", true},
	} {
		if warning, ok := CheckScheme(c.scheme, c.number); ok != c.ok {
			t.Errorf("%s %q: %q, %v", c.scheme, c.number, warning, ok)
		}
	}
	for _, scheme := range Schemes() {
		if _, ok := CheckScheme(scheme, "?"); ok {
			t.Errorf("%s has no check", scheme)
		}
	}
}
