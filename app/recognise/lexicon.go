package recognise

import (
	"strconv"
	"strings"
)

// class is what a word can be; a word may be several things.
type class uint64

const (
	numberWord  class = 1 << iota // n is the number
	scaleWord                     // n is the power of ten
	currency                      // code is the currency
	currencyISO                   // only in capitals
	monthName                     // n is the month
	doubtEnd                      // a phrase of doubt can end here
	sideEnd                       // a phrase of dates can end here
	noun                          // something that is counted
	nounPart                      // a noun that often stands before the counted one: "work", "labour"
	stop                          // ends the words after a number
	reference                     // the number after it is a label: "Article", "дом"
	labelAfter                    // the number before it is a label: "Street"
	timeUnit                      // hour, month; code is the period
	periodWord                    // "monthly"; code is the period
	payWord                       // wages, fees, turnover
	schemeWord                    // of an identifier; code is the scheme
	phoneWord                     // "tel"
	legalForm                     // LLC, ООО
	changeWord                    // rose, fell
	yearWord                      // года, г
	percentWord
	datePlace   // in, during
	demonym     // Koreans
	partWord    // third, quarter
	perPerson   // worker, head, after "per"
	koCounter   // 명
	koScale     // 만
	koDigit     // 이, 삼 in number words
	koNative    // 한, 두
	koAfter     // 이상, 여: doubt after the number
	koDate      // 년, 월, 일
	koPeriod    // 월, 매월: before a sum
	commonName  // a word that is also a name: "coral"
	oddNumber   // полтора, полмиллиона
	unitAllowed // may stand straight after digits: "km"
)

// meaning is what the lexicon knows of a word.
type meaning struct {
	class class
	n     int64
	code  string
}

func (t *token) is(c class) bool { return t.lex != nil && t.lex.class&c != 0 }

// set makes a set of the words of a text.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// lexicon is every word that means something here, in small letters.
var lexicon = makeLexicon()

func makeLexicon() map[string]*meaning {
	m := map[string]*meaning{}
	get := func(word string) *meaning {
		word = strings.ReplaceAll(strings.ToLower(word), "ё", "е")
		if m[word] == nil {
			m[word] = &meaning{}
		}
		return m[word]
	}
	for _, group := range plainWords {
		for _, w := range strings.Fields(group.words) {
			get(w).class |= group.class
		}
	}
	for _, group := range valuedWords {
		for line := range strings.SplitSeq(group.words, ";") {
			key, words, _ := strings.Cut(strings.TrimSpace(line), ":")
			for _, w := range strings.Fields(words) {
				e := get(w)
				e.class |= group.class
				if n, err := strconv.ParseInt(key, 10, 64); err == nil {
					e.n = n
				} else {
					e.code = key
				}
			}
		}
	}
	for phrase := range doubts {
		get(lastWord(phrase)).class |= doubtEnd
	}
	for phrase := range sides {
		get(lastWord(phrase)).class |= sideEnd
	}
	for _, code := range isoCodes() {
		e := get(code)
		e.class |= currencyISO
		if e.code == "" {
			e.code = code
		}
	}
	return m
}

func lastWord(phrase string) string { return phrase[strings.LastIndexByte(phrase, ' ')+1:] }

// signMeanings are the signs of currencies and of percent.
var signMeanings = map[rune]*meaning{
	'$': {class: currency, code: "USD"}, '€': {class: currency, code: "EUR"}, '£': {class: currency, code: "GBP"},
	'₽': {class: currency, code: "RUB"}, '₴': {class: currency, code: "UAH"}, '₸': {class: currency, code: "KZT"},
	'₹': {class: currency, code: "INR"}, '¥': {class: currency, code: "?yen"}, '￥': {class: currency, code: "?yen"},
	'₩': {class: currency, code: "?won"}, '￦': {class: currency, code: "?won"},
	'%': {class: percentWord}, '％': {class: percentWord}, '№': {class: reference},
}
