package exchange

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redthread/app/redact"
	"redthread/store"
)

// drawn makes a case of anything a researcher may write.
func drawn(rt *rapid.T, c *store.Case) {
	values := map[string][]string{
		"name": {"Mokran LLC", "=cmd|' /C calc'!A0", "Иван", "'quoted", "_x0041_"}, "summary": {"a", "-1", "@x", "line\nbreak", "tab\tand tab", "a\r\nb"},
		"registered": {">=700", "91", "~24000", "1/3"}, "startDate": {"2018", "[..2015]", "2018~", "2018-05-03"}, "percentage": {"25%", ">=50%", "1/3", "unknown"},
		"amount": {"1000 USD", "~5 RUB/month", "7 EUR", "10..20 USD"}, "nationality": {"kp", "ru"}, "place": {"Sakhalin"}, "incorporationDate": {"2010-05"}, "phone": {"+7 4242 55-12-34"},
		"sharesValue": {"5 USD", "100 RUB"}, "basis": {"paid"},
	}
	if _, err := c.Update(context.Background(), "draw", func(tx *store.Tx) error {
		sources := []store.ID{{}}
		for i := range rapid.IntRange(0, 2).Draw(rt, "sources") {
			id, err := tx.AddSource(store.Source{
				Title: fmt.Sprintf("+Source %d", i), Kind: rapid.SampledFrom([]string{"article", "registry"}).Draw(rt, "kind"), Published: rapid.SampledFrom([]string{"", "2018~", "2018-08-02"}).Draw(rt, "published"),
				Grade: store.Grade{Reliability: 'B', Credibility: 2}, Note: rapid.SampledFrom([]string{"", "A note\nof two lines"}).Draw(rt, "note"),
			})
			if err != nil {
				return err
			}
			sources = append(sources, id)
		}
		schemata := []string{"Company", "Person", "Ownership", "WorkerGroup", "WageObservation", "Claim", "Payment"}
		var ids []store.ID
		var kinds []string
		for range rapid.IntRange(1, 4).Draw(rt, "entities") {
			s := rapid.SampledFrom(schemata).Draw(rt, "schema")
			id, err := tx.AddEntity(s)
			if err != nil {
				return err
			}
			if class := rapid.SampledFrom([]store.Class{"", store.ClassOfficial, store.ClassOther}).Draw(rt, "class"); class != "" && s == "Person" {
				if err := tx.SetClass(id, class); err != nil {
					return err
				}
			}
			ids, kinds = append(ids, id), append(kinds, s)
		}
		for i, id := range ids {
			for range rapid.IntRange(1, 6).Draw(rt, "facts") {
				st := store.Statement{Entity: id, Source: rapid.SampledFrom(sources).Draw(rt, "source")}
				st.Property = rapid.SampledFrom([]string{"name", "summary", "registered", "startDate", "percentage", "amount", "nationality", "place", "incorporationDate", "phone", "sharesValue", "basis", "owner", "asset", "payer", "employer"}).Draw(rt, "property")
				if vs := values[st.Property]; vs != nil {
					st.Value = rapid.SampledFrom(vs).Draw(rt, "value")
				} else {
					st.Target = rapid.SampledFrom(ids).Draw(rt, "target")
				}
				if rapid.IntRange(0, 5).Draw(rt, "dispute") == 0 {
					st.Stance = store.Disputes
				}
				if rapid.IntRange(0, 5).Draw(rt, "timed") == 0 {
					st.From, st.To = "2015", "2018-05"
				}
				if st.Property == "name" || st.Property == "summary" {
					st.Lang = rapid.SampledFrom([]string{"", "ru", "zh-Hant"}).Draw(rt, "lang")
				}
				for range rapid.IntRange(1, 2).Draw(rt, "notings") {
					n := store.Noting{
						Hedge: rapid.SampledFrom([]string{"", "", "appears"}).Draw(rt, "hedge"), SaidBy: rapid.SampledFrom([]string{"", "a clerk"}).Draw(rt, "said by"),
						Credibility: rapid.SampledFrom([]byte{0, 3}).Draw(rt, "credibility"), Original: rapid.SampledFrom([]string{"", "as printed"}).Draw(rt, "original"),
						Citation: store.Citation{Locator: rapid.SampledFrom([]string{"", "p. 3", "line 4"}).Draw(rt, "locator"), Quote: rapid.SampledFrom([]string{"", "words"}).Draw(rt, "quote")},
					}
					if _, err := tx.Assert(st, n); err != nil {
						if strings.Contains(err.Error(), "has no property") || strings.Contains(err.Error(), "cannot point") {
							break // not every kind has every property
						}
						return err
					}
				}
			}
			_ = kinds[i]
		}
		return nil
	}); err != nil {
		rt.Fatalf("drawing a case: %v", err)
	}
}

