package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"redthread/app/redact"
	"redthread/store"
)

// ledgerFacts are the 57 facts of the sample: what has to be read in the report
// of each, with its doubt and its speaker, and the note it rests on.
var ledgerFacts = []struct {
	number int
	says   []string
}{
	{1, []string{"a copy that HRWF keeps, labelled WJS", "a copy and not the original page", "The page itself", "Ian Talley", "Anatoly Kurmanaev", "Reporter, St Petersburg (byline)"}},
	{2, []string{"Russia admits DPRK labourers by the thousand", "(potentially)", "(appears)", "US officials", "2017 to 2018"}},
	{3, []string{"The Council shut out new work permits", "(some contracts may run on)", "(narrow exceptions)", "UN Security Council, in the paper's paraphrase", "September 2017"}},
	{4, []string{"more than 10,000 (said by: Interior Ministry records, which the Journal saw)", "DPRK workers newly registered in Russia since the ban", "since the ban"}},
	{5, []string{"at least 700 (said by: Labour Ministry records, which the Journal saw)", "New work permits for DPRK nationals, 2018"}},
	{6, []string{"receives the greater part of what its workers earn abroad. (most)", "US and UN officials", "Nobody is named"}},
	{7, []string{"held jointly with DPRK partners. (some; an apparent breach)", "Russian government records"}},
	{8, []string{"Many employers of DPRK workers seem to get bigger", "(many; appear)", "The Journal's reading of the records"}},
	{9, []string{"neither in Russia nor in China. (one voice without a name)", "One US official, not named"}},
	{10, []string{"examining whether the sanctions are being broken. (possible breaches)", "People who know of the matter"}},
	{11, []string{"Russia's Foreign Ministry accepts the UN sanctions. (said in the past)", "Foreign Ministry, at an earlier time", "No comment", "(asked outside office hours)", "Interior Ministry of Russia"}},
	{12, []string{"Not reached", "He knew nothing of it. (said by: A man on the mission's phone, not named)", "Embassy of the DPRK, Moscow", "Mission of the DPRK to the UN, Geneva"}},
	{13, []string{"take in oil beyond its ceiling, in part on listed tankers. (an accusation)", "US and UN officials, and a declassified briefing", "1718 Committee"}},
	{14, []string{"helped along the building boom in St Petersburg", "Local businessmen"}},
	{15, []string{"Crews start at 07:00 and end at 22:00 or as late as 24:00", "(a single unnamed source; grade B3)", "One contractor who takes on DPRK crews", "15–17 hours (at times until midnight; printed: 07:00–22:00, at times 24:00; grade B3)"}},
	{16, []string{"about 100,000 RUB a month (said by: Local developers; printed: 100,000 RUB (1,600 USD) a month for each worker)", "about 1,600 USD a month (said by: The Journal, beside the rouble figure)", "62.5 RUB/USD (implied, not quoted; printed: 100,000 RUB for 1,600 USD)"}},
	{17, []string{"act for the army, state conglomerates or other bodies of the DPRK. (often, they say)", "Local developers"}},
	{18, []string{"16,000–20,000 RUB a month (listed pay; nothing shows that it is paid; said by: Government filings and job adverts)"}},
	{19, []string{"80 % (in line with US assessments", "The Journal, with US assessments", "Gap between fee and listed pay, about 80–84 %"}},
	{20, []string{"have to be out by September 2018. (usually one year)", "have to be out by the close of 2019", "(by the end of the year)", "The Journal's reading of the sanctions"}},
	{21, []string{"that DPRK nationals own and manage; they take offices, seek permits and bargain over projects. (many)", "Corporate documents and researchers"}},
	{22, []string{"goes on sending people abroad to bring in currency", "C4ADS", "2 August 2018"}},
	{23, []string{"C4ADS", "Non-profit", "Adviser on security risk", "US government"}},
	{24, []string{"at least about 100,000 persons (estimate; about this many or more, in recent years)", "US State Department"}},
	{25, []string{"up to 2,000,000,000 USD a year (as much as; printed: 2bn USD a year; grade B3)", "Analysts (not named)"}},
	{26, []string{"about 24,000 persons", "Russian government data", "December 2017 (at the end of the year)"}},
	{27, []string{"open to doubt whether Moscow enforces the sanctions", "Mike Pompeo and Nikki Haley", "US Secretary of State", "US ambassador to the UN", "(recently)"}},
	{28, []string{"no longer renew visas for DPRK workers. (self-reported)", "Kuwait, Poland and others, of themselves"}},
	{29, []string{"helped to bring Kim Jong Un to talks. (a claim of credit)", "US officials"}},
	{30, []string{"together point to breaches by many firms, in St Petersburg, in Siberia and between. (many; appear)", "C4ADS"}},
	{31, []string{"2015 or earlier (since at least)", "C4ADS, checked by the Journal", "Sakorenma's ownership seems to go against the UN ban. (appears)"}},
	{32, []string{"General Corporation for External Construction (one of its owners; the share is not given; said by: Russian corporate documents)", "share not given"}},
	{33, []string{"Sending DPRK labour abroad (said by: US government)", "reaches the Munitions Industry Department. (alleged)", "2 December 2016 (not yet checked in the Federal Register)", "US Treasury (OFAC)", "DPRK3", "19611"}},
	{34, []string{"180,000 USD (for both together; said by: Public records)", "Number of contracts: 2", "Authorities on Sakhalin"}},
	{35, []string{"No reply", "Sakorenma Ltd.", "The Wall Street Journal"}},
	{36, []string{"at work in further parts of Russia, by way of firms with names like its own. (appears)", "C4ADS"}},
	{37, []string{"Some firms with names like Genco's are asking for new permits. (some)", "Records, seen by the Journal"}},
	{38, []string{"1,550 (over three years, the first not given; no record is named; approved is not hired; said by: The Wall Street Journal)", "Zenco-39", "Krasnodar"}},
	{39, []string{"Adverts of Zenco-39 for Korean translators, July 2018", "(late in the month)", "said by: Job adverts"}},
	{40, []string{"has to offer a post to local people before it asks for foreigners"}},
	{41, []string{"at least 7 firms (more than six; the exact number is not known; printed: more than six)", "The report does not say which tie binds which firm", "C4ADS"}},
	{42, []string{"91 (authorised is not hired; said by: Labour Ministry data)", "Vegetable growing", "Yuzhny-Agrokombinat"}},
	{43, []string{"Vladimir Evtushenkov (share and chain not given)", "Russian billionaire"}},
	{44, []string{"took its DPRK workers on before the ban and within the law; no new ones are planned. (an interested party; grade B3)", "A Sistema spokesman", "September 2017 or earlier (before the ban)"}},
	{45, []string{"June 2018 (as late as; said by: Copies of permits, seen by the Journal)", "Authorities of St Petersburg"}},
	{46, []string{"0 applications (the data indicate)", "Labour Ministry data", "The hires on the local permits are not in these data either"}},
	{47, []string{"Mokran Ltd.", "Bu Khyn Ltd.", "Kanson Ltd.", "Warehouse on an estate in the south of St Petersburg (as listed by the firm)", "(exact address not given)"}},
	{48, []string{"The firms at the warehouse have it renovated. (hearsay)", "Neighbouring businesses"}},
	{49, []string{"Adverts for Korean-speaking translators, St Petersburg, February 2018", "Posts said to be taken when asked by phone (said by: The firms, by phone)", "(several; which ones is not said)"}},
	{50, []string{"letting the use of DPRK labour run down. (some)", "given the property firms no guidance", "go on with DPRK labour into the 2020s. (some)", "The firms"}},
	{51, []string{"The crews have the discipline of soldiers and should be kept on", "An unnamed executive", "Executive of a large property firm in St Petersburg"}},
	{52, []string{"guest-worker scheme goes chiefly to China and to Russia. (chiefly; origin: RFE/RL, 2 Aug 2018)", "RFE/RL"}},
	{53, []string{"gave their word that no new DPRK workers would come. (origin: RFE/RL, 2 Aug 2018)"}},
	{54, []string{"150,000,000–300,000,000 USD a year (estimated; origin: US State Department spokesperson, by way of Reuters; grade B3)", "US State Department spokesperson, to Reuters"}},
	{55, []string{"Russia has to put every UN measure into effect now.", "US State Department spokesperson"}},
	{56, []string{"gone past its oil ceiling for 2018. (an allegation)", "stopped Council action over oil in July 2018. (an allegation)", "Washington"}},
	{57, []string{"The limits on labour and on oil belong to one series of 2017.", "RFE/RL"}},
}

