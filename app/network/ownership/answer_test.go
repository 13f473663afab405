package ownership

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redthread/app/sample"
	"redthread/store"
)

type build struct {
	t *testing.T
	c *store.Case
}

func newCase(t *testing.T) *build {
	t.Helper()
	c, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "test.rtcase"), store.Options{
		Now:    func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) },
		Rand:   rand.NewChaCha8([32]byte([]byte("a seed of exactly thirty-two by."))),
		Author: "Tester",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &build{t, c}
}

func (b *build) do(f func(tx *store.Tx) error) {
	b.t.Helper()
	if _, err := b.c.Update(context.Background(), "test", f); err != nil {
		b.t.Fatal(err)
	}
}

// add makes an entity of pairs of property and value; a value may be a store.ID.
func (b *build) add(schema string, facts ...any) store.ID {
	b.t.Helper()
	var id store.ID
	b.do(func(tx *store.Tx) (err error) {
		if id, err = tx.AddEntity(schema); err != nil {
			return err
		}
		for i := 0; i < len(facts); i += 2 {
			st := store.Statement{Entity: id, Property: facts[i].(string)}
			switch v := facts[i+1].(type) {
			case string:
				st.Value = v
			case store.ID:
				st.Target = v
			}
			if _, err := tx.Assert(st, store.Noting{}); err != nil {
				return err
			}
		}
		return nil
	})
	return id
}

func (b *build) firm(name string) store.ID { return b.add("Company", "name", name) }

func (b *build) person(name string) store.ID { return b.add("Person", "name", name) }

func (b *build) listed(name string) store.ID {
	id := b.person(name)
	b.do(func(tx *store.Tx) error { return tx.SetClass(id, store.ClassListed) })
	return id
}

func (b *build) owns(owner, asset store.ID, share string, more ...any) store.ID {
	facts := []any{"owner", owner, "asset", asset}
	if share != "" {
		facts = append(facts, "percentage", share)
	}
	return b.add("Ownership", append(facts, more...)...)
}

// rest gives what is left of a firm to a person nobody lists.
func (b *build) rest(asset store.ID, share string) {
	b.owns(b.person("Somebody else"), asset, share)
}

func (b *build) ask(rule string, of store.ID, on string) *Answer {
	b.t.Helper()
	p, err := Examine(context.Background(), b.c, of, on)
	if err != nil {
		b.t.Fatal(err)
	}
	r, ok := RuleOf(rule)
	if !ok {
		b.t.Fatalf("no rule %q", rule)
	}
	return p.Apply(r)
}

func (b *build) want(rule string, of store.ID, v Verdict, words ...string) {
	b.t.Helper()
	a := b.ask(rule, of, "")
	if a.Verdict != v {
		b.t.Errorf("%s: %q (%s), want %q", rule, a.Verdict, a.Because, v)
	}
	all := a.Because + "|" + a.Otherwise + "|" + strings.Join(a.Notes, "|")
	for _, w := range words {
		if !strings.Contains(all, w) {
			b.t.Errorf("%s says %q, want %q in it", rule, all, w)
		}
	}
}

