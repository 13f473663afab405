package redact

import (
	"slices"
	"strings"
	"testing"

	"redthread/store"
)

func TestWhoIsHidden(t *testing.T) {
	for _, tt := range []struct {
		name   string
		schema string
		class  store.Class
		hidden bool
	}{
		{"a worker", "Person", store.ClassWorker, true},
		{"a source", "Person", store.ClassSource, true},
		{"a person without a class", "Person", "", true},
		{"an official", "Person", store.ClassOfficial, false},
		{"a listed person", "Person", store.ClassListed, false},
		{"another person", "Person", store.ClassOther, false},
		{"a firm without a class", "Company", "", false},
		{"a firm that talks", "Company", store.ClassSource, true},
		{"a group of workers", "WorkerGroup", store.ClassWorker, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newCase(t)
			id := b.entity(tt.schema, tt.class, "name", "Zorvex Qilmar")
			caption, hidden := b.open(Public).Entity(id)
			if hidden != tt.hidden || (caption == "Zorvex Qilmar") == hidden {
				t.Errorf("Public: %q, hidden %v", caption, hidden)
			}
			if caption, hidden := b.open(Full).Entity(id); hidden || caption != "Zorvex Qilmar" {
				t.Errorf("Full: %q, hidden %v", caption, hidden)
			}
		})
	}
}

func TestStandInsAreStableAndFollowTheIDs(t *testing.T) {
	b := newCase(t)
	classes := []store.Class{store.ClassWorker, store.ClassSource, "", store.ClassWorker}
	ids := make([]store.ID, len(classes))
	for i, class := range classes {
		ids[i] = b.entity("Person", class, "name", "Somebody "+strings.Repeat("x", i+1))
	}
	first, second := b.open(Public), b.open(Public)
	sorted := slices.Clone(ids)
	sortIDs(sorted)
	for i, id := range ids {
		name, _ := first.Entity(id)
		if again, _ := second.Entity(id); again != name {
			t.Errorf("%q became %q", name, again)
		}
		want := standInWord(classes[i]) + " " + letters(slices.Index(sorted, id))
		if name != want {
			t.Errorf("got %q, want %q", name, want)
		}
	}
	if got := first.Tally(); got.People != 4 || got.Unclassed != 1 {
		t.Errorf("tally %+v", got)
	}
}

func TestANameThatIsAStandInStays(t *testing.T) {
	b := newCase(t)
	id := b.entity("Person", store.ClassWorker, "name", "Worker A")
	other := b.entity("Person", store.ClassWorker, "name", "Zorvex Qilmar")
	g := b.open(Public)
	if got, _ := g.Entity(id); got != "Worker A" {
		t.Errorf("got %q", got)
	}
	if got, _ := g.Entity(other); got != "Worker B" {
		t.Errorf("the other is %q", got)
	}
	if leaks := g.Leaks("Worker A and Worker B"); leaks != nil {
		t.Errorf("stand-ins leak: %v", leaks)
	}
}

