package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatThePageMarksIsObeyed looks at short pages, in which no search for an
// article helps; text and rest together are all the words of the page.
func TestWhatThePageMarksIsObeyed(t *testing.T) {
	const nav, foot = "<nav><a href=/>Home</a> <a href=/a>About</a> Contact Subscribe</nav>", "<footer><p>Firm Ltd, INN 6501234567</p></footer>"
	links, firm := "Home About Contact Subscribe", "Firm Ltd, INN 6501234567"
	for _, c := range []struct {
		name, in   string
		text, rest []string
	}{
		{"an article", nav + "<article><h1>Forty</h1><p>One came.</p><p>Two left.</p></article>" + foot, []string{"Forty", "One came.", "Two left."}, []string{links, firm}},
		{"an article of its own head and foot", nav + "<article><header><h1>Forty</h1></header><p>One.</p><aside>Aside.</aside><footer>By Kim</footer></article>", []string{"Forty", "One.", "Aside.", "By Kim"}, []string{links}},
		{"a menu in an article", "<article><nav>Parts</nav><p>One came.</p></article>", []string{"One came."}, []string{"Parts"}},
		{"a main part of a table", nav + "<main><table><tr><td>a<td>b</table></main>" + foot, []string{"a\tb"}, []string{links, firm}},
		{"several articles", "<div>Outside</div><article><p>One.</article><article><p>Two.</article>", []string{"One.", "Two."}, []string{"Outside"}},
		{"an article in an aside", "<p>Prose here.</p><aside><article><p>Read also</p></article></aside>", []string{"Prose here."}, []string{"Read also"}},
		{"an empty main part", nav + "<main><script>x</script></main><p>Prose here.</p>", []string{"Prose here."}, []string{links}},
		{"prose alone", "<header>Head</header>Loose words<aside>Beside</aside>and more" + foot, []string{"Loose words", "and more"}, []string{"Head", "Beside", firm}},
		{"roles", "<div role=banner>Head</div><div role=Navigation>Menu</div><p>Prose here.</p><div role=contentinfo>Foot</div>", []string{"Prose here."}, []string{"Head", "Menu", "Foot"}},
		{"a table alone", nav + "<h1>Register</h1><table><tr><td>a<td>b</table>" + foot, []string{links, "Register", "a\tb", firm}, nil},
		{"a list alone", nav + "<ul><li>a<li><p>b</p></ul>" + foot, []string{links, "a", "b", firm}, nil},
		{"a menu alone", nav + foot, []string{links, firm}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, c.in)
			text, rest := texts(d), []string(nil)
			if len(d.Sections) > 0 {
				if len(d.Sections) != 1 || !d.Sections[0].Rest {
					t.Fatalf("sections %+v", d.Sections)
				}
				text, rest = text[:d.Sections[0].First], text[d.Sections[0].First:]
			}
			if diff := cmp.Diff([][]string{c.text, c.rest}, [][]string{text, rest}); diff != "" {
				t.Errorf("text and rest, want-/got+:\n%s", diff)
			}
		})
	}
}

// TestMenusGoToTheEndAtAnyLength makes the same page ever longer: every
// sentence comes before the menu, and none is lost.
func TestMenusGoToTheEndAtAnyLength(t *testing.T) {
	for _, n := range []int{1, 2, 3, 8, 60} {
		for _, around := range []string{"article", "main", "div"} {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "<p>Number %d. %s</p>", i, sentence)
			}
			d := mustRead(t, page("", "<"+around+">"+b.String()+"</"+around+">"))
			if len(d.Sections) != 1 || d.Sections[0].First != n {
				t.Errorf("%d in %s: sections %+v of %d passages", n, around, d.Sections, len(d.Passages))
				continue
			}
			if got := strings.Join(texts(d)[n:], "|"); got != "Home|All the news|OOO Ryba, INN 6501234567, Harbour Street 3" {
				t.Errorf("%d in %s: the rest is %q", n, around, got)
			}
		}
	}
}
