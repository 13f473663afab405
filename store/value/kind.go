package value

// Kind names one kind of value. The names are those used in the ontology files.
type Kind string

// The kinds of value a property can have.
const (
	KindText       Kind = "text"       // running text, line breaks kept
	KindName       Kind = "name"       // the name of a person, firm, ship …
	KindDate       Kind = "date"       // one instant with doubt, see [Date]
	KindQuantity   Kind = "quantity"   // a count or measure, see [Quantity]
	KindMoney      Kind = "money"      // an amount with its currency, see [Money]
	KindShare      Kind = "share"      // a part of a whole, see [Share]
	KindIdentifier Kind = "identifier" // a registry number, see [Identifier]
	KindCountry    Kind = "country"    // ISO 3166 code in small letters, see [ParseCountry]
	KindPlace      Kind = "place"      // an address or the name of a place, in one line
	KindURL        Kind = "url"        // http, https or ftp address, or a bare host
	KindEmail      Kind = "email"      // an e-mail address as typed
	KindPhone      Kind = "phone"      // a telephone number as typed
	KindLanguage   Kind = "language"   // BCP 47 tag
	KindTopic      Kind = "topic"      // dotted words in the manner of FollowTheMoney: forced.labor
	KindChoice     Kind = "choice"     // one word from a list that the ontology holds
	KindEntity     Kind = "entity"     // the id of another entity: 32 hex digits
)

// rule is what Canonical and the error text need to know of a kind.
type rule struct {
	noun    string // with its article, for "… is not a date"
	example string // for "write …"
	parse   func(string) (string, error)
}

// ruleOf is a switch and not a map because it is asked once for each of some hundred thousand
// statements of an import.
func ruleOf(k Kind) (rule, bool) {
	switch k {
	case KindText:
		return rule{"a text", "what the source says, in plain characters", canonicalText}, true
	case KindName:
		return rule{"a name", "Mokran LLC", canonicalName}, true
	case KindDate:
		return rule{"a date", "2018, 2018-07, 2018-08-02, [..2015] or 2018~", canonicalDate}, true
	case KindQuantity:
		return rule{"a quantity", "16000, 16000..20000, >=700 or ~24000", canonicalQuantity}, true
	case KindMoney:
		return rule{"an amount of money", "16000..20000 RUB/month or ~100000 USD", canonicalMoney}, true
	case KindShare:
		return rule{"a share", "25%, 1/3, >=50%, 10%..25% or unknown", canonicalShare}, true
	case KindIdentifier:
		return rule{"an identifier", "INN 7811489970 or the number alone", canonicalIdentifier}, true
	case KindCountry:
		return rule{"a country", "a name or code such as Russia, ru or RUS", ParseCountry}, true
	case KindPlace:
		return rule{"a place", "Yuzhno-Sakhalinsk, Russia", canonicalPlace}, true
	case KindURL:
		return rule{"a web address", "https://example.org/page", canonicalURL}, true
	case KindEmail:
		return rule{"an e-mail address", "name@example.org", canonicalEmail}, true
	case KindPhone:
		return rule{"a telephone number", "+7 4242 55-12-34", canonicalPhone}, true
	case KindLanguage:
		return rule{"a language", "en, ru, ko or zh-Hant", canonicalLanguage}, true
	case KindTopic:
		return rule{"a topic", "forced.labor", canonicalTopic}, true
	case KindChoice:
		return rule{"a choice", "one word of the list, such as declared", canonicalChoice}, true
	case KindEntity:
		return rule{"an entity", "its id of 32 hex digits", canonicalEntity}, true
	}
	return rule{}, false
}

// Kinds lists every kind in a fixed order.
func Kinds() []Kind {
	return []Kind{
		KindText, KindName, KindDate, KindQuantity, KindMoney, KindShare, KindIdentifier, KindCountry,
		KindPlace, KindURL, KindEmail, KindPhone, KindLanguage, KindTopic, KindChoice, KindEntity,
	}
}

// Known tells whether k is one of the kinds above.
func (k Kind) Known() bool {
	_, ok := ruleOf(k)
	return ok
}

// Example is a right input for k, for the hint of an empty field.
func (k Kind) Example() string {
	r, _ := ruleOf(k)
	return r.example
}

// Canonical parses text as a value of kind k and prints its one canonical form. The form is what the case
// file stores and what a statement's id is computed from. The error is always an [*Error].
func Canonical(k Kind, text string) (string, error) {
	r, ok := ruleOf(k)
	if !ok {
		return "", &Error{Kind: k, Input: text, Why: "no such kind of value exists"}
	}
	return r.parse(text)
}

// Show words a canonical text for people: "16,000–20,000 RUB a month". A text that is not a value of
// kind k comes back unchanged, so that nothing stored is ever hidden by a failing parser.
func Show(k Kind, canonical string) string {
	switch k {
	case KindDate:
		if d, err := ParseDate(canonical); err == nil {
			return d.Show()
		}
	case KindQuantity:
		if q, err := ParseQuantity(canonical); err == nil {
			return q.Show()
		}
	case KindMoney:
		if m, err := ParseMoney(canonical); err == nil {
			return m.Show()
		}
	case KindShare:
		if s, err := ParseShare(canonical); err == nil {
			return s.Show()
		}
	case KindCountry:
		return countryName(canonical)
	case KindLanguage:
		return languageName(canonical)
	case KindTopic, KindChoice:
		return wordsOf(canonical)
	}
	return canonical
}

// Normal reduces a canonical text to the form in which two spellings of the same thing meet: digits
// and a leading + for a telephone number, small letters for an e-mail address, capital letters and digits for
// an identifier (its scheme left out), host and path for a web address. Other kinds come back unchanged. It serves
// look-up and comparison and is never stored as the value.
func Normal(k Kind, canonical string) string {
	switch k {
	case KindPhone:
		return normalPhone(canonical)
	case KindEmail:
		return normalEmail(canonical)
	case KindURL:
		return normalURL(canonical)
	case KindIdentifier:
		return normalIdentifier(canonical)
	}
	return canonical
}