// Whatever a case holds, every format gives the same again after a round trip.
func TestAnyCaseComesBack(t *testing.T) {
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		dir := filepath.Join(t.TempDir(), fmt.Sprint(n))
		if err := os.Mkdir(dir, 0o700); err != nil {
			rt.Fatalf("%v", err)
		}
		c := newCase(t)
		drawn(rt, c)
		form := rapid.SampledFrom([]struct {
			f    Format
			name string
		}{{FTM, "a.json"}, {Statements, "a.csv"}, {Statements, "a.json"}, {CSV, "t"}, {XLSX, "a.xlsx"}}).Draw(rt, "format")
		o := Options{Format: form.f, Profile: redact.Full}
		first, second := filepath.Join(dir, form.name), filepath.Join(dir, "2"+form.name)
		if _, err := Export(t.Context(), c, first, o, nil); err != nil {
			rt.Fatalf("%v", err)
		}
		other := newCase(t)
		r, err := Import(t.Context(), other, first, form.f, nil)
		if err != nil || r.Bad > 0 || len(r.Kept) > 0 {
			rt.Fatalf("%+v, %v", r, err)
		}
		if form.f == XLSX { // archives are compared by what is in them
			o.Format, first = CSV, filepath.Join(dir, "csv")
			if _, err := Export(t.Context(), c, first, o, nil); err != nil {
				rt.Fatalf("%v", err)
			}
		}
		if _, err := Export(t.Context(), other, second, o, nil); err != nil {
			rt.Fatalf("%v", err)
		}
		if a, b := content(t, first), content(t, second); !sameSet(a, b) {
			rt.Fatalf("%s was\n%s\nand is\n%s", form.name, a, b)
		}
	})
}

// sameSet compares the lines of two files: what waited for an entity further
// down comes later in a case that was imported.
func sameSet(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	return len(a) == len(b) && fmt.Sprint(letters(a)) == fmt.Sprint(letters(b))
}

func letters(b []byte) (n [256]int) {
	for _, c := range b {
		n[c]++
	}
	return n
}

// Nothing of somebody hidden leaves under Public, in any format.
func TestHiddenStayHidden(t *testing.T) {
	c := newCase(t)
	if _, err := Import(t.Context(), c, write(t, "w.json", `{"id":"zorvex-qilmar-1980","schema":"Person","properties":{"name":["Zorvex Qilmar"],"birthDate":["1980-05-03"],"nickname":["Zed"],"nationality":["kp"]},"datasets":["leak_list"],"referents":["qilmar-2"]}
{"id":"co-1","schema":"Company","properties":{"name":["Mokran"],"notes":["Zorvex Qilmar works here"],"secretSauce":["Qilmar"]},"datasets":["leak_list"]}
{"id":"emp-1","schema":"Employment","properties":{"employer":["co-1"],"employee":["zorvex-qilmar-1980"]},"datasets":["leak_list"]}
`), FTM, nil); err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct {
		f     Format
		name  string
		plain bool
	}{{FTM, "a.json", false}, {FTM, "a.json", true}, {Statements, "a.csv", false}, {Statements, "a.json", true}, {CSV, "a", false}} {
		path, r := export(t, c, Options{Format: f.f, Plain: f.plain}, f.name)
		text := string(content(t, path))
		for _, secret := range []string{"zorvex", "qilmar", "1980", "Zed"} {
			if strings.Contains(strings.ToLower(text), strings.ToLower(secret)) {
				t.Errorf("%s %v holds %q:\n%s", f.f, f.plain, secret, text)
			}
		}
		if !strings.Contains(text, "Mokran") || !strings.Contains(text, "Person A") || !strings.Contains(text, "kp") || len(r.Withheld) == 0 {
			t.Errorf("%s: what may leave is missing, or nothing is told: %+v\n%s", f.f, r.Withheld, text)
		}
		full, _ := export(t, c, Options{Format: f.f, Plain: f.plain, Profile: redact.Full}, f.name)
		if !strings.Contains(string(content(t, full)), "Zorvex Qilmar") {
			t.Errorf("%s: asked for in full, the name is missing", f.f)
		}
	}
}

