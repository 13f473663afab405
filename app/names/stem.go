package names

import (
	"slices"
	"strings"
	"unicode/utf8"

	snowballen "github.com/kljensen/snowball/english"
	snowballru "github.com/kljensen/snowball/russian"

	"redthread/store/value"
)

// A Form is one way in which a word may stand in a text, folded as value.Fold does.
type Form struct {
	Text   string
	Prefix bool // a word that begins so
}

// Forms are the other ways in which a word may stand in a text because it is inflected: a stem to which any ending may
// be put, or, where the stem is short enough to begin many other words, each form by itself. The word itself is not among
// them. Lang is a BCP 47 code or ""; without it the script tells: Cyrillic is read as Russian, Latin as
// English, Hangul as Korean. For any other language there are none.
func Forms(word, lang string) []Form {
	folded := value.Fold(dropApostrophes(word))
	if folded == "" || strings.ContainsAny(folded, " 0123456789") {
		return nil
	}
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	first, _ := utf8.DecodeRuneInString(folded)
	script := ScriptOf(first)
	if lang == "" {
		lang = map[Script]string{Cyrillic: "ru", Roman: "en", Hangul: "ko"}[script]
	}
	switch {
	case lang == "ru" && script == Cyrillic:
		return russianForms(folded)
	case lang == "en" && script == Roman:
		return englishForms(folded)
	case lang == "ko" && script == Hangul:
		if bare := withoutParticle(folded, 2); bare != folded {
			return []Form{{Text: bare, Prefix: true}}
		}
	}
	return nil
}

// Stem gives the prefixes under which the inflected forms of a word are found; see Forms, which also has the forms of
// short words.
func Stem(word, lang string) []string {
	var prefixes []string
	for _, f := range Forms(word, lang) {
		if f.Prefix {
			prefixes = append(prefixes, f.Text)
		}
	}
	return prefixes
}

// longStem is from how many letters a Russian stem is taken as a prefix: shorter ones begin too many other words (суд:
// судно, судак), and their forms are listed.
const longStem = 5

// The endings that a short Russian noun, adjective or name takes.
var russianEndings = strings.Fields("а я о е у ю ы и й ь ом ем ой ей ою ею ам ям ами ями ах ях ов ев ию ия ий ии " +
	"ый ая ое ее ые ие ого его ому ему ым им ых их ую юю ыми ими")

func russianForms(word string) []Form {
	stem := snowballru.Stem(word, false)
	n := utf8.RuneCountInString(stem)
	if n < 3 {
		return nil
	}
	var forms []Form
	for _, s := range append([]string{stem}, fleeting(stem)...) {
		if utf8.RuneCountInString(s) >= longStem {
			forms = append(forms, Form{s, true})
			continue
		}
		if s != word {
			forms = append(forms, Form{s, false})
		}
		for _, e := range russianEndings {
			if s+e != word {
				forms = append(forms, Form{s + e, false})
			}
		}
	}
	return forms
}

// fleeting gives the stem with its vowel dropped or put in, where a Russian stem may: рынок and рынк-, иностранец
// and иностранц-.
func fleeting(stem string) []string {
	r := []rune(stem)
	n := len(r)
	if n < 4 || r[n-1] != 'к' && r[n-1] != 'ц' {
		return nil
	}
	hard := func(r rune) bool { return !strings.ContainsRune("аеиоуыэюяйь", r) }
	switch before := r[n-2]; {
	case (before == 'о' || before == 'е') && hard(r[n-3]) && n > 4:
		return []string{string(r[:n-2]) + string(r[n-1])}
	case hard(before) && r[n-1] == 'ц':
		return []string{string(r[:n-1]) + "ец"}
	case hard(before):
		return []string{string(r[:n-1]) + "ок"}
	}
	return nil
}

// englishForms lists the forms of a regular English word. A stem is never a prefix: work begins workshop.
func englishForms(word string) []Form {
	if len(word) < 3 || !ascii(word) {
		return nil
	}
	base := word
	for _, e := range []struct{ ending, instead string }{
		{"ies", "y"},
		{"ied", "y"},
		{"sses", "ss"},
		{"ches", "ch"},
		{"shes", "sh"},
		{"xes", "x"},
		{"zzes", "zz"},
		{"ing", ""},
		{"ed", ""},
		{"s", ""},
	} {
		cut, ok := strings.CutSuffix(word, e.ending)
		if !ok || e.ending == "s" && (strings.HasSuffix(cut, "s") || strings.HasSuffix(cut, "u") || strings.HasSuffix(cut, "i")) {
			continue
		}
		if len(cut)+len(e.instead) >= 3 && strings.ContainsAny(cut, "aeiouy") {
			base = cut + e.instead
			break
		}
	}
	bases := []string{base}
	if base != word && !strings.HasSuffix(word, "s") { // hired: hire; planned: plan
		bases = append(bases, base+"e")
		if n := len(base); n > 3 && base[n-1] == base[n-2] && base[n-1] != 'l' && base[n-1] != 's' {
			bases = append(bases, base[:n-1])
		}
	}
	var all []string
	for _, b := range bases {
		cut, y := strings.CutSuffix(b, "y")
		y = y && len(cut) > 1 && !vowel(cut[len(cut)-1])
		short, e := strings.CutSuffix(b, "e")
		switch {
		case y:
			all = append(all, b, cut+"ies", cut+"ied", b+"ing")
		case e:
			all = append(all, b, b+"s", b+"d", short+"ing")
		default:
			all = append(all, b, b+"s", b+"es", b+"ed", b+"ing")
		}
	}
	var forms []Form
	stem := snowballen.Stem(word, false)
	for _, f := range all {
		if f != word && !slices.Contains(forms, Form{f, false}) && snowballen.Stem(f, false) == stem {
			forms = append(forms, Form{f, false})
		}
	}
	return forms
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// particles are what Korean puts behind a noun, the longer before the shorter.
var particles = strings.Fields("이라고는 에서부터 으로부터 에게서는 " +
	"이라고 에서는 에서도 에게서 에게는 에게도 께서는 으로는 으로도 으로서 으로써 까지는 부터는 한테서 이라는 들에게 들에서 " +
	"에서 에게 한테 께서 으로 까지 부터 라고 이나 이란 라는 에는 에도 로서 로써 처럼 보다 마다 조차 밖에 들은 들이 들을 들의 들도 " +
	"은 는 이 가 을 를 의 에 로 와 과 도 만 나 들 께 랑")

// withoutParticle takes one particle off a Korean word if at least so many syllables stay.
func withoutParticle(word string, stay int) string {
	if !syllablesOnly(word) {
		return word
	}
	n := utf8.RuneCountInString(word)
	for _, p := range particles {
		if n-utf8.RuneCountInString(p) < stay {
			continue
		}
		if bare, ok := strings.CutSuffix(word, p); ok {
			return bare
		}
	}
	return word
}

// withoutLetter takes a particle of one syllable off a Korean word of at least four.
func withoutLetter(word string) string {
	last, width := utf8.DecodeLastRuneInString(word)
	if len(word) < 4*width {
		return word
	}
	switch last {
	case '은', '는', '이', '가', '을', '를', '의', '에', '로', '와', '과', '도':
		return word[:len(word)-width]
	}
	return word
}
