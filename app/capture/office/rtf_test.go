package office

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redthread/app/capture/document"
)

func TestRTF(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       []string
	}{
		{"paragraphs", `{\rtf1\ansi one\par two{\b  three}\par}`, []string{"one", "two three"}},
		{"the code page of the file", `{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2}`, []string{"Привет"}},
		{"the code page of a font", `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset129 C;}{\f3\fcharset128 D;}}\f1\'cf\'f0\f0 \'e9 {\f2\'b1\'e8} \f3\'83A}`, []string{"Прé 김 ア"}},
		{"Unicode with a fallback", `{\rtf1\uc1 \u54620?\u44397\'b1 \uc2\u1046 xxa\uc0\u233 b}`, []string{"한국 Жaéb"}},
		{"surrogates", `{\rtf1 \u-10179?\u-8704?}`, []string{"😀"}},
		{"the Unicode form of two", `{\rtf1 a{\upr{old}{\*\ud{new}}}b}`, []string{"anewb"}},
		{"signs", `{\rtf1 a\emdash b\~c\_d\-e\{\}\\\line f\tab g}`, []string{"a—b c-de{}\\\nf\tg"}},
		{"a table", `{\rtf1\trowd\intbl a\cell b\par c\cell\row\intbl d\cell e\cell\row\pard after\par}`, []string{"a\tb c", "d\te", "after"}},
		{"a table in a table", `{\rtf1\intbl\itap2 in\nestcell ner\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}\intbl\itap1 x\cell y\cell\row\pard z}`, []string{"in ner x\ty", "z"}},
		{"what is passed over", `{\rtf1{\*\unknown gone}{\stylesheet{Normal;}}{\pict\wmetafile8 0102}{\object{\*\objdata 01}{\result shown}}{\*\docvar {a}{b}}{\colortbl;\red0;}}`, []string{"shown"}},
		{"binary", "{\\rtf1 a{\\pict\\bin4 }{\\}}b}", []string{"ab"}},
		{"fields", `{\rtf1{\field{\*\fldinst{HYPERLINK "http://example.org/a"}}{\fldrslt{link}}} {\field{\*\fldinst MACROBUTTON X Press here}}}`, []string{"link Press here"}},
		{"notes, headers and comments", `{\rtf1 text\chftn{\footnote\pard \chftn  the note}{\*\atnid A}{\*\atnauthor Ann}{\*\annotation why}{\header head\par} on\par}`, []string{"text[1] on", "[1] the note", "Ann: why", "head"}},
		{"a text box", `{\rtf1 before{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt box\par}}{\shprslt{fallback}}} after\par}`, []string{"before after", "box"}},
		{"numbers of lists", `{\rtf1{\listtext\pard 1.\tab}one\par{\pntext 2.\tab}{\*\pn\pnlvlbody{\pntxta .}}two}`, []string{"1. one", "2. two"}},
		{"changes", `{\rtf1 kept{\deleted  gone}{\revised  new}}`, []string{"kept new"}},
		{"a file that breaks off", `{\rtf1 whole\par ha`, []string{"whole", "ha"}},
		{"line ends of a Mac", "{\\rtf1 one\\\ntwo}", []string{"one", "two"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := mustRead(t, ReadRTF, []byte(c.file))
			if diff := cmp.Diff(c.want, texts(doc)); diff != "" {
				t.Error(diff)
			}
		})
	}
	doc := mustRead(t, ReadRTF, []byte(`{\rtf1\ansicpg1251{\info{\title \'cf\'eb\'e0\'ed}{\author Ann}{\operator Bob}{\revtim\yr2018\mo8\dy2\hr9}{\*\company Firm}{\nofpages3}}{\*\userprops{\propname Case}\proptype30{\staticval 17}}{\field{\*\fldinst HYPERLINK "mailto:a@example.org"}{\fldrslt x}}}`))
	if doc.Title != "План" || doc.Author != "Ann" || doc.Modified != "2018-08-02" || doc.Charset != "windows-1251" || doc.Pages != 3 {
		t.Errorf("read %+v", doc)
	}
	for name, want := range map[string]string{"Last modified by": "Bob", "Company": "Firm", "Case": "17", "Link": "mailto:a@example.org"} {
		if got := meta(doc, name); got != want {
			t.Errorf("%s = %q, not %q", name, got, want)
		}
	}
	if _, err := ReadRTF(context.Background(), input([]byte("no rich text"))); !errors.Is(err, document.ErrUnknown) {
		t.Errorf("of another kind: %v", err)
	}
}
