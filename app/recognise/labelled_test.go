package recognise

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"redthread/store"
	"redthread/testdata"
)

// labelled is a sentence and what should be seen in it.
type labelled struct {
	text string
	want []seen
}

// seen is what is compared of an item: everything a citation is filled with,
// and where it stands.
type seen struct {
	kind               Kind
	value, unit, hedge string
	start, stop        int
}

func (s seen) String() string {
	return fmt.Sprintf("%s | %s | %s | %s [%d:%d]", s.kind, s.value, s.unit, s.hedge, s.start, s.stop)
}

func readFile(t testing.TB, name string) string {
	t.Helper()
	b, err := testdata.Recognise.ReadFile("recognise/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func readNames(t testing.TB) []KnownName {
	t.Helper()
	var list []KnownName
	for line := range strings.Lines(readFile(t, "names.txt")) {
		if schema, name, ok := strings.Cut(strings.TrimSpace(line), " | "); ok && line[0] != '#' {
			list = append(list, KnownName{Entity: store.ID{byte(len(list) + 1)}, Schema: schema, Text: name})
		}
	}
	return list
}

func readLabelled(t testing.TB, name string) []labelled {
	t.Helper()
	var all []labelled
	for n, line := range strings.Split(readFile(t, name), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '=':
			l := &all[len(all)-1]
			fields := strings.Split(line[1:]+"|||", "|")
			for i := range fields {
				fields[i] = strings.TrimSpace(fields[i])
			}
			at := slices.IndexFunc(l.want, func(s seen) bool { return s.kind == "" })
			if at < 0 {
				t.Fatalf("%s:%d: more items than braces", name, n+1)
			}
			w := &l.want[at]
			w.kind, w.value, w.unit, w.hedge = Kind(fields[0]), fields[1], fields[2], fields[3]
		default:
			if len(all) > 0 {
				complete(t, name, n, all[len(all)-1])
			}
			all = append(all, braces(line))
		}
	}
	complete(t, name, 0, all[len(all)-1])
	return all
}

func complete(t testing.TB, name string, n int, l labelled) {
	t.Helper()
	for _, w := range l.want {
		if w.kind == "" {
			t.Fatalf("%s, before line %d: a pair of braces has no item: %s", name, n+1, l.text)
		}
	}
}

// braces takes the marks out of a sentence and keeps their places.
func braces(line string) labelled {
	var l labelled
	var text []rune
	for _, r := range line {
		switch r {
		case '{':
			l.want = append(l.want, seen{start: len(text)})
		case '}':
			l.want[len(l.want)-1].stop = len(text)
		default:
			text = append(text, r)
		}
	}
	l.text = string(text)
	return l
}

func look(text string, k *Known) []seen {
	var all []seen
	for _, it := range Scan(text, k) {
		s := seen{it.Kind, it.Value, it.Unit, it.Hedge, it.Start, it.Stop}
		if it.Kind == Name {
			s.value = it.Shown
		}
		all = append(all, s)
	}
	return all
}

// tally counts what was right.
type tally struct{ wanted, given, right int }

func (c tally) recall() float64    { return ratio(c.right, c.wanted) }
func (c tally) precision() float64 { return ratio(c.right, c.given) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

type row struct{ lang, kind string }

// measure reads a file and counts by language and kind; an item is right when
// kind, value, unit, hedge and both ends are.
func measure(t *testing.T, name string, k *Known, counts map[row]*tally) (sentences, wrong int) {
	t.Helper()
	count := func(lang string, kind Kind, what func(*tally)) {
		for _, r := range []row{{lang, string(kind)}, {lang, "all"}, {"all", string(kind)}, {"all", "all"}} {
			if counts[r] == nil {
				counts[r] = &tally{}
			}
			what(counts[r])
		}
	}
	for _, l := range readLabelled(t, name) {
		sentences++
		var c cutter
		lang := language(c.cut(l.text, 0, len(l.text)))
		got := look(l.text, k)
		bad := len(got) != len(l.want)
		for _, w := range l.want {
			count(lang, w.kind, func(c *tally) { c.wanted++ })
			if slices.Contains(got, w) {
				count(lang, w.kind, func(c *tally) { c.right++ })
			} else {
				bad = true
			}
		}
		for _, g := range got {
			count(lang, g.kind, func(c *tally) { c.given++ })
		}
		if bad {
			wrong++
			t.Logf("%s: %s\n\twant %v\n\tgot  %v", name, l.text, l.want, got)
		}
	}
	return sentences, wrong
}

func table(counts map[row]*tally) string {
	var b strings.Builder
	rows := make([]row, 0, len(counts))
	for r := range counts {
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.lang+" "+a.kind, b.lang+" "+b.kind) })
	fmt.Fprintf(&b, "%-5s%-12s%8s%8s%10s\n", "", "", "items", "recall", "precision")
	for _, r := range rows {
		c := counts[r]
		fmt.Fprintf(&b, "%-5s%-12s%8d%8.3f%10.3f\n", r.lang, r.kind, c.wanted, c.recall(), c.precision())
	}
	return b.String()
}

// leastMark is what recall and precision of each language may not fall below,
// leastKind that of a kind of which there are enough.
const (
	leastMark = 0.97
	leastKind = 0.94
	enough    = 10
)

func TestLabelledSentences(t *testing.T) {
	k := NewKnown(readNames(t))
	counts := map[row]*tally{}
	sentences := 0
	for _, name := range []string{"english.txt", "russian.txt", "korean.txt", "mixed.txt", "traps.txt"} {
		n, _ := measure(t, name, k, counts)
		sentences += n
	}
	t.Logf("%d sentences\n%s", sentences, table(counts))
	if sentences < 210 {
		t.Errorf("only %d sentences", sentences)
	}
	for r, c := range counts {
		mark := leastKind
		if r.kind == "all" {
			mark = leastMark
		} else if c.wanted < enough {
			continue
		}
		if c.recall() < mark || c.precision() < mark {
			t.Errorf("%s %s: recall %.3f, precision %.3f, want %.2f", r.lang, r.kind, c.recall(), c.precision(), mark)
		}
	}
}

// leastHeldOut is a mark below what was measured once, so that a rule that
// breaks what nobody looked at is noticed.
const leastHeldOut = 0.80

func TestHeldOutSentences(t *testing.T) {
	counts := map[row]*tally{}
	n, wrong := measure(t, "heldout.txt", NewKnown(readNames(t)), counts)
	t.Logf("%d sentences, %d not wholly right\n%s", n, wrong, table(counts))
	if n < 40 {
		t.Errorf("only %d sentences", n)
	}
	if c := counts[row{"all", "all"}]; c.recall() < leastHeldOut || c.precision() < leastHeldOut {
		t.Errorf("recall %.3f, precision %.3f, want %.2f", c.recall(), c.precision(), leastHeldOut)
	}
}
