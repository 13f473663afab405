package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redthread/app/redact"
	"redthread/store"
)

func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// entities reads lines by id, with the values of each property in order.
func entities(t failer, text []byte) map[string]map[string]any {
	all := map[string]map[string]any{}
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		var e map[string]any
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		props, _ := e["properties"].(map[string]any)
		for name, v := range props {
			var values []string
			for _, x := range v.([]any) {
				values = append(values, fmt.Sprint(x))
			}
			slices.Sort(values)
			props[name] = slices.Compact(values)
		}
		for _, list := range []string{"datasets", "referents"} {
			if v, ok := e[list].([]any); ok {
				slices.SortFunc(v, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			}
		}
		all[fmt.Sprint(e["id"])] = e
	}
	return all
}

type failer interface{ Fatalf(string, ...any) }

func sameEntities(t failer, a, b []byte) {
	x, y := entities(t, a), entities(t, b)
	for id, e := range x {
		if !reflect.DeepEqual(e, y[id]) {
			was, _ := json.Marshal(e)
			is, _ := json.Marshal(y[id])
			t.Fatalf("%s was\n%s\nand is\n%s", id, was, is)
		}
	}
	for id, e := range y {
		if x[id] == nil {
			is, _ := json.Marshal(e)
			t.Fatalf("%s is new: %s", id, is)
		}
	}
}

// through reads a file into a new case and writes the case.
func through(t *testing.T, format Format, text, name string) (*store.Case, *Report, []byte) {
	t.Helper()
	c := newCase(t)
	r, err := Import(t.Context(), c, write(t, name, text), format, nil)
	if err != nil {
		t.Fatal(err)
	}
	path, _ := export(t, c, Options{Format: format, Profile: redact.Full}, name)
	return c, r, content(t, path)
}

// strange holds what entities of other programs look like: several data sets,
// members at the top, numbers where texts belong, dates with a time, sums with
// and without a currency, links before what they join, links to nowhere.
const strange = `{"id":"own-1","schema":"Ownership","properties":{"owner":["per-1"],"asset":["co-1"],"percentage":["51"],"startDate":["2020-01-05T10:11:12"],"role":["founder"]},"datasets":["ru_egrul"]}
{"id":"co-1","caption":"Mokran LLC","schema":"Company","properties":{"name":["Mokran LLC","ООО «Мокран»"],"jurisdiction":["ru"],"incorporationDate":["2010"],"innCode":["7811489970"],"amount":["1000.00"],"currency":["RUB"],"unheardOf":["x","y"],"topics":["sanction","brand.new.topic"]},"datasets":["ru_egrul"],"referents":["egrul-1"],"first_seen":"2021-03-01T00:00:00","last_seen":"2023-04-05T00:00:00","target":true}
{"id":"per-1","caption":"Иван Петров","schema":"Person","properties":{"name":["Иван Петров"],"birthDate":["1970-02-30","1970"],"nationality":["ru","su"],"height":["180"]},"datasets":["ru_egrul","us_ofac_sdn"]}
{"id":"pay-1","schema":"Payment","properties":{"payer":["co-1"],"beneficiary":["gone-1"],"amount":["10","20"],"currency":["USD","EUR"],"date":["2019-05"]}}
{"id":"weird","schema":"CryptoWallet","properties":{"publicKey":["1abc"],"name":["Wallet"],"holder":["per-1"]},"datasets":["x"]}
{"id":"debt.1","schema":"Debt","properties":{"debtor":["co-1"],"creditor":["per-1"],"amount":["1,000.5"],"currency":["EUR"],"amountUsd":["1100"]}}
{"id":"3f6820cc7d33622caf44d05a2be33015","schema":"Company","properties":{"name":["Has an id like ours"]},"datasets":["x"]}
`

func TestStrangeEntitiesComeBack(t *testing.T) {
	c, r, out := through(t, FTM, strange, "strange.ftm.json")
	want := strings.Replace(strange, `,"schema":"Company","properties":{"name":["Has an id`, `,"caption":"Has an id like ours","schema":"Company","properties":{"name":["Has an id`, 1)
	want = strings.Replace(want, `{"id":"3f6820cc7d33622caf44d05a2be33015","schema"`, `{"id":"3f6820cc7d33622caf44d05a2be33015","caption":"Has an id like ours","schema"`, 1)
	sameEntities(t, []byte(want), out)
	if r.Bad != 0 || r.Entities != 7 {
		t.Errorf("%+v", r)
	}
	kept := fmt.Sprint(r.Kept)
	for _, what := range []string{"unknown schema CryptoWallet", "unknown property unheardOf of Company", "beneficiary that points at an entity the file does not hold", "amount without one currency of its own"} {
		if !strings.Contains(kept, what) {
			t.Errorf("%q is not told: %v", what, r.Kept)
		}
	}
	// The sum has its currency, the share its sign, and the data set is the source.
	said, err := c.Statements(t.Context(), store.StatementFilter{Entity: entityID("co-1"), Property: "amount"})
	if err != nil || len(said) != 1 || said[0].Value != "1000 RUB" || said[0].Source != datasetID("ru_egrul") {
		t.Errorf("amount: %+v, %v", said, err)
	}
	again, err := Import(t.Context(), c, write(t, "strange.ftm.json", strange), FTM, nil)
	if err != nil || again.Changed {
		t.Errorf("read again: %+v, %v", again, err)
	}
}

