package names

import (
	"slices"
	"strings"
	"unicode"
)

// idKinds are the properties that hold identifiers.
var idKinds = [...]string{
	"imoNumber", "mmsi", "callSign", "leiCode", "innCode", "ogrnCode", "okpoCode", "registrationNumber", "taxNumber", "vatCode", "passportNumber", "idNumber",
	"socialSecurityNumber", "swiftBic", "bikCode", "dunsCode", "uniqueEntityId", "npiCode", "isin", "isinCode", "publicKey", "iban", "accountNumber", "email", "phone",
	"kppCode", "serialNumber", "uscCode", "cikCode", "permId", "ricCode", "jibCode", "voenCode", "msin", "wikidataId",
}

// uniqueKinds are those of which a bearer has one only, for life: two different ones are two bearers.
var uniqueKinds = [...]string{"imoNumber", "leiCode", "innCode", "ogrnCode", "uscCode"}

// What an identifier in common is worth.
const (
	contactID = iota // an address or a phone, that several may share
	fairID           // a number whose register is not known
	strongID         // a number that one bearer alone has
)

func strengthOf(kind string) int {
	switch kind {
	case "email", "phone", "kppCode", "callSign", "iban", "accountNumber":
		return contactID
	case "registrationNumber", "idNumber", "taxNumber", "mmsi", "serialNumber":
		return fairID
	}
	return strongID
}

// sameSort tells whether numbers of two kinds may be one. Lists often file a tax number under registration and the other way.
func sameSort(a, b string) bool {
	return a == b || registerKind(a) && registerKind(b)
}

func registerKind(kind string) bool {
	switch kind {
	case "registrationNumber", "idNumber", "taxNumber", "vatCode", "innCode", "ogrnCode", "okpoCode", "leiCode", "uscCode", "dunsCode", "uniqueEntityId", "passportNumber", "socialSecurityNumber":
		return true
	}
	return false
}

var idTitles = map[string]string{
	"imoNumber": "the IMO number", "mmsi": "the MMSI", "leiCode": "the LEI", "innCode": "the INN", "ogrnCode": "the OGRN", "okpoCode": "the OKPO", "passportNumber": "the passport number",
	"swiftBic": "the BIC", "publicKey": "the wallet", "email": "the e-mail address", "phone": "the phone number", "taxNumber": "the tax number", "iban": "the IBAN", "vatCode": "the VAT number",
	"uscCode": "the credit code",
}

func idTitle(kind string) string {
	if t := idTitles[kind]; t != "" {
		return t
	}
	return "the number"
}

// leastID is how many letters or digits an identifier has at least; what is shorter is shared by chance.
const leastID = 5

// NormalID brings an identifier into the form in which it is compared: letters and digits alone, in capitals; an
// e-mail address in small letters. What is too short to tell anybody apart has the value "".
func NormalID(id ID) ID {
	if len(id.Value) > 200 {
		return ID{Kind: id.Kind}
	}
	if id.Kind == "email" {
		v := strings.ToLower(strings.TrimSpace(id.Value))
		if !strings.Contains(v, "@") {
			v = ""
		}
		return ID{id.Kind, v}
	}
	if id.Kind == "publicKey" { // capitals matter there
		return ID{id.Kind, strings.TrimSpace(id.Value)}
	}
	v := strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToUpper(r)
		}
		if l, ok := toRoman[unicode.ToLower(r)]; ok {
			return unicode.ToUpper(l)
		}
		return -1
	}, id.Value)
	switch id.Kind {
	case "imoNumber":
		v = strings.TrimPrefix(v, "IMO")
	case "phone":
		v = strings.TrimLeft(v, "0")
	}
	if len(v) < leastID || !strings.ContainsAny(v, "0123456789") && len(v) < 8 || strings.Trim(v, "0") == "" {
		v = ""
	}
	return ID{id.Kind, v}
}

func genderOf(s string) byte {
	switch strings.ToLower(s) {
	case "male", "m", "man":
		return 'm'
	case "female", "f", "woman":
		return 'f'
	}
	return 0
}

// countryKey brings a country into the form in which it is compared.
func countryKey(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "", "zz", "xx", "unknown", "eu":
		return ""
	case "suhh", "su", "russia", "russian federation":
		return "ru"
	case "uk", "united kingdom":
		return "gb"
	case "democratic people's republic of korea", "north korea", "korea, north":
		return "kp"
	case "republic of korea", "south korea", "korea, south":
		return "kr"
	case "china":
		return "cn"
	case "iran", "iran (islamic republic of)":
		return "ir"
	}
	return s
}

// addressWords are the words and numbers of an address, in small Latin letters, each once.
func addressWords(s string) []string {
	var out []string
	for _, p := range spell(s, Company, nil) {
		if k := keyOf(p); len(k) > 0 && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// addresses finds the two addresses that have most in common. One that is a mere city is no address.
func addresses(a, b *Party) (like float64, left, right string) {
	for _, x := range a.addresses {
		for _, y := range b.addresses {
			if len(x) < 3 || len(y) < 3 {
				continue
			}
			n, digits := 0, false
			for _, w := range x {
				if slices.Contains(y, w) {
					n++
					digits = digits || w[0] >= '0' && w[0] <= '9'
				}
			}
			if s := float64(n) / float64(min(len(x), len(y))); s > like && digits {
				like, left, right = s, strings.Join(x, " "), strings.Join(y, " ")
			}
		}
	}
	return
}
