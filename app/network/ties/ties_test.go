package ties

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"redthread/app/sample"
	"redthread/store"
)

// build is a case under construction.
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

// add makes an entity of pairs of property and value; a value may be a store.ID.
func (b *build) add(schema string, facts ...any) store.ID {
	b.t.Helper()
	var id store.ID
	_, err := b.c.Update(context.Background(), "test", func(tx *store.Tx) error {
		var err error
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
	if err != nil {
		b.t.Fatal(err)
	}
	return id
}

func (b *build) firm(name string, facts ...any) store.ID {
	return b.add("Company", append([]any{"name", name}, facts...)...)
}

func (b *build) find(o Options) *Ties {
	b.t.Helper()
	t, err := Find(context.Background(), b.c, o)
	if err != nil {
		b.t.Fatal(err)
	}
	return t
}

// told lists what two parties share: "email:info@x.ru".
func told(t *Ties, a, b store.ID) []string {
	p, ok1 := t.Party(a)
	q, ok2 := t.Party(b)
	if !ok1 || !ok2 {
		return []string{"no party"}
	}
	var all []string
	for _, r := range t.Between(p, q).Reasons {
		s := t.Shared[r]
		word := string(s.Kind)
		if s.Weak {
			word += " (weak)"
		}
		all = append(all, word+": "+s.Value)
	}
	return all
}

func TestTheSampleCaseTiesItsFirms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.rtcase")
	if err := sample.Create(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(context.Background(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	ties, err := Find(context.Background(), c, Options{})
	if err != nil {
		t.Fatal(err)
	}
	party := func(caption string) int {
		t.Helper()
		for i, p := range ties.Parties {
			if p.Caption == caption {
				return i
			}
		}
		t.Fatalf("the sample has no party %q", caption)
		return 0
	}
	names := func(all []Reached) (got []string) {
		for _, r := range all {
			got = append(got, ties.Parties[r.Party].Caption)
		}
		return got
	}
	if got := names(ties.Around(party("Mokran Ltd."), 1)); !slices.Contains(got, "Bu Khyn Ltd.") || !slices.Contains(got, "Kanson Ltd.") {
		t.Errorf("Mokran is tied to %q, want the two others of the warehouse", got)
	}
	zenco := ties.Around(party("Zenco-39"), 1)
	if got := names(zenco); !slices.Contains(got, "General Corporation for External Construction") {
		t.Fatalf("Zenco-39 is tied to %q, want GENCO, whose weak alias is ZENKO", got)
	}
	for _, r := range zenco[0].Tie.Reasons {
		if s := ties.Shared[r]; s.Kind != Name || !strings.Contains(s.Note, "39 stands in one of them only") || len(s.Holders[0].Statements) == 0 {
			t.Errorf("the tie rests on %+v, want a near name with its statements", s)
		}
	}
}

func TestSpellingsOfOneDetailMeet(t *testing.T) {
	for _, tt := range []struct {
		name string
		a, b []any
		want []string
	}{
		{"mail in any case", []any{"email", "Info@Stroy.example"}, []any{"email", "info@stroy.example"}, []string{"email: info@stroy.example"}},
		{"a tag and the points of Gmail", []any{"email", "kim.sakhalin+ads@gmail.com"}, []any{"email", "kimsakhalin@googlemail.com"}, []string{"email (weak): kimsakhalin@gmail.com"}},
		{"one domain", []any{"email", "a@stroy.example"}, []any{"website", "https://www.stroy.example/contacts"}, []string{"site: stroy.example"}},
		{"free mail", []any{"email", "a@mail.ru"}, []any{"email", "b@mail.ru"}, nil},
		{
			"a number from home and abroad",
			[]any{"phone", "8 (4242) 55-12-34 доб. 12", "country", "ru"},
			[]any{"phone", "+7 4242 551234"},
			[]string{"phone: +74242551234"},
		},
		{"with the trunk prefix after the code", []any{"phone", "+44 (0)20 7946 0018"}, []any{"phone", "020 7946 0018", "country", "gb"}, []string{"phone: +442079460018"}},
		{"its country not told", []any{"phone", "8 (4242) 55-12-34"}, []any{"phone", "+7 4242 551234"}, []string{"phone (weak): …242551234"}},
		{"another number", []any{"phone", "+7 4242 551234"}, []any{"phone", "+7 4242 551235"}, nil},
		{"a placeholder", []any{"phone", "+7 000 000-00-00", "innCode", "0000000000"}, []any{"phone", "+7 000 000-00-00", "innCode", "0000000000"}, nil},
		{"a tax number under two names", []any{"innCode", "7811489970"}, []any{"taxNumber", "ИНН 7811489970"}, []string{"number: INN (tax number) 7811489970"}},
		{
			"an address in two scripts, orders and offices",
			[]any{"address", "190000, г. Санкт-Петербург, ул. Седова, д. 12, лит. А, оф. 5"},
			[]any{"address", "Sedova ul. 12 lit. A, office 7, St. Petersburg, Russia"},
			[]string{"address: 190000, г. Санкт-Петербург, ул. Седова, д. 12, лит. А, оф. 5"},
		},
		{
			"a town left out",
			[]any{"address", "ул. Ленина, д. 3, Южно-Сахалинск, Сахалинская область"},
			[]any{"address", "улица Ленина 3"},
			[]string{"address: ул. Ленина, д. 3, Южно-Сахалинск, Сахалинская область"},
		},
		{"the same street elsewhere", []any{"address", "Москва, ул. Ленина, д. 3"}, []any{"address", "Краснодар, ул. Ленина, д. 3"}, nil},
		{"another house", []any{"address", "Москва, ул. Ленина, д. 3"}, []any{"address", "Москва, ул. Ленина, д. 5"}, nil},
		{"another building of a house", []any{"address", "Москва, ул. Ленина, д. 3, корп. 1"}, []any{"address", "Москва, ул. Ленина, д. 3, корп. 2"}, nil},
		{"a town is no address", []any{"address", "г. Краснодар, Россия"}, []any{"address", "г. Краснодар, Россия"}, nil},
		{"a formation agent", []any{"address", "71-75 Shelton Street, London WC2H 9JQ"}, []any{"address", "71-75 Shelton St., Covent Garden, London"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newCase(t)
			x, y := b.firm("Северный берег", tt.a...), b.firm("Quayside", tt.b...)
			if got := told(b.find(Options{}), x, y); !slices.Equal(got, tt.want) {
				t.Errorf("tied by %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNearNames(t *testing.T) {
	for _, tt := range []struct {
		a, b, note string
	}{
		{"Zenco-39", "ООО «Зенко-39»", "One name, but for the legal form"},
		{"Zenco-39", "Zenco-93", "One brand with different numbers, 39 and 93: not one firm"},
		{"Zenco-39", "ZENKO", "One brand: the number 39 stands in one of them only."},
		{"Genco Ltd", "Зенко", "Nearly one name"},
		{"Sakorenma Ltd.", "사코렌마", "One name"},
		{"ООО «Торговый дом Восток»", "Vostok Trading House LLC", "Names that are likely of one firm."},
		{"Mokran LLC", "Kanson LLC", ""},
		{"Bu Khyn", "Zenco-39", ""},
	} {
		b := newCase(t)
		x, y := b.firm(tt.a), b.firm(tt.b)
		ties := b.find(Options{})
		p, _ := ties.Party(x)
		q, _ := ties.Party(y)
		note := ""
		for _, r := range ties.Between(p, q).Reasons {
			note = ties.Shared[r].Note
		}
		if tt.note == "" && note != "" || !strings.HasPrefix(note, tt.note) {
			t.Errorf("%s and %s: %q, want %q", tt.a, tt.b, note, tt.note)
		}
	}
}

func TestWhoDirectsOrOwnsTwoTiesThem(t *testing.T) {
	b := newCase(t)
	kim, other := b.add("Person", "name", "Ким Чхоль Су"), b.add("Person", "name", "Kim Chkhol Su")
	x, y, z := b.firm("Mokran"), b.firm("Kanson"), b.firm("Berezka")
	b.add("Directorship", "director", kim, "organization", x)
	b.add("Ownership", "owner", kim, "asset", y)
	b.add("Directorship", "director", other, "organization", z)
	ties := b.find(Options{})
	if got := told(ties, x, y); !slices.Equal(got, []string{"director: Ким Чхоль Су"}) {
		t.Errorf("Mokran and Kanson are tied by %q", got)
	}
	if got := told(ties, x, z); !slices.Equal(got, []string{"director (weak): Ким Чхоль Су"}) {
		t.Errorf("Mokran and Berezka are tied by %q, want the name of their directors alone", got)
	}
	if _, err := b.c.Update(context.Background(), "judge", func(tx *store.Tx) error {
		_, err := tx.Judge(kim, other, store.Same, "one passport")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got := told(b.find(Options{}), x, z); len(got) != 1 || !strings.HasPrefix(got[0], "director: ") {
		t.Errorf("judged the same, the director ties Mokran and Berezka by %q", got)
	}
}

func TestCrowdsAndAccountantsAreMutedAndSaid(t *testing.T) {
	b := newCase(t)
	var firms []store.ID
	for i := range 6 {
		firms = append(firms, b.firm("Firm "+string(rune('A'+i))+"lpha", "phone", "+7 495 123-40-50", "email", "one@firm.example"))
	}
	b.firm("Good Books", "email", "one@firm.example", "sector", "Бухгалтерские услуги")
	ties := b.find(Options{Most: 4})
	if got := told(ties, firms[0], firms[1]); len(got) != 0 {
		t.Errorf("tied by %q, want all muted", got)
	}
	p, _ := ties.Party(firms[0])
	var why []string
	for _, s := range ties.MutedOf(p) {
		why = append(why, string(ties.Shared[s].Kind)+" "+ties.Shared[s].Why)
	}
	all := strings.Join(why, "\n")
	for _, want := range []string{"phone 6 parties share it, more than 4.", "email Good Books gives it too, and lends its details to clients"} {
		if !strings.Contains(all, want) {
			t.Errorf("muted:\n%s\nwant %q among it", all, want)
		}
	}
	ties = b.find(Options{Most: 4, Unmute: map[string]bool{"phone:+74951234050": true}})
	if got := told(ties, firms[0], firms[1]); !slices.Equal(got, []string{"phone: +74951234050"}) {
		t.Errorf("unmuted, tied by %q", got)
	}
}

func TestABrandOfManyBranchesIsOneMutedLine(t *testing.T) {
	b := newCase(t)
	var firms []store.ID
	for i := range 8 {
		firms = append(firms, b.firm("Zenco-"+strconv.Itoa(10+i)))
	}
	ties := b.find(Options{Most: 4})
	p, _ := ties.Party(firms[0])
	muted := ties.MutedOf(p)
	if len(ties.Shared) != 1 || len(muted) != 1 || len(ties.Shared[muted[0]].Holders) != 8 {
		t.Fatalf("%d details, %d of them muted", len(ties.Shared), len(muted))
	}
	key := ties.Shared[muted[0]].Key
	ties = b.find(Options{Most: 4, Unmute: map[string]bool{key: true}})
	if got := len(ties.Around(p, 1)); got != 7 {
		t.Errorf("unmuted, the brand ties %d, want 7", got)
	}
}

func TestRarerIsStronger(t *testing.T) {
	b := newCase(t)
	x := b.firm("Alder", "phone", "+7 495 111-22-33", "email", "office@alder.example")
	few := b.firm("Birch", "phone", "+7 495 111-22-33")
	many := b.firm("Cedar", "email", "office@alder.example")
	for _, n := range []string{"Dogwood", "Elm", "Fir", "Gorse"} {
		b.firm(n, "email", "office@alder.example")
	}
	ties := b.find(Options{})
	p, _ := ties.Party(x)
	first := ties.Around(p, 1)[0]
	if want, _ := ties.Party(few); first.Party != want {
		q, _ := ties.Party(many)
		t.Errorf("first is %s (%.2f), want Birch before Cedar (%.2f)", ties.Parties[first.Party].Caption, first.Tie.Score, ties.Between(p, q).Score)
	}
}

func TestHops(t *testing.T) {
	b := newCase(t)
	x := b.firm("Alder", "phone", "+7 495 111-22-33")
	b.firm("Birch", "phone", "+7 495 111-22-33", "email", "a@b.example")
	z := b.firm("Cedar", "email", "a@b.example")
	ties := b.find(Options{})
	p, _ := ties.Party(x)
	q, _ := ties.Party(z)
	if n := len(ties.Around(p, 1)); n != 1 {
		t.Errorf("one hop reaches %d", n)
	}
	two := ties.Around(p, 2)
	if len(two) != 2 || two[1].Party != q || two[1].Hops != 2 || two[1].From == p {
		t.Errorf("two hops reach %+v", two)
	}
}

func TestDisputedDetailsTieNobody(t *testing.T) {
	b := newCase(t)
	x, y := b.firm("Alder", "phone", "+7 495 111-22-33"), b.firm("Birch")
	if _, err := b.c.Update(context.Background(), "deny", func(tx *store.Tx) error {
		_, err := tx.Assert(store.Statement{Entity: y, Property: "phone", Value: "+7 495 111-22-33", Stance: store.Disputes}, store.Noting{})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got := told(b.find(Options{}), x, y); len(got) != 0 {
		t.Errorf("tied by %q, though the one statement denies it", got)
	}
}

func TestListsAreWellFormed(t *testing.T) {
	l, err := readLists()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range l.crowded {
		if a.why == "" || a.at.key() == "" && len(strings.Fields(a.words)) < 3 {
			t.Errorf("an address of the list cannot be matched: %+v", a)
		}
	}
	for c, d := range l.dial {
		if d.Code == "" || d.Least == 0 || d.Most < d.Least {
			t.Errorf("dialling %s: %+v", c, d)
		}
	}
	if !l.lends("Главный бухгалтер") || l.lends("Генеральный директор") || !l.lendsByClass("69.20.1") || l.lendsByClass("41.20") {
		t.Error("trades that lend their details are not told apart")
	}
}
