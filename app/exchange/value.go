package exchange

import (
	"regexp"
	"strings"

	"golang.org/x/text/language"

	"redthread/store/value"
)

// ftmDate is what FollowTheMoney takes for a date: the beginning of an ISO
// 8601 time, as exact as it is known.
var ftmDate = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?)?)?$`)

// plainValue writes one of our values as FollowTheMoney has it; ok is false
// where that would lose its doubt. currency is set for money.
func plainValue(kind value.Kind, canonical string) (text, currency string, ok bool) {
	switch kind {
	case value.KindDate:
		return canonical, "", ftmDate.MatchString(canonical)
	case value.KindQuantity:
		q, err := value.ParseQuantity(canonical)
		if err != nil {
			return "", "", false
		}
		_, exact := q.Exact()
		return canonical, "", exact && !strings.ContainsAny(canonical, "/~")
	case value.KindMoney:
		amount, code, found := strings.Cut(canonical, " ")
		if !found || len(code) != 3 { // a sum for each month is another thing than a sum
			return "", "", false
		}
		text, _, ok = plainValue(value.KindQuantity, amount)
		return text, code, ok
	case value.KindShare:
		number, percent := strings.CutSuffix(canonical, "%")
		_, _, ok = plainValue(value.KindQuantity, number)
		return canonical, "", ok && percent
	}
	if kind == value.KindLanguage {
		return threeLetters(canonical), "", true
	}
	return canonical, "", true
}

// isMeasure tells whether a value of that kind says how much or when, so that
// a hedge changes what it says.
func isMeasure(kind value.Kind) bool {
	switch kind {
	case value.KindDate, value.KindQuantity, value.KindMoney, value.KindShare:
		return true
	}
	return false
}

// linguistic tells whether FollowTheMoney keeps the language of a value of
// that kind.
func linguistic(kind value.Kind) bool {
	switch kind {
	case value.KindText, value.KindName, value.KindPlace:
		return true
	}
	return false
}

// threeLetters is a language as FollowTheMoney writes it: "ru" as "rus".
func threeLetters(tag string) string {
	if b, err := language.ParseBase(tag); err == nil && len(tag) == 2 {
		return b.ISO3()
	}
	return tag
}

// twoLetters is the way back.
func twoLetters(code string) string {
	if b, err := language.ParseBase(code); err == nil && len(code) == 3 && b.ISO3() == code {
		return b.String()
	}
	return code
}
