package ties

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Details come from strangers' tables: whatever they hold, reading them must end
// and give forms that are text.
func FuzzDetails(f *testing.F) {
	for _, s := range []string{
		"190000, г. Санкт-Петербург, ул. Седова, д. 12, лит. А, оф. 5", "+7 (8 812) 555-12-34 доб. 12", "kim.sakhalin+ads@gmail.com", "д12к2", "16192 Coastal Highway, Lewes",
		"ООО «Зенко-39»", ",,,;\n", "№ 5 д. ", "st", "İİİ доб 5",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 1000 {
			return
		}
		l := known()
		a := l.words.read(s)
		full, tail := l.phone(s, "ru")
		exact, loose, host := mailbox(s)
		site, _ := l.domain(host)
		c := l.coreOf(s)
		for _, form := range append([]string{a.key(), a.town, full, tail, exact, loose, site}, c.words...) {
			if !utf8.ValidString(form) {
				t.Errorf("%q gives %q, which is no text", s, form)
			}
		}
		if full != "" && strings.Trim(full, "+0123456789") != "" {
			t.Errorf("%q is the number %q", s, full)
		}
		l.words.telling(s, "")
		l.crowdedAt(a.key(), a.town, s)
	})
}
