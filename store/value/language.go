package value

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// maxLanguage is the length of a language tag in runes, well over any in use.
const maxLanguage = 40

// canonicalLanguage takes a BCP 47 tag, an ISO 639 code of two or three letters, or the name of a language in English,
// Russian or itself, and prints the shortest tag.
func canonicalLanguage(text string) (string, error) {
	line, why := oneLine(text, maxLanguage)
	if why != "" {
		return "", refuse(KindLanguage, text, why)
	}
	if code, ok := languages()[Fold(line)]; ok {
		return code, nil
	}
	tag, err := language.Parse(line)
	if err != nil || tag == language.Und {
		return "", refuse(KindLanguage, text, plainlyNot)
	}
	return tag.String(), nil
}

func languageName(canonical string) string {
	tag, err := language.Parse(canonical)
	if err != nil {
		return canonical
	}
	if name := display.English.Tags().Name(tag); name != "" {
		return name
	}
	return canonical
}

// languages maps the folded names of the languages with a two-letter code to that code.
var languages = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	english, russian := display.English.Languages(), display.Russian.Languages()
	for first := 'a'; first <= 'z'; first++ {
		for second := 'a'; second <= 'z'; second++ {
			code := string([]rune{first, second})
			tag, err := language.Parse(code)
			if err != nil || tag.String() != code {
				continue
			}
			for _, name := range []string{english.Name(tag), russian.Name(tag), display.Self.Name(tag)} {
				if key := Fold(name); len(key) > 3 && !strings.Contains(key, " ") {
					index[key] = code
				}
			}
		}
	}
	return index
})
