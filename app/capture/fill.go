package capture

import (
	"path/filepath"
	"strings"
	"unicode"

	"redthread/app/capture/document"
	"redthread/store"
	"redthread/store/value"
)

// fill gives the fields of a source that nobody filled what the file says of
// itself. What the case would refuse is left out rather than refused: a file's
// own date may be nonsense, and that must not keep it out.
func fill(s *store.Source, p *Prepared) {
	d := p.doc
	keep(&s.Title, value.KindName, title(d, p.name))
	keep(&s.Author, value.KindText, d.Author)
	keep(&s.Publisher, value.KindText, d.Publisher)
	keep(&s.Published, value.KindDate, d.Published)
	keep(&s.Language, value.KindLanguage, d.Language)
	if s.Language == "" {
		keep(&s.Language, value.KindLanguage, Language(d))
	}
	keep(&s.URL, value.KindURL, p.item.URL)
	keep(&s.URL, value.KindURL, d.URL)
	if s.Kind == "" {
		s.Kind = kind(d, p.media)
	}
	if s.Title == "" {
		s.Title = "Untitled"
	}
}

func keep(field *string, k value.Kind, found string) {
	if found = line(found); *field != "" || found == "" {
		return
	}
	if v, err := value.Canonical(k, found); err == nil {
		*field = v
	}
}

// line makes one short line of what a file says.
func line(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if r := []rune(s); len(r) > 300 {
		s = strings.TrimSpace(string(r[:299])) + "…"
	}
	return s
}

// title takes what the file is called by itself, unless that is what programs
// write where nobody gave a title; then its name, made readable.
func title(d document.Document, name string) string {
	t := plainHeading(line(d.Title))
	for _, p := range []string{"Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - "} {
		t = strings.TrimPrefix(t, p)
	}
	lower := strings.ToLower(t)
	ext := filepath.Ext(lower)
	empty := len([]rune(t)) < 3 || lower == "untitled" || lower == "document" || lower == "document1" || lower == "слайд 1" || lower == "powerpoint presentation" ||
		ext != "" && len(ext) < 6 && !strings.Contains(t, " ") || !strings.ContainsFunc(t, unicode.IsLetter)
	if !empty {
		return t
	}
	if first := heading(d); first != "" && d.Format != "csv" && d.Format != "xlsx" && d.Format != "ods" && readable(name) == "" {
		return first
	}
	if r := readable(name); r != "" {
		return r
	}
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// heading is a short first passage, as the title page of a letter has.
func heading(d document.Document) string {
	for _, p := range d.Passages[:min(3, len(d.Passages))] {
		if t := plainHeading(line(p.Text)); len([]rune(t)) >= 8 && len([]rune(t)) <= 120 && !strings.ContainsAny(p.Text, "\t") {
			return t
		}
	}
	return ""
}

// plainHeading takes the marks of Markdown off a heading, which text files
// have whatever their ending.
func plainHeading(t string) string {
	t = strings.TrimSpace(strings.TrimLeft(t, "#"))
	for _, mark := range []string{"**", "__"} {
		if strings.Count(t, mark) == 2 || strings.HasPrefix(t, mark) {
			t = strings.ReplaceAll(t, mark, "")
		}
	}
	return strings.TrimSpace(t)
}

// readable makes words of a file's name; "" when it is only numbers and signs,
// as scanners and cameras give.
func readable(name string) string {
	t := strings.TrimSuffix(name, filepath.Ext(name))
	if !strings.Contains(t, " ") {
		t = strings.NewReplacer("_", " ", "+", " ").Replace(t)
	}
	letters := 0
	for _, r := range t {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 4 || letters*2 < len([]rune(t)) && letters < 8 {
		return ""
	}
	return line(t)
}

func kind(d document.Document, media string) string {
	for _, k := range store.SourceKinds() {
		if d.Kind == k {
			return k
		}
	}
	switch d.Format {
	case "csv", "xlsx", "ods":
		return "table"
	case "html", "mhtml":
		return "article"
	case "":
		if strings.HasPrefix(media, "text/html") {
			return "article"
		}
	}
	return "document"
}

// Language tells the language of a text by its letters and its commonest
// words, as a BCP 47 tag; "" when it cannot tell.
func Language(d document.Document) string {
	var text strings.Builder
	for _, p := range d.Passages {
		if text.WriteString(p.Text); text.Len() > 20_000 {
			break
		}
		text.WriteByte(' ')
	}
	var latin, cyrillic, hangul, kana, han, arabic, other int
	ukrainian, kazakh := 0, 0
	for _, r := range text.String() {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
			switch r {
			case 'і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є', 'Ґ':
				ukrainian++
			case 'ә', 'қ', 'ғ', 'ң', 'ұ', 'ө', 'һ':
				kazakh++
			}
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.IsLetter(r):
			other++
		}
	}
	all := latin + cyrillic + hangul + kana + han + arabic + other
	switch {
	case all < 20:
		return ""
	case hangul*3 > all: // mixed with Latin names as it often is
		return "ko"
	case kana*10 > all:
		return "ja"
	case han*2 > all:
		return "zh"
	case arabic*2 > all:
		return "ar"
	case cyrillic*2 > all:
		switch {
		case kazakh*50 > cyrillic:
			return "kk"
		case ukrainian*50 > cyrillic:
			return "uk"
		}
		return "ru"
	case latin*2 > all:
		return latinLanguage(text.String())
	}
	return ""
}

// commonest are words that hardly any other of these languages has so often.
var commonest = map[string][]string{
	"en": {"the", "of", "and", "to", "is", "that", "for", "with", "was"},
	"de": {"der", "die", "und", "das", "ist", "nicht", "mit", "von", "für"},
	"fr": {"le", "les", "et", "des", "est", "dans", "pour", "une", "que"},
	"es": {"el", "los", "y", "las", "es", "por", "una", "que", "del"},
	"it": {"il", "di", "che", "per", "della", "una", "con", "sono", "gli"},
	"nl": {"het", "een", "van", "en", "niet", "dat", "zijn", "voor", "met"},
	"pl": {"nie", "się", "na", "jest", "do", "oraz", "przez", "od", "w"},
	"pt": {"os", "não", "uma", "com", "dos", "em", "ao", "para", "que"},
	"tr": {"ve", "bir", "bu", "için", "ile", "olarak", "da", "olan", "çok"},
}

func latinLanguage(text string) string {
	counted := map[string]int{}
	words := 0
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		counted[strings.Trim(w, ".,;:()\"'")]++
		words++
	}
	best, most, second := "", 0, 0
	for lang, list := range commonest {
		n := 0
		for _, w := range list {
			n += counted[w]
		}
		switch {
		case n > most:
			best, most, second = lang, n, most
		case n > second:
			second = n
		}
	}
	if most*20 < words || most*4 < second*5 || words < 8 {
		return ""
	}
	return best
}