// The examples that OFAC publishes in FAQ 401, in our own words, with whoever
// holds the rest of each firm.
func TestOFACsOwnExamples(t *testing.T) {
	type share struct{ owner, asset, of string }
	for _, tt := range []struct {
		name   string
		shares []share
		of     string
		want   Verdict
	}{
		{"1: a chain of halves", []share{{"X", "A", "50%"}, {"A", "B", "50%"}}, "B", VerdictCertain},
		{"2: a half of each of two, which hold a quarter each", []share{{"X", "A", "50%"}, {"X", "B", "50%"}, {"A", "C", "25%"}, {"B", "C", "25%"}}, "C", VerdictCertain},
		{"3: in part directly", []share{{"X", "A", "50%"}, {"X", "B", "10%"}, {"A", "B", "40%"}}, "B", VerdictCertain},
		{"4: a quarter of the second brings in nothing", []share{{"X", "A", "50%"}, {"X", "B", "25%"}, {"A", "C", "25%"}, {"B", "C", "25%"}}, "C", VerdictNo},
		{"5: quarters of both", []share{{"X", "A", "25%"}, {"X", "B", "25%"}, {"A", "C", "50%"}, {"B", "C", "50%"}}, "C", VerdictNo},
		{
			"6: two blocked persons, added up on the way",
			[]share{{"X", "A", "50%"}, {"X", "B", "10%"}, {"A", "B", "40%"}, {"Y", "C", "50%"}, {"B", "D", "25%"}, {"C", "D", "25%"}},
			"D", VerdictCertain,
		},
		{"two blocked persons with a quarter each (FAQ 399)", []share{{"X", "A", "25%"}, {"Y", "A", "25%"}}, "A", VerdictCertain},
		{"a chain that thins out below a half", []share{{"X", "A", "50%"}, {"A", "B", "49%"}}, "B", VerdictNo},
		{"a hair below", []share{{"X", "A", "49.999999%"}}, "A", VerdictNo},
		{"thirds are exact", []share{{"X", "A", "1/3"}, {"Y", "A", "1/6"}}, "A", VerdictCertain},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newCase(t)
			id := map[string]store.ID{"X": b.listed("Blocked person X"), "Y": b.listed("Blocked person Y")}
			held := map[string]frac{}
			for _, s := range tt.shares {
				for _, n := range []string{s.owner, s.asset} {
					if id[n].IsZero() {
						id[n] = b.firm("Entity " + n)
						held[n] = none
					}
				}
				b.owns(id[s.owner], id[s.asset], s.of)
				p := holdingOf(t, s.of)
				held[s.asset] = held[s.asset].add(p)
			}
			a := b.ask("ofac", id[tt.of], "")
			if tt.want == VerdictCertain && a.Verdict != VerdictCertain {
				t.Errorf("with the rest not recorded: %s (%s)", a.Verdict, a.Because)
			}
			if tt.want == VerdictNo && (a.Verdict != VerdictCannotTell || !strings.HasPrefix(a.Otherwise, "no")) {
				t.Errorf("with the rest not recorded: %s, otherwise %q", a.Verdict, a.Otherwise)
			}
			for n, h := range held {
				if left := whole.sub(h); left.sign() > 0 {
					b.rest(id[n], left.rat().RatString())
				}
			}
			if a := b.ask("ofac", id[tt.of], ""); a.Verdict != tt.want {
				t.Errorf("%s (%s), want %s", a.Verdict, a.Because, tt.want)
			}
		})
	}
}

func holdingOf(t *testing.T, share string) frac {
	t.Helper()
	b := &reader{p: &Picture{}}
	h := b.share([]store.Statement{{Property: "percentage", Value: share, Stance: store.Asserts}})
	return h.low.value
}

func TestSakorenmaCannotBeTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.rtcase")
	if err := sample.Create(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(context.Background(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	rows, _, err := c.Entities(context.Background(), store.EntityFilter{Text: "sakorenma", Schemata: []string{"Company"}})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d firms called Sakorenma: %v", len(rows), err)
	}
	b := &build{t, c}
	a := b.ask("ofac", rows[0].ID, "")
	const genco = "General Corporation for External Construction"
	if a.Verdict != VerdictCannotTell || len(a.Missing) == 0 || a.Missing[0].Text != "the share of "+genco+" in Sakorenma Ltd." {
		t.Errorf("ofac: %s, missing %+v", a.Verdict, a.Missing)
	}
	if s := a.Steps[len(a.Steps)-1]; len(s.Parts) != 1 || s.Parts[0].Share != "share not known" || len(s.Parts[0].Statements) == 0 || len(s.Parts[0].Standing) == 0 {
		t.Errorf("the step is %+v, want GENCO's share with its statements", s)
	}
	if a := b.ask("ofac", rows[0].ID, "2015"); a.Verdict != VerdictCannotTell || !strings.Contains(strings.Join(a.Notes, " "), "was not yet") {
		t.Errorf("in 2015: %s, %q: GENCO was listed in December 2016", a.Verdict, a.Notes)
	}
	if a := b.ask("un2375", rows[0].ID, ""); a.Verdict != VerdictCertain || !strings.Contains(a.Because, genco) {
		t.Errorf("un2375: %s (%s), want certain: a firm of North Korea is an owner", a.Verdict, a.Because)
	}
	for _, rule := range []string{"eu", "uk", "gov"} {
		if a := b.ask(rule, rows[0].ID, ""); a.Verdict != VerdictCannotTell {
			t.Errorf("%s: %s (%s)", rule, a.Verdict, a.Because)
		}
	}
}

func TestVerdicts(t *testing.T) {
	b := newCase(t)
	x := b.listed("X")
	firm := func(name, share string) store.ID {
		f := b.firm(name)
		b.owns(x, f, share)
		return f
	}
	b.want("ofac", firm("Range below", "10%..49%"), VerdictCannotTell, "the owners of the remaining 90%")
	b.want("ofac", firm("Range over", "40%..60%"), VerdictPossible, "X may hold up to 60%")
	b.want("ofac", firm("At least", ">=50%"), VerdictCertain, "at least 50%")
	b.want("ofac", firm("Less than half", "<50%"), VerdictCannotTell)
	b.want("uk", firm("Half for the UK", "50%"), VerdictCannotTell)
	b.want("uk", firm("More than half", ">50%"), VerdictCertain, "X holds more than 50%")
	b.want("eu", firm("Half for the EU", "50%"), VerdictCertain)
	about := firm("About half", "~50%")
	b.want("ofac", about, VerdictPossible)
	half := firm("Half and known", "50%")
	b.rest(half, "50%")
	b.want("uk", half, VerdictNo, "at most 50%", "it takes more than 50%")
	b.want("ofac", b.firm("Without owners"), VerdictCannotTell, "the owners of Without owners")
	b.want("ofac", b.person("A person"), VerdictNo)
	b.want("ofac", x, VerdictCertain, "counts itself")
	two := b.firm("Two unlisted")
	b.owns(b.person("P"), two, "60%")
	b.owns(b.person("Q"), two, "40%")
	b.want("ofac", two, VerdictNo, "Nobody who counts")
}

func TestTheUKDoesNotAddUpStrangers(t *testing.T) {
	b := newCase(t)
	x, y, f := b.listed("X"), b.listed("Y"), b.firm("F")
	b.owns(x, f, "30%")
	b.owns(y, f, "30%")
	b.rest(f, "40%")
	b.want("ofac", f, VerdictCertain, "X and Y together hold at least 60%")
	b.want("uk", f, VerdictPossible, "act jointly")
	g := b.firm("G")
	b.owns(x, g, "30%")
	held := b.firm("H")
	b.owns(x, held, "51%")
	b.owns(held, g, "30%")
	b.want("uk", g, VerdictCertain)
}

func TestControl(t *testing.T) {
	b := newCase(t)
	x, f := b.listed("X"), b.firm("F")
	b.owns(b.person("P"), f, "100%")
	b.want("eu", f, VerdictNo, "No control is recorded")
	b.add("Control", "controller", x, "controlled", f, "controlType", "appoints the director")
	b.want("eu", f, VerdictCertain, "X controls it (appoints the director)")
	b.want("ofac", f, VerdictNo)
	g := b.firm("G")
	b.owns(f, g, "50%")
	b.want("eu", g, VerdictCertain)
	d := b.firm("D")
	b.owns(b.person("P"), d, "100%")
	b.add("Directorship", "director", x, "organization", d)
	b.want("uk", d, VerdictNo, "X directs D: a sign of control")
}

func TestJointVentures(t *testing.T) {
	b := newCase(t)
	kp := b.add("Company", "name", "Korean partner", "country", "kp")
	f := b.firm("Venture")
	b.owns(kp, f, "1%")
	b.want("un2375", f, VerdictCertain, "no share is too small")
	g := b.firm("Above it")
	b.owns(f, g, "100%")
	b.want("un2375", g, VerdictPossible, "further up")
	h := b.firm("Russian")
	b.owns(b.add("Person", "name", "P", "nationality", "ru"), h, "100%")
	b.want("un2375", h, VerdictNo)
}

func TestTheGovernmentIsBlockedByStatus(t *testing.T) {
	b := newCase(t)
	state := b.add("PublicBody", "name", "Ministry of X", "country", "kp")
	f, g := b.firm("F"), b.firm("G")
	b.owns(state, f, "100%")
	b.owns(f, g, "50%")
	b.want("gov", g, VerdictCertain)
	b.rest(g, "50%")
	b.want("ofac", g, VerdictNo)
	h := b.firm("H")
	b.owns(b.add("PublicBody", "name", "Town hall", "country", "ru"), h, "100%")
	b.want("gov", h, VerdictNo)
}

func TestCycles(t *testing.T) {
	b := newCase(t)
	x, a, c := b.listed("X"), b.firm("A"), b.firm("C")
	b.owns(x, a, "20%")
	b.owns(c, a, "80%")
	b.owns(a, c, "60%")
	b.rest(c, "40%")
	// x_A = 0.2 + 0.8 x_C, x_C = 0.6 x_A: x_A = 0.2 / 0.52.
	got := b.ask("ofac", a, "")
	if got.Verdict != VerdictNo || got.Through != "5/13" {
		t.Errorf("a cycle: %s, through %s; want no and 5/13", got.Verdict, got.Through)
	}
	self := b.firm("Owns itself")
	b.owns(self, self, "50%")
	b.owns(x, self, "30%")
	b.rest(self, "20%")
	if got := b.ask("ofac", self, ""); got.Through != "60%" {
		t.Errorf("with its own shares taken out, X has %s, want 60%%", got.Through)
	}
	p, q := b.firm("P"), b.firm("Q")
	b.owns(p, q, "100%")
	b.owns(q, p, "100%")
	if got := b.ask("ofac", p, ""); got.Verdict != VerdictNo || got.Through != "0%" {
		t.Errorf("a closed ring: %s, through %s", got.Verdict, got.Through)
	}
}

func TestConflictsAreRangesAndSaid(t *testing.T) {
	b := newCase(t)
	x, f := b.listed("X"), b.firm("F")
	var one, two store.ID
	b.do(func(tx *store.Tx) (err error) {
		if one, err = tx.AddSource(store.Source{Title: "Register", Kind: "registry"}); err != nil {
			return err
		}
		two, err = tx.AddSource(store.Source{Title: "Paper", Kind: "article"})
		return err
	})
	say := func(link store.ID, source store.ID, property, v string, target store.ID, stance store.Stance) {
		b.do(func(tx *store.Tx) error {
			_, err := tx.Assert(store.Statement{Entity: link, Property: property, Value: v, Target: target, Source: source, Stance: stance}, store.Noting{})
			return err
		})
	}
	link := b.owns(x, f, "")
	say(link, one, "percentage", "25%", store.ID{}, store.Asserts)
	say(link, two, "percentage", "60%", store.ID{}, store.Asserts)
	b.want("ofac", f, VerdictPossible, "may hold up to 60%")
	s := b.ask("ofac", f, "").Steps[0]
	if len(s.Parts[0].Doubts) == 0 || !strings.Contains(s.Parts[0].Doubts[0], "25% or 60%") {
		t.Errorf("the doubts are %q", s.Parts[0].Doubts)
	}
	g := b.firm("G")
	denied := b.owns(x, g, "75%")
	b.want("ofac", g, VerdictCertain)
	say(denied, two, "owner", "", x, store.Disputes)
	b.want("ofac", g, VerdictPossible)
	// Two links of one source are two holdings, of two sources one.
	h := b.firm("H")
	for range 2 {
		l := b.add("Ownership")
		say(l, one, "owner", "", x, store.Asserts)
		say(l, one, "asset", "", h, store.Asserts)
		say(l, one, "percentage", "30%", store.ID{}, store.Asserts)
	}
	b.want("ofac", h, VerdictCertain, "at least 60%")
	k := b.firm("K")
	for _, src := range []store.ID{one, two} {
		l := b.add("Ownership")
		say(l, src, "owner", "", x, store.Asserts)
		say(l, src, "asset", "", k, store.Asserts)
		say(l, src, "percentage", "30%", store.ID{}, store.Asserts)
	}
	b.want("ofac", k, VerdictCannotTell, "remaining 70%")
	// More than the whole: nobody knows which is wrong.
	over := b.firm("Over")
	b.owns(x, over, "60%")
	b.owns(b.person("P"), over, "60%")
	b.want("ofac", over, VerdictPossible, "come to 120%")
}

func TestJudgedTheSameIsOne(t *testing.T) {
	b := newCase(t)
	x, entry, f := b.person("Ким"), b.listed("KIM"), b.firm("F")
	b.owns(x, f, "50%")
	b.want("ofac", f, VerdictCannotTell)
	b.do(func(tx *store.Tx) error {
		_, err := tx.Judge(x, entry, store.Same, "one passport")
		return err
	})
	b.want("ofac", f, VerdictCertain)
}

func TestRulesAreWellFormed(t *testing.T) {
	all, err := readRules()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if r.Key == "" || r.Label == "" || r.Name == "" || r.Says == "" || r.From == "" || len(r.Sources) == 0 || r.Counts == "listed" && len(r.Lists) == 0 || r.Counts != "listed" && r.Country == "" {
			t.Errorf("a rule is incomplete: %+v", r)
		}
	}
}