const strangeRows = `canonical_id,entity_id,prop,prop_type,schema,value,dataset,origin,lang,original_value,external,first_seen,last_seen,id
NK-1,a-1,id,,LegalEntity,2b6f0cc904d137be2e1730235f5664094b831186,us_ofac_sdn,,,,f,2021-03-01,2023-04-05,x
NK-1,a-1,name,name,LegalEntity,Mokran LLC,us_ofac_sdn,,eng,"MOKRAN, LLC",f,2021-03-01,2023-04-05,x
NK-1,a-1,name,name,Company,ООО «Мокран»,ru_egrul,,rus,,f,2022-01-01,2022-01-01,x
NK-1,a-1,amount,number,Company,1000.50,ru_egrul,,,,f,,,x
NK-1,a-1,currency,string,Company,RUB,ru_egrul,,,,f,,,x
NK-1,a-1,amount,number,Company,17,gb_coh,,,,f,,,x
NK-1,a-1,incorporationDate,date,Company,2010-05-06T00:00:00,gb_coh,model-1,,6 May 2010,t,,,x
NK-1,a-1,nobodyKnows,string,Company,=1+1,gb_coh,,,,f,,,x
own-9,own-9,owner,entity,Ownership,a-1,gb_coh,,,,f,,,x
own-9,own-9,asset,entity,Ownership,later,gb_coh,,,,f,,,x
own-9,own-9,percentage,number,Ownership,25.5,gb_coh,,,,f,,,x
later,later,name,name,Company,Later Ltd,gb_coh,,,,f,,,x
`

func TestStrangeStatementsComeBack(t *testing.T) {
	_, r, out := through(t, Statements, strangeRows, "strange.csv")
	if r.Bad != 0 || r.Entities != 3 || r.Sources != 3 {
		t.Errorf("%+v", r)
	}
	rows := func(text string) []string {
		var all []string
		err := eachStatement(t.Context(), write(t, "rows.csv", text), func(float64, string) {}, func(_ string, s statementRow) error {
			if s.ID == "" || s.Redthread != nil && s.Redthread.Fact != nil {
				t.Errorf("not as it came: %+v", s)
			}
			s.ID = statementKey(s.Dataset, s.EntityID, s.Prop, s.Value, plainText(s.Lang), s.External)
			s.Redthread = nil
			b, err := json.Marshal(s)
			if s.Prop != baseProp || strings.HasPrefix(s.Value, "2b6f") {
				all = append(all, string(b)) // a base row is made for each data set
			}
			return err
		}, func(place, why string) { t.Error(place, why) })
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(all)
		return all
	}
	want, have := rows(strangeRows), rows(string(out))
	for i := range want {
		if i >= len(have) || want[i] != have[i] {
			t.Fatalf("was\n%s\nis\n%s", strings.Join(want, "\n"), strings.Join(have, "\n"))
		}
	}
	if len(want) != len(have) {
		t.Fatalf("%d rows became %d:\n%s", len(want), len(have), strings.Join(have, "\n"))
	}
}

// FollowTheMoney's formula, worked by hand with sha1sum.
func TestStatementKey(t *testing.T) {
	for _, k := range []struct {
		lang     string
		external bool
		want     string
	}{
		{"", false, "8e2b939a0e4fe7d15e44032f0a9b9462e9413b01"},
		{"eng", false, "0e741b8efe37c89de48ab19aea5556054822fb8f"},
		{"eng", true, "6972475ba4fd6e500d96854fe7a289854bc1dc12"},
	} {
		if got := statementKey("us_ofac_sdn", "ofac-1", "name", "GENCO", k.lang, k.external); got != k.want {
			t.Errorf("%q %v: %s, want %s", k.lang, k.external, got, k.want)
		}
	}
}

// Whatever an entity holds comes back.
func TestAnyEntityComesBack(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "Mokran LLC", "2020", "2020-01-05", "2020-01-05T10:00:00", "51", "51%", "1,000.50", "RUB", "ru", "RU", "=1+1", "ünï", "x\ty", "not a value", "rus", "https://a.example/x", "+7 4242 55-12-34", "e-1", "e-2", "sanction"})
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		var text bytes.Buffer
		for i := range rapid.IntRange(1, 4).Draw(rt, "entities") {
			props := map[string][]string{}
			for range rapid.IntRange(0, 6).Draw(rt, "values") {
				p := rapid.SampledFrom([]string{"name", "country", "amount", "currency", "percentage", "startDate", "incorporationDate", "website", "phone", "owner", "asset", "nobodyKnows", "topics", "language", "addressEntity", "foreignId"}).Draw(rt, "prop")
				v := word.Draw(rt, "value")
				if !slices.Contains(props[p], v) {
					props[p] = append(props[p], v)
				}
			}
			e := map[string]any{
				"id": fmt.Sprintf("e-%d", i+1), "schema": rapid.SampledFrom([]string{"Company", "Person", "Ownership", "Payment", "Unheard", "Article"}).Draw(rt, "schema"), "properties": props,
			}
			if sets := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a_set", "b_set", "c_set"}), 0, 2, rapid.ID[string]).Draw(rt, "datasets"); len(sets) > 0 {
				e["datasets"] = sets
			}
			if rapid.Bool().Draw(rt, "top") {
				e["last_change"] = "2021"
			}
			b, err := json.Marshal(e)
			if err != nil {
				rt.Fatal(err)
			}
			text.Write(append(b, '\n'))
		}
		_, _, out := through(t, FTM, text.String(), "e.json")
		sameEntities(rt, text.Bytes(), out)
	})
}
