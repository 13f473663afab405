package command

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"redthread/app"
)

// ledger is what a reader must find of each fact of the sample: words of the
// value, then words of the line with its source, speaker and hedge. The number
// is that of the note in the Journal's source [1] or in RFE/RL's [2].
var ledger = []struct {
	fact   int
	source string
	value  string
	noting string
}{
	{1, "[1]", "copy that HRWF keeps, labelled WJS", "said by The page itself · hedge: a copy and not the original page"},
	{1, "[1]", "Ian Talley", "said by The Wall Street Journal"},
	{1, "[1]", "Anatoly Kurmanaev", "said by The Wall Street Journal"},
	{2, "[1]", "by the thousand", "said by US officials · hedge: potentially"},
	{2, "[2]", "by the thousand", "said by US officials · hedge: appears"},
	{3, "[1]", "shut out new work permits", "said by UN Security Council, in the paper's paraphrase · hedge: some contracts may run on"},
	{3, "[2]", "shut out new work permits", "hedge: narrow exceptions"},
	{4, "[1]", "Registered +more than 10,000", "said by Interior Ministry records, which the Journal saw · hedge: more than"},
	{4, "[2]", "Registered +more than 10,000", "said by Interior Ministry records"},
	{5, "[1]", "at least 700", "said by Labour Ministry records, which the Journal saw · hedge: at least"},
	{5, "[2]", "at least 700", "said by Labour Ministry records"},
	{6, "[1]", "greater part of what its workers earn", "said by US and UN officials · hedge: most"},
	{6, "[2]", "greater part of what its workers earn", "said by Nobody is named · hedge: most"},
	{7, "[1]", "held jointly with DPRK partners", "said by Russian government records · hedge: some; an apparent breach"},
	{8, "[1]", "seem to get bigger", "said by The Journal's reading of the records · hedge: many; appear"},
	{9, "[1]", "has shrunk overall", "said by One US official, not named · hedge: one voice without a name"},
	{10, "[1]", "examining whether the sanctions are being broken", "said by People who know of the matter · hedge: possible breaches"},
	{10, "[2]", "examining whether the sanctions are being broken", "hedge: possible breaches"},
	{11, "[1]", "accepts the UN sanctions", "said by Foreign Ministry, at an earlier time · hedge: said in the past"},
	{11, "[1]", "No comment", "said by The Wall Street Journal"},
	{11, "[2]", "No comment", "said by RFE/RL · hedge: asked outside office hours"},
	{12, "[1]", "Not reached", "said by The Wall Street Journal"},
	{12, "[1]", "He knew nothing of it", "said by A man on the mission's phone, not named"},
	{13, "[1]", "oil beyond its ceiling", "said by US and UN officials, and a declassified briefing.* · hedge: an accusation"},
	{14, "[1]", "building boom in St Petersburg", "said by Local businessmen"},
	{15, "[1]", "start at 07:00 and end at 22:00", "said by One contractor who takes on DPRK crews · hedge: a single unnamed source"},
	{15, "[1]", "15–17", "hedge: at times until midnight · prints: 07:00–22:00"},
	{16, "[1]", "about 100,000 RUB a month", "said by Local developers · hedge: about"},
	{16, "[1]", "about 1,600 USD a month", "hedge: about"},
	{17, "[1]", "frequently act for the army", "said by Local developers · hedge: often, they say"},
	{18, "[1]", "16,000–20,000 RUB a month", "said by Government filings and job adverts · hedge: listed pay"},
	{19, "[1]", "80", "said by The Journal, with US assessments · hedge: in line with US assessments"},
	{20, "[1]", "out by September 2018", "said by The Journal's reading of the sanctions · hedge: usually one year"},
	{20, "[1]", "2019", "hedge: by the end of the year"},
	{21, "[1]", "DPRK nationals own and manage", "said by Corporate documents and researchers · hedge: many"},
	{22, "[1]", "sending people abroad to bring in currency", "said by C4ADS"},
	{23, "[1]", "Adviser on security risk", "said by The Wall Street Journal"},
	{24, "[1]", "at least about 100,000", "said by US State Department · hedge: estimate; about this many or more"},
	{25, "[1]", "up to 2,000,000,000 USD a year", "said by Analysts \\(not named\\) · hedge: as much as"},
	{26, "[1]", "about 24,000", "said by Russian government data · hedge: about"},
	{27, "[1]", "whether Moscow enforces the sanctions", "said by Mike Pompeo and Nikki Haley · hedge: doubt"},
	{28, "[1]", "no longer renew visas", "said by Kuwait, Poland and others, of themselves · hedge: self-reported"},
	{29, "[1]", "bring Kim Jong Un to talks", "said by US officials · hedge: a claim of credit"},
	{30, "[1]", "Company registers, labour statistics", "said by C4ADS · hedge: many; appear"},
	{31, "[1]", "seems to go against the UN ban", "said by C4ADS, checked by the Journal · hedge: appears"},
	{31, "[1]", "2015 or earlier", "said by C4ADS, checked by the Journal · hedge: since at least"},
	{32, "[1]", "Owner +General Corporation for External Construction", "said by Russian corporate documents · hedge: one of its owners; the share is not given"},
	{33, "[1]", "income reaches the Munitions Industry Department", "said by US government · hedge: alleged"},
	{34, "[1]", "Amount +180,000 USD", "said by Public records · hedge: for both together"},
	{34, "[1]", "Number of contracts +2", "said by Public records"},
	{35, "[1]", "Answer +No reply", "said by The Wall Street Journal"},
	{36, "[1]", "Genco seems to be at work", "said by C4ADS · hedge: appears"},
	{37, "[1]", "asking for new permits", "said by Records, seen by the Journal · hedge: some"},
	{38, "[1]", "Approved +1,550", "said by The Wall Street Journal · hedge: over three years, the first not given; no record is named; approved is not hired"},
	{39, "[1]", "July 2018", "said by Job adverts · hedge: late in the month"},
	{40, "[1]", "offer a post to local people", "said by The Wall Street Journal"},
	{41, "[1]", "at least 7|more than 6", "said by C4ADS · hedge: more than six; the exact number is not known"},
	{42, "[1]", "Approved +91", "said by Labour Ministry data · hedge: authorised is not hired"},
	{43, "[1]", "Owner +Vladimir Evtushenkov", "hedge: share and chain not given"},
	{44, "[1]", "before the ban and within the law", "said by A Sistema spokesman · hedge: an interested party"},
	{45, "[1]", "June 2018", "said by Copies of permits, seen by the Journal · hedge: as late as"},
	{46, "[1]", "Figure +0", "said by Labour Ministry data · hedge: the data indicate"},
	{47, "[1]", "Warehouse on an estate", "hedge: as listed by the firm"},
	{48, "[1]", "have it renovated", "said by Neighbouring businesses · hedge: hearsay"},
	{49, "[1]", "Posts said to be taken", "said by The firms, by phone"},
	{50, "[1]", "run down", "said by The firms · hedge: some"},
	{50, "[1]", "no guidance", "said by The firms"},
	{50, "[1]", "into the 2020s", "said by The firms · hedge: some"},
	{51, "[1]", "discipline of soldiers", "said by An unnamed executive"},
	{52, "[2]", "chiefly to China and to Russia", "said by RFE/RL · hedge: chiefly"},
	{53, "[2]", "no new DPRK workers would come", "said by RFE/RL"},
	{54, "[2]", "150,000,000–300,000,000 USD a year", "said by US State Department spokesperson, to Reuters · hedge: estimated"},
	{55, "[2]", "every UN measure into effect", "said by US State Department spokesperson"},
	{56, "[2]", "gone past its oil ceiling", "said by Washington · hedge: an allegation"},
	{56, "[2]", "stopped Council action over oil", "said by Washington · hedge: an allegation"},
	{57, "[2]", "belong to one series of 2017", "said by RFE/RL"},
}

