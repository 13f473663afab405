package sample

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/testdata"
)

func sampleFacts(t *testing.T) *Facts {
	t.Helper()
	f, err := Parse(testdata.Sakhalin)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// ledgerSources are the sources whose note numbers are fact numbers, with the
// facts each of them has.
func ledgerSources() map[string][]int {
	journal := make([]int, 0, 51)
	for n := 1; n <= 51; n++ {
		journal = append(journal, n)
	}
	return map[string][]int{
		"wsj":   journal,
		"rferl": {2, 3, 4, 5, 6, 10, 11, 52, 53, 54, 55, 56, 57},
	}
}

func TestEveryFactOfTheLedgerIsNotedFromItsSources(t *testing.T) {
	cited := map[string]map[int]bool{}
	for _, e := range sampleFacts(t).Entities {
		for _, s := range e.Statements {
			if cited[s.Source] == nil {
				cited[s.Source] = map[int]bool{}
			}
			cited[s.Source][s.Passage] = true
		}
	}
	all := map[int]bool{}
	for source, facts := range ledgerSources() {
		for _, n := range facts {
			all[n] = true
			if !cited[source][n] {
				t.Errorf("F%02d is not noted from %s", n, source)
			}
		}
	}
	if len(all) != 57 {
		t.Errorf("the two texts have %d facts, want 57", len(all))
	}
}

func TestFactsInBothTextsAreOneStatementEach(t *testing.T) {
	f := sampleFacts(t)
	for _, n := range []int{2, 3, 4, 5, 6, 10, 11} {
		shared := false
		for _, e := range f.Entities {
			for _, a := range e.Statements {
				if a.Source != "wsj" || a.Passage != n {
					continue
				}
				shared = shared || slices.ContainsFunc(e.Statements, func(b Statement) bool {
					return b.Source == "rferl" && b.Passage == n && b.Property == a.Property && b.Value == a.Value && b.Target == a.Target
				})
			}
		}
		if !shared {
			t.Errorf("F%02d: no statement stands in both texts", n)
		}
	}
}

func TestEveryNoteIsCited(t *testing.T) {
	f := sampleFacts(t)
	cited := map[string]bool{}
	for _, e := range f.Entities {
		for _, s := range e.Statements {
			cited[fmt.Sprint(s.Source, " ", s.Passage)] = true
		}
	}
	for _, s := range f.Sources {
		for _, p := range s.Passages {
			// That the 2019 copy lacks the later names is why the later ones are dated; nothing is stated of it.
			if key := fmt.Sprint(s.Key, " ", p.Number); !cited[key] && key != "ofac-2019 2" {
				t.Errorf("nothing rests on the note %s", key)
			}
		}
	}
}

func TestTheTwoTextsAreOneOrigin(t *testing.T) {
	f := sampleFacts(t)
	origin := map[string]string{}
	for _, s := range f.Sources {
		origin[s.Key] = s.Origin
	}
	if origin["wsj"] == "" || origin["wsj"] != origin["rferl"] {
		t.Errorf("origins %q and %q, want one", origin["wsj"], origin["rferl"])
	}
	for _, e := range f.Entities {
		for _, s := range e.Statements {
			if s.Source != "rferl" {
				continue
			}
			own := s.Passage >= 52
			if own == (s.Origin == "") {
				t.Errorf("%s.%s from note %d has the origin %q", e.Key, s.Property, s.Passage, s.Origin)
			}
			if reuters := s.Passage == 54 || s.Passage == 55; reuters != strings.Contains(s.Origin, "Reuters") {
				t.Errorf("%s.%s from note %d has the origin %q", e.Key, s.Property, s.Passage, s.Origin)
			}
		}
	}
}

func TestSourcesSayThatTheOriginalIsElsewhere(t *testing.T) {
	for _, s := range sampleFacts(t).Sources {
		if s.Key == "reading" { // our own: the notes are the original
			continue
		}
		if !strings.Contains(s.Note, "Original not in this sample.") || !strings.Contains(s.Note, "paraphrase") {
			t.Errorf("source %q: %q", s.Key, s.Note)
		}
	}
}

func TestHedgesAreKept(t *testing.T) {
	f := sampleFacts(t)
	for _, want := range []struct{ entity, property, value, hedge, said string }{
		{"registered", "registered", ">10000", "more than", "Interior Ministry"},
		{"permits-2018", "permitted", ">=700", "at least", "Labour Ministry"},
		{"fee-paid", "amount", "~100000 RUB/month", "about", "developers"},
		{"fee-paid", "equivalent", "~1600 USD/month", "about", "Journal"},
		{"implied-rate", "quantity", "62.5", "implied", "Journal"},
		{"pay-listed", "amount", "16000..20000 RUB/month", "listed", "filings"},
		{"gap", "quantity", "80", "in line with", "US assessments"},
		{"abroad", "quantity", ">=~100000", "or more", "State Department"},
		{"income-2bn", "amount", "<=2000000000 USD/year", "as much as", "Analysts"},
		{"official-2017", "quantity", "~24000", "about", "government data"},
		{"sakorenma-workers", "startDate", "[..2015]", "since at least", "C4ADS"},
		{"genco-owns-sakorenma", "owner", "genco", "one of its owners; the share is not given", "corporate documents"},
		{"sakorenma-award", "amount", "180000 USD", "for both together", "Public records"},
		{"sakorenma-award", "count", "2", "", "Public records"},
		{"zenco-workers", "approved", "1550", "no record is named", "The Wall Street Journal"},
		{"zenco-ties", "quantity", ">=7", "more than six", "C4ADS"},
		{"yuzhny-workers", "approved", "91", "authorised is not hired", "Labour Ministry"},
		{"spb-permits", "issued", "2018-06", "as late as", "Copies of permits"},
		{"federal-none", "quantity", "0", "indicate", "Labour Ministry"},
		{"remittances", "amount", "150000000..300000000 USD/year", "estimated", "State Department"},
		{"genco-listing", "listingDate", "2016-12-02", "not yet checked", ""},
		{"genco-listing", "authorityId", "19611", "", ""},
	} {
		found := false
		for _, e := range f.Entities {
			for _, s := range e.Statements {
				if e.Key == want.entity && s.Property == want.property && (s.Value == want.value || s.Target == want.value) {
					found = true
					if !strings.Contains(s.Hedge, want.hedge) || !strings.Contains(s.SaidBy, want.said) {
						t.Errorf("%s.%s: hedge %q, said by %q; want %q, %q", e.Key, s.Property, s.Hedge, s.SaidBy, want.hedge, want.said)
					}
				}
			}
		}
		if !found {
			t.Errorf("no fact %s.%s = %s", want.entity, want.property, want.value)
		}
	}
}

func TestNoShareAndNoSplitSumIsInvented(t *testing.T) {
	for _, split := range []string{"90000", "90,000", "90 000"} {
		if strings.Contains(string(testdata.Sakhalin), split) {
			t.Errorf("the file holds %q; the two awards are known only together", split)
		}
	}
	awards := 0
	for _, e := range sampleFacts(t).Entities {
		if e.Schema == "ContractAward" {
			awards++
		}
		for _, s := range e.Statements {
			if s.Property == "percentage" {
				t.Errorf("%s has a share; no source gives one", e.Key)
			}
		}
	}
	if awards != 1 {
		t.Errorf("%d awards, want the two Sakhalin ones as one", awards)
	}
}

// The rate and the gap are worked out again from the sums they come from.
func TestTheRateAndTheGapFollowFromTheSums(t *testing.T) {
	f := sampleFacts(t)
	stored := func(entity, property string) string {
		for _, e := range f.Entities {
			for _, s := range e.Statements {
				if e.Key == entity && s.Property == property {
					return s.Value
				}
			}
		}
		t.Fatalf("no fact %s.%s", entity, property)
		return ""
	}
	sum := func(entity, property string) value.Quantity {
		m, err := value.ParseMoney(stored(entity, property))
		if err != nil {
			t.Fatal(err)
		}
		return m.Amount
	}
	paid, dollars, listed := sum("fee-paid", "amount"), sum("fee-paid", "equivalent"), sum("pay-listed", "amount")
	rate, err := paid.Div(dollars)
	if want := "~" + stored("implied-rate", "quantity"); err != nil || rate.String() != want {
		t.Errorf("%s by %s is %s (%v), want %s", paid, dollars, rate, err, want)
	}
	left, err := listed.Div(paid)
	if err != nil {
		t.Fatal(err)
	}
	one, err := value.ParseQuantity("1")
	if err != nil {
		t.Fatal(err)
	}
	if gap := one.Sub(left); gap.String() != "~0.8..~0.84" {
		t.Errorf("the gap is %s, want 80 to 84 in a hundred", gap)
	}
}

func TestPeopleHaveAClass(t *testing.T) {
	want := map[string]store.Class{
		"pompeo": store.ClassOfficial, "haley": store.ClassOfficial, "evtushenkov": store.ClassOther,
		"talley": store.ClassOther, "kurmanaev": store.ClassOther,
		"contractor": store.ClassSource, "executive": store.ClassSource,
	}
	for _, e := range sampleFacts(t).Entities {
		if (e.Schema == "Person") != (e.Class != "") {
			t.Errorf("%s, a %s, has the class %q", e.Key, e.Schema, e.Class)
		}
		if e.Class == store.ClassWorker {
			t.Errorf("%s is a worker; the sample counts workers and names none", e.Key)
		}
		if c, ok := want[e.Key]; ok && c != e.Class {
			t.Errorf("%s has the class %q, want %q", e.Key, e.Class, c)
		}
	}
}

func TestConflictsHoldEverySide(t *testing.T) {
	sides := map[string][]string{}
	for _, e := range sampleFacts(t).Entities {
		if e.Schema != "Conflict" {
			continue
		}
		caution := false
		for _, s := range e.Statements {
			if s.Property == "side" {
				sides[e.Key] = append(sides[e.Key], s.Target)
			}
			caution = caution || s.Property == "caution" && s.Value != ""
		}
		if !caution {
			t.Errorf("%s has no caution", e.Key)
		}
	}
	for key, want := range map[string][]string{
		"C1": {"registered", "permits-2018"},
		"C2": {"spb-permits", "federal-none"},
		"C3": {"gap", "fee-paid", "pay-listed"},
		"C4": {"official-2017", "russia-2017", "russia-2018", "russia-september"},
		"C5": {"permits-2018", "federal-none", "employers-july", "places-july", "employers-years", "places-years", "quota-none"},
		"C6": {"agreed-none-new", "registered", "permits-2018"},
		"C7": {"out-by-september", "law-joint-ventures", "law-workers-home"},
		"C8": {"yuzhny-workers", "hired-before-ban"},
		"C9": {"income-2bn", "income-un", "income-us", "income-us-mission"},
	} {
		for _, side := range want {
			if !slices.Contains(sides[key], side) {
				t.Errorf("%s lacks the side %q", key, side)
			}
		}
	}
}

func TestClaimsAndRequestsHaveTheirOwnSchema(t *testing.T) {
	f := sampleFacts(t)
	noted := map[int]map[string]bool{}
	for _, e := range f.Entities {
		for _, s := range e.Statements {
			if s.Source == "wsj" || s.Source == "rferl" {
				if noted[s.Passage] == nil {
					noted[s.Passage] = map[string]bool{}
				}
				noted[s.Passage][e.Schema] = true
			}
		}
	}
	for _, n := range []int{2, 6, 7, 8, 9, 15, 24, 25, 27, 28, 29, 36, 50, 51, 52, 53, 54} {
		if !noted[n]["Claim"] && !noted[n]["Observation"] {
			t.Errorf("F%02d is neither a claim nor an observation", n)
		}
	}
	for _, n := range []int{11, 12, 35, 44} {
		if !noted[n]["CommentRequest"] {
			t.Errorf("F%02d is no request for comment", n)
		}
	}
}

// Values that can be true only once are stated once by each source.
func TestSingleValuesDoNotContradictThemselves(t *testing.T) {
	for _, e := range sampleFacts(t).Entities {
		schema, _ := ontology.Default().Schema(e.Schema)
		seen := map[string]string{}
		for _, s := range e.Statements {
			p, _ := schema.Property(s.Property)
			if old, ok := seen[s.Property]; p.Single && ok && old != s.Value {
				t.Errorf("%s.%s is %q and %q", e.Key, s.Property, old, s.Value)
			}
			seen[s.Property] = s.Value
		}
	}
}