// inRFERL are the facts whose note stands in the second source.
var inRFERL = []int{2, 3, 4, 5, 6, 10, 11, 52, 53, 54, 55, 56, 57}

func TestEveryFactOfTheLedgerIsInTheReport(t *testing.T) {
	pdf, _ := samplePDF()
	text := textOf(t, pdf)
	if len(ledgerFacts) != 57 {
		t.Fatalf("%d facts are looked for, want 57", len(ledgerFacts))
	}
	for i, f := range ledgerFacts {
		if f.number != i+1 {
			t.Errorf("fact %d stands in place %d", f.number, i+1)
		}
		for _, w := range f.says {
			if !strings.Contains(text, w) {
				t.Errorf("F%02d: the report does not say %q", f.number, w)
			}
		}
		// The number of the source and of the note stand behind the fact, and the note stands in the annex.
		for source, cites := range map[int]bool{1: f.number <= 51, 2: slices.Contains(inRFERL, f.number)} {
			if cites && !regexp.MustCompile(fmt.Sprintf(`%d ¶ (\d+, ¶ )?%d\b`, source, f.number)).MatchString(text) {
				t.Errorf("F%02d is nowhere cited from source %d", f.number, source)
			}
		}
	}
}

// Nothing that a source says is lost on the way: every value, doubt, speaker and
// note of the sample stands in the text.
func TestEveryStatementIsInTheReport(t *testing.T) {
	c := sampleCase(t)
	pdf, _ := samplePDF()
	text := textOf(t, pdf)
	gate, err := redact.Open(t.Context(), c, redact.Public)
	if err != nil {
		t.Fatal(err)
	}
	all, err := c.Statements(t.Context(), store.StatementFilter{})
	if err != nil {
		t.Fatal(err)
	}
	has := func(what, words string) {
		t.Helper()
		if words = onOneLine(words); !strings.Contains(text, strings.TrimSuffix(words, ".")) {
			t.Errorf("the report lacks the %s %q", what, words)
		}
	}
	requests := 0
	for _, st := range all {
		shown := gate.Statement(st)
		e, err := c.Entity(t.Context(), st.Entity)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case e.Schema == "CommentRequest" && st.Property == "name": // its row says who was asked, and what for
			requests++
			continue
		case st.Property == "basis", st.Property == "topics": // a word of a list, shown in full
			shown.Text = ""
		case e.Schema == "Observation" && st.Property == "measure": // left out where its words stand in the name
			shown.Text = ""
		}
		has("value", shown.Text)
		for _, n := range shown.Notings {
			if !strings.Contains(shown.Text, n.Hedge) {
				has("doubt", n.Hedge)
			}
			has("speaker", n.SaidBy)
		}
	}
	if requests == 0 {
		t.Error("the sample has no requests for comment")
	}
	sources, err := c.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		for _, words := range []string{s.Title, s.Publisher, s.Origin, s.Grade.Words(), s.URL, s.Note} {
			has("word on a source", words)
		}
		layer, _, err := c.Text(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range layer.Passages {
			has("note", p.Text)
		}
	}
}
