package capture

import (
	"strings"
	"testing"

	"redthread/app/capture/document"
	"redthread/store"
)

func TestTitle(t *testing.T) {
	said := func(texts ...string) (d document.Document) {
		for _, s := range texts {
			d.Passages = append(d.Passages, document.Passage{Text: s})
		}
		return d
	}
	for _, tt := range []struct {
		title string
		doc   document.Document
		name  string
		want  string
	}{
		{"Wages at the port", document.Document{}, "x.pdf", "Wages at the port"},
		{"Microsoft Word - Contract with Mokran", document.Document{}, "x.pdf", "Contract with Mokran"},
		{"Microsoft Word - report_final.doc", document.Document{}, "Contract 2018.pdf", "Contract 2018"},
		{"untitled", document.Document{}, "Письмо_министру.docx", "Письмо министру"},
		{"", said("12", "Letter to the governor"), "IMG_0012.jpg", "Letter to the governor"},
		{"", said("Letter to the governor"), "answer of the ministry.pdf", "answer of the ministry"},
		{"", document.Document{}, "20180802.pdf", "20180802"},
		{"a\nb\tc  d e f", document.Document{}, "x.pdf", "a b c d e f"},
		{"—— 123 ——", document.Document{}, "Real name.txt", "Real name"},
		{strings.Repeat("long ", 100), document.Document{}, "x", strings.TrimSpace(strings.Repeat("long ", 60)[:299]) + "…"},
	} {
		tt.doc.Title = tt.title
		if got := title(tt.doc, tt.name); got != tt.want {
			t.Errorf("%q in %s gives %q, want %q", tt.title, tt.name, got, tt.want)
		}
	}
}

func TestFillLeavesWhatAPersonWrote(t *testing.T) {
	p := &Prepared{name: "x.html", media: "text/html", item: Item{URL: "https://example.org/page"}, doc: document.Document{
		Format: "html", Title: "Found title", Author: "Found author", Publisher: "Found paper", Published: "2018-08-02", Language: "ru", URL: "https://example.org/other",
	}}
	var s store.Source
	fill(&s, p)
	want := store.Source{Title: "Found title", Author: "Found author", Publisher: "Found paper", Published: "2018-08-02", Language: "ru", URL: "https://example.org/page", Kind: "article"}
	if s != want {
		t.Errorf("filled %+v, want %+v", s, want)
	}
	mine := store.Source{Title: "Mine", Author: "Me", Publisher: "My press", Published: "2017", Language: "ko", URL: "https://example.com/", Kind: "law"}
	s = mine
	fill(&s, p)
	if s != mine {
		t.Errorf("a person's fields became %+v", s)
	}
}

func TestNonsenseInAFileIsLeftOut(t *testing.T) {
	p := &Prepared{name: "x.pdf", doc: document.Document{Format: "pdf", Published: "0000-99-99", Language: "!!", URL: "javascript:alert(1)", Title: "\x00\u202e", Author: strings.Repeat("a", 5000)}}
	var s store.Source
	fill(&s, p)
	if s.Published != "" || s.Language != "" || strings.HasPrefix(s.URL, "javascript") || s.Title == "" || len(s.Author) > 1000 || s.Kind != "document" {
		t.Errorf("filled %+v", s)
	}
	c := newCase(t)
	if _, err := c.Update(t.Context(), "Add", func(tx *store.Tx) error { _, err := tx.AddSource(s); return err }); err != nil {
		t.Errorf("the case refuses what was filled: %v", err)
	}
}

func TestLanguage(t *testing.T) {
	for want, text := range map[string]string{
		"ru": "Рабочие прибыли в порт в начале года, сообщает газета.",
		"uk": "Робітники прибули до порту на початку року, повідомляє її газета.",
		"kk": "Жұмысшылар жыл басында портқа келді деп хабарлайды газеті.",
		"ko": "노동자들이 올해 초 항구에 도착했다고 Zenco 신문이 전했다 그리고 돈을 보냈다.",
		"ja": "労働者たちは今年の初めに港に着いたと新聞は伝えている。",
		"zh": "据报纸报道，工人们今年年初抵达港口，他们在那里工作了三年。",
		"en": "The workers came to the port at the start of the year, and the paper says that this was known to all.",
		"de": "Die Arbeiter kamen am Anfang des Jahres in den Hafen und das ist nicht mit der Zeitung von gestern zu sagen.",
		"fr": "Les ouvriers sont arrivés dans le port et une partie des salaires est pour les autres que le journal cite.",
		"":   "12 345 — 67",
	} {
		if got := Language(document.Document{Passages: []document.Passage{{Text: text}}}); got != want {
			t.Errorf("%q is taken for %q, want %q", text, got, want)
		}
	}
}

func TestMeta(t *testing.T) {
	m := metaOf(document.Document{Title: "T", Published: "2018", Meta: []document.Field{
		{Name: "Producer", Value: "A"}, {Name: "Producer", Value: "B"}, {Name: "Producer", Value: "A"}, {Name: "", Value: "x"}, {Name: "Empty", Value: " "}, {Name: "Long", Value: strings.Repeat("я", 9000)},
	}})
	if m["Producer"] != "A; B" || m["Title"] != "T" || m["Published"] != "2018" || len([]rune(m["Long"])) != 2001 || len(m) != 4 {
		t.Errorf("%.200v", m)
	}
}