// bench runs commands inside the test, with a settings folder of its own.
type bench struct {
	t   *testing.T
	env *app.Env
}

func newBench(t *testing.T) *bench {
	t.Helper()
	env, err := app.LoadEnv(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return &bench{t, env}
}

func (b *bench) run(args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = Run(context.Background(), args, IO{In: strings.NewReader(""), Out: &o, Err: &e, Env: b.env})
	return code, o.String(), e.String()
}

func (b *bench) must(args ...string) string {
	b.t.Helper()
	code, out, errs := b.run(args...)
	if code != exitDone {
		b.t.Fatalf("%q: exit code %d: %s", args, code, errs)
	}
	return out
}

func (b *bench) sample() string {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), "s.rtcase")
	b.must("sample", path)
	return path
}

// everyEntity shows all entities of a case as text.
func (b *bench) everyEntity(path string) string {
	b.t.Helper()
	var list entityListAnswer
	if err := json.Unmarshal([]byte(b.must("entity", "list", path, "--json")), &list); err != nil {
		b.t.Fatal(err)
	}
	var all strings.Builder
	for _, e := range list.Entities {
		all.WriteString(b.must("entity", "show", path, e.FullID))
	}
	return all.String()
}

func TestEveryFactOfTheLedgerIsFoundByEntityShow(t *testing.T) {
	b := newBench(t)
	path := b.sample()
	// A line of a noting belongs to the last line above it that is none.
	noting := regexp.MustCompile(`^ +(?:F-\w+ +)?(\[\d+\]) ¶ (\d+) · `)
	type pair struct{ value, noting string }
	found := map[string][]pair{}
	value := ""
	for _, line := range strings.Split(b.everyEntity(path), "\n") {
		if m := noting.FindStringSubmatch(line); m != nil {
			found[m[1]+m[2]] = append(found[m[1]+m[2]], pair{value, line})
		} else {
			value = line
		}
	}
	facts := map[int]bool{}
	for _, want := range ledger {
		facts[want.fact] = true
		value, noting := regexp.MustCompile(want.value), regexp.MustCompile(want.noting)
		ok := false
		for _, p := range found[want.source+strconv.Itoa(want.fact)] {
			ok = ok || value.MatchString(p.value) && noting.MatchString(p.noting)
		}
		if !ok {
			t.Errorf("F%02d from %s: no entity shows %q with %q", want.fact, want.source, want.value, want.noting)
		}
	}
	if len(facts) != 57 {
		t.Errorf("the list has %d facts, not 57", len(facts))
	}
}

func TestSourceListNamesWhoStandsBehindASource(t *testing.T) {
	b := newBench(t)
	out := b.must("source", "list", b.sample())
	for _, want := range []string{
		`\[1\] +S-\w+ +B2 +article +2018-08-02 +\d+  Report on North Korean labour in Russia \(copy at HRWF\)\n +The Wall Street Journal · Ian Talley; Anatoly Kurmanaev · origin: The Wall Street Journal`,
		`\[2\] +S-\w+ +B2 +article +2018-08-02 +\d+  Summary of the Journal's report.*\n +RFE/RL · origin: The Wall Street Journal, 2 Aug 2018`,
		`A1 +list +2019-01 .*entry 19611`,
	} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("the list does not have %s:\n%s", want, out)
		}
	}
}