// A number never leaves without its hedge, and sums of two currencies never
// as bare numbers.
func TestNoBareNumberLosesItsDoubt(t *testing.T) {
	c := newCase(t)
	var id store.ID
	if _, err := c.Update(t.Context(), "x", func(tx *store.Tx) (err error) {
		a, err := tx.AddSource(store.Source{Title: "A"})
		if err != nil {
			return err
		}
		b, err := tx.AddSource(store.Source{Title: "B"})
		if err != nil {
			return err
		}
		if id, err = tx.AddEntity("Contract"); err != nil {
			return err
		}
		for _, f := range []struct {
			prop, value string
			source      store.ID
			n           store.Noting
		}{
			{"title", "Dormitory", a, store.Noting{}},
			{"amount", "180000 USD", a, store.Noting{Hedge: "almost"}},
			{"amount", "5000 RUB", b, store.Noting{}},
			{"amount", "6000 RUB", a, store.Noting{}},
			{"contractDate", "2018~", a, store.Noting{}},
			{"numberAwards", "2", a, store.Noting{Hedge: "at least"}},
		} {
			if _, err := tx.Assert(store.Statement{Entity: id, Property: f.prop, Value: f.value, Source: f.source}, f.n); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	path, _ := export(t, c, Options{Format: FTM, Plain: true, Profile: redact.Full}, "a.json")
	e := entities(t, content(t, path))[id.String()]
	props := e["properties"].(map[string]any)
	for _, p := range []string{"amount", "currency", "contractDate", "numberAwards"} {
		if props[p] != nil {
			t.Errorf("%s is bare: %v", p, props[p])
		}
	}
	for _, want := range []string{"180,000 USD (“almost”)", "5,000 RUB", "about 2018", "2 (“at least”)"} {
		if !strings.Contains(fmt.Sprint(props["summary"]), want) {
			t.Errorf("the summary lacks %q: %v", want, props["summary"])
		}
	}
	// Statements tell sources apart, so that a sum has its currency there.
	path, _ = export(t, c, Options{Format: Statements, Plain: true, Profile: redact.Full}, "a.csv")
	if text := string(content(t, path)); !strings.Contains(text, ",amount,number,Contract,5000,") || !strings.Contains(text, ",currency,string,Contract,RUB,") || strings.Contains(text, ",Contract,180000,") {
		t.Errorf("statements:\n%s", text)
	}
}

func TestFormulasLeaveAsText(t *testing.T) {
	for _, s := range []string{"=1+1", "+7", "-1", "@x", "\tx", "\rx", "'", "''=", "＝1", "plain", "", "x=1"} {
		cell := textCell(s)
		if s != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			t.Errorf("%q leaves as %q", s, cell)
		}
		if back := cellText(cell); back != s {
			t.Errorf("%q comes back as %q", s, back)
		}
	}
}

func TestSchemaFileHoldsWhatIsOurs(t *testing.T) {
	b, err := SchemaFile()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"WorkerGroup:", "WageObservation:", "OtherRecord:", "range: LegalEntity", "- Interval"} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("%q is missing", want)
		}
	}
}