func TestLetters(t *testing.T) {
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := letters(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestTextFindsNamesHoweverTheyAreWritten(t *testing.T) {
	b := newCase(t)
	b.entity("Person", store.ClassWorker,
		"name", "Zorvex Ann Qilmar", "alias", "Old Zed", "previousName", "Zorvex Brandt", "weakAlias", "Zed",
		"email", "zorvex@example.org", "phone", "+7 4242 55-12-34", "passportNumber", "PK 4512345", "birthDate", "1980-05-03",
		"address", "Lenina 5, flat 12, Yuzhno-Sakhalinsk")
	korean := newCase(t)
	korean.entity("Person", store.ClassWorker, "name", "김철수", "alias", "Kim Chol-su")
	russian := newCase(t)
	russian.entity("Person", store.ClassWorker, "name", "Петров Иван Сергеевич", "alias", "Семён Королёв")
	unnamed := newCase(t)
	unnamed.entity("Person", store.ClassSource, "name", "Contractor (unnamed)")
	unnamed.entity("Person", store.ClassSource, "name", "Property executive (unnamed)")
	for _, tt := range []struct {
		b        *build
		in, want string
	}{
		{b, "Zorvex Ann Qilmar worked there.", "Worker A worked there."},
		{b, "ZORVEX  ANN\nQILMAR", "Worker A"},
		{b, "Zorvex Qilmar; Qilmar, Zorvex; Qilmar Zorvex Ann", "Worker A; Worker A; Worker A"},
		{b, "Z. A. Qilmar, a Qilmar, Qilmar Z.A. and then", "Worker A, a Worker A, Worker A. and then"},
		{b, "Qilmar Z. Qilmar", "Worker A. Worker A"},
		{b, "about Qilmar. A. Lee left", "about Worker A. A. Lee left"},
		{b, "Mr Qilmar's hut", "Mr Worker A's hut"},
		{b, "qilmar_interview.pdf", "Worker A_interview.pdf"},
		{b, "Qilmarov and Zedong stay", "Qilmarov and Zedong stay"},
		{b, "Old Zed, once Zorvex Brandt", "Worker A, once Worker A"},
		{b, "Zörvex Ann Qil\u00admar", "Worker A"},
		{b, "write to Zorvex@Example.org or +74242551234", "write to [withheld] or +[withheld]"},
		{b, "passport PK4512345, born 3 May 1980 (03.05.1980)", "passport [withheld], born [withheld] ([withheld])"},
		{b, "born in 1980", "born in 1980"},
		{b, "lives at LENINA 5 - flat 12, Yuzhno-Sakhalinsk.", "lives at [withheld]."},
		{korean, "김철수는 왔다", "Worker A는 왔다"},
		{korean, "\u1100\u1175\u11b7\u110e\u1165\u11af\u1109\u116e", "Worker A"}, // the same name, decomposed
		{korean, "Kim Cholsu, KIM CHOL SU", "Worker A, Worker A"},
		{korean, "Kim Jong Un", "Kim Jong Un"},
		{russian, "с Иваном Петровым", "с Worker A"},
		{russian, "господин Петровский и Петрову", "господин Петровский и Worker A"},
		{russian, "Петрова Ивана Сергеевича нет", "Worker A нет"},
		{russian, "Королева Семена видели", "Worker A видели"},
		{unnamed, "an unnamed contractor, an executive", "an unnamed contractor, an executive"},
		{unnamed, "", ""},
	} {
		g := tt.b.open(Public)
		if got := g.Text(tt.in); got != tt.want {
			t.Errorf("%q became %q, want %q", tt.in, got, tt.want)
		}
		if got := tt.b.open(Full).Text(tt.in); got != tt.in {
			t.Errorf("Full changed %q into %q", tt.in, got)
		}
		if leaks := g.Leaks(tt.want); leaks != nil {
			t.Errorf("%q still leaks %v", tt.want, leaks)
		}
		if (g.Leaks(tt.in) != nil) != (tt.in != tt.want) {
			t.Errorf("%q: leaks %v", tt.in, g.Leaks(tt.in))
		}
	}
}

func TestTheSameFamilyName(t *testing.T) {
	b := newCase(t)
	b.entity("Person", store.ClassWorker, "name", "Felix Marlowe")
	b.entity("Person", store.ClassWorker, "name", "Greta Marlowe")
	official := b.entity("Person", store.ClassOfficial, "name", "Ada Marlowe")
	g := b.open(Public)
	if got, _ := g.Entity(official); got != "Ada Marlowe" {
		t.Errorf("the official is called %q", got)
	}
	if got, want := g.Text("Ada Marlowe met Marlowe."), "Ada Marlowe met a protected person."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWithdrawnNamesStayProtected(t *testing.T) {
	b := newCase(t)
	id := b.entity("Person", store.ClassWorker, "name", "Zorvex Qilmar")
	name := b.said(id, "name")
	b.do(func(tx *store.Tx) error { return tx.Withdraw(name.ID, "asked for it") })
	if got := b.open(Public).Text("a note on Zorvex Qilmar"); got != "a note on Worker A" {
		t.Errorf("got %q", got)
	}
}

func TestACaptionThatTheStoreCuts(t *testing.T) {
	b := newCase(t)
	b.entity("Person", store.ClassWorker, "name", "Zorvex Qilmar")
	for cut := range 16 {
		long := strings.Repeat("x", 118-cut) + " Zorvex Qilmar was there, and so were many others"
		claim := b.entity("Claim", "", "claim", long)
		caption, _ := b.open(Public).Entity(claim)
		if !strings.HasSuffix(caption, "…") || strings.Contains(caption, "Z") || strings.Contains(caption, "Q") {
			t.Errorf("cut after %d letters: %q", cut, caption)
		}
	}
}

func TestStatements(t *testing.T) {
	b := newCase(t)
	firm := b.entity("Company", "", "name", "Zorvex Qilmar Trading", "innCode", "INN 7811489970", "summary", "Run by Zorvex Qilmar")
	address := b.entity("Address", "", "full", "Lenina 5, Korsakov")
	shared := b.entity("Address", "", "full", "Mira 1, Korsakov")
	worker := b.entity("Person", store.ClassWorker, "name", "Zorvex Qilmar", "position", "Welder", "nationality", "kp",
		"birthDate", "1980-05-03", "email", "z@example.org", "gender", "male", "addressEntity", address, "summary", "Tall")
	b.entity("Company", "", "name", "Mokran", "addressEntity", shared)
	b.entity("Person", store.ClassWorker, "name", "Anna Belitz", "addressEntity", shared)
	paper := b.entity("Passport", "", "holder", worker, "number", "PK4512345", "country", "kp", "surname", "Qilmar")
	job := b.entity("Employment", "", "employee", worker, "employer", firm, "role", "Foreman")
	permit := b.entity("WorkPermit", "", "name", "Permit of Qilmar", "holder", worker, "number", "77-1234567", "place", "Korsakov")
	listing := b.entity("Sanction", "", "entity", worker, "authorityId", "OFAC-12345", "program", "DPRK3")
	small := b.entity("WorkerGroup", "", "name", "Crew", "present", "3", "approved", "5", "registered", "~4", "permitted", "0")
	g := b.open(Public)
	me, _ := g.Entity(worker)
	for _, tt := range []struct {
		of       store.ID
		property string
		want     string
		masked   bool
	}{
		{firm, "name", me + " Trading", true},
		{firm, "innCode", "INN 7811489970", false},
		{firm, "summary", "Run by " + me, true},
		{worker, "name", me, true},
		{worker, "position", "Welder", false},
		{worker, "nationality", "North Korea", false},
		{worker, "birthDate", Withheld, true},
		{worker, "email", Withheld, true},
		{worker, "gender", Withheld, true},
		{worker, "summary", Withheld, true},
		{worker, "addressEntity", Withheld, true},
		{address, "full", Withheld, true},
		{shared, "full", "Mira 1, Korsakov", false},
		{paper, "number", Withheld, true},
		{paper, "surname", Withheld, true},
		{paper, "holder", Withheld, true},
		{paper, "country", "North Korea", false},
		{job, "employee", me, true},
		{job, "employer", me + " Trading", false},
		{job, "role", "Foreman", false},
		{permit, "name", "Permit of " + me, true},
		{permit, "number", Withheld, true},
		{permit, "place", "Korsakov", false},
		{listing, "authorityId", Withheld, true},
		{listing, "program", "DPRK3", false},
		{small, "present", "fewer than 5", true},
		{small, "registered", "fewer than 5", true},
		{small, "approved", "5", false},
		{small, "permitted", "0", false},
	} {
		got := g.Statement(b.said(tt.of, tt.property))
		if got.Text != tt.want || got.Masked != tt.masked {
			t.Errorf("%s: %q, masked %v; want %q, %v", tt.property, got.Text, got.Masked, tt.want, tt.masked)
		}
		if leaks := g.Leaks(got.Value + "\n" + got.Text); leaks != nil {
			t.Errorf("%s leaks %v", tt.property, leaks)
		}
		full := b.open(Full).Statement(b.said(tt.of, tt.property))
		if full.Masked || full.Value != b.said(tt.of, tt.property).Value {
			t.Errorf("%s: Full gives %q, masked %v", tt.property, full.Value, full.Masked)
		}
	}
	for id, want := range map[store.ID]string{
		job: me + " → " + me + " Trading (employment)", paper: "Passport of " + me, address: "Address of " + me,
		shared: "Mira 1, Korsakov", small: "Crew", {}: "unknown",
	} {
		if got, _ := g.Entity(id); got != want {
			t.Errorf("caption %q, want %q", got, want)
		}
	}
	if tally := g.Tally(); tally.People != 2 || tally.Values == 0 || tally.Texts == 0 {
		t.Errorf("tally %+v", tally)
	}
}

func TestNotingsAndSources(t *testing.T) {
	b := newCase(t)
	b.entity("Person", store.ClassSource, "name", "Zorvex Qilmar")
	hidden := b.source(store.Source{Title: "Talk in the yard", Kind: "interview", Author: "Bela Trunk; Otto Vasek", Publisher: "Own notes", URL: "https://example.org/yard", Note: "by the gate"})
	open := b.source(store.Source{Title: "On Qilmar", Kind: "article", Author: "Ann Lee", URL: "https://example.org/qilmar"})
	g := b.open(Public)
	n := g.Noting(store.Noting{
		SaidBy: "Zorvex Qilmar", Hedge: "as Bela Trunk thinks", Origin: "Qilmar", Original: "Qilmar said 5",
		Citation: store.Citation{Quote: "I, Qilmar", Locator: "talk in the yard, 3", Passage: 2},
	})
	want := store.Noting{
		SaidBy: "Source A", Hedge: "as Protected source A thinks", Origin: "Source A", Original: "Source A said 5",
		Citation: store.Citation{Quote: "I, Source A", Locator: "Protected source A, 3", Passage: 2},
	}
	if n.SaidBy != want.SaidBy || n.Hedge != want.Hedge || n.Origin != want.Origin || n.Original != want.Original || n.Citation != want.Citation {
		t.Errorf("got %+v", n)
	}
	for _, s := range sourcesOf(t, b) {
		shown, is := g.Source(s)
		if is != (s.ID == hidden) {
			t.Errorf("%q hidden: %v", s.Title, is)
		}
		text := strings.Join([]string{shown.Title, shown.Author, shown.Publisher, shown.URL, shown.Note, shown.Origin}, "|")
		if is && text != "Protected source A|||||Protected source A" {
			t.Errorf("the hidden source is shown as %q", text)
		}
		if s.ID == open && text != "On Source A|Ann Lee||||" {
			t.Errorf("the open source is shown as %q", text)
		}
	}
	if got := g.Tally().Sources; got != 1 {
		t.Errorf("%d sources hidden", got)
	}
}

func TestProfiles(t *testing.T) {
	for in, want := range map[string]Profile{"": Public, "Public": Public, " full ": Full} {
		if got, err := ParseProfile(in); err != nil || got != want {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
	if _, err := ParseProfile("everything"); err == nil {
		t.Error("an unknown profile was taken")
	}
	b := newCase(t)
	if g := b.open(""); g.Profile() != Public {
		t.Errorf("the zero profile is %q", g.Profile())
	}
}
