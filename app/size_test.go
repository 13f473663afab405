//go:build bench

package app_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"redthread/app/names"
	"redthread/store"
)

// bigOptions are those of the program, with ids that are the same each time.
func bigOptions() store.Options {
	return store.Options{
		Author: "Bench", Keys: names.Keys, KeysName: names.KeysVersion,
		Rand: rand.NewChaCha8([32]byte([]byte("one big case, the same each time"))),
	}
}

// bigCase makes a case of n entities with five statements each, or opens the
// one that REDTHREAD_BIG names and an earlier run made: the size for which the
// program is meant, 1,000,000, takes a quarter of an hour to write. Of ten
// entities six are firms, two people, one an ownership and one a directorship.
func bigCase(t *testing.T) (path string, n int) {
	t.Helper()
	n = 100_000
	if s := os.Getenv("REDTHREAD_BIG_ENTITIES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	path = os.Getenv("REDTHREAD_BIG")
	if path == "" {
		path = filepath.Join(t.TempDir(), "big.rtcase")
	}
	if _, err := os.Stat(path); err == nil {
		return path, n
	}
	options := bigOptions()
	options.LateIndex = true
	c, err := store.Create(t.Context(), path, options)
	if err != nil {
		t.Fatal(err)
	}
	g := &bigMaker{r: rand.New(rand.NewPCG(5, 18)), c: c}
	if err := g.make(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if err := c.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return path, n
}

type bigMaker struct {
	r       *rand.Rand
	c       *store.Case
	sources []store.ID
	firms   []store.ID
	people  []store.ID
}

var (
	bigFirst = []string{"Stroy", "Sakhalin", "Ocean", "Vostok", "Nord", "Pacific", "Амур", "Дальний", "Корё", "한빛", "Siber", "Zenit", "Mokran", "Ural", "Пасифик", "Onega"}
	bigNext  = []string{"Invest", "Trade", "Fish", "Service", "Montazh", "Logistic", "Строй", "Сервис", "무역", "Holding", "Group", "Energo", "Les", "Port", "Market", "Tekhnika"}
	bigForms = []string{"OOO", "ООО", "LLC", "АО", "Ltd", "JSC", "ИП", "회사"}
	bigGiven = []string{"Ivan", "Анна", "Chol Su", "Sergei", "Мария", "Pavel", "Yong Nam", "Olga", "김철", "Viktor", "Елена", "Dmitri"}
	bigLast  = []string{"Petrov", "Иванова", "Kim", "Sidorov", "Ри", "Pak", "Volkov", "Цой", "Smirnov", "Ким", "Orlov", "Чон"}
)

func (g *bigMaker) pick(all []string) string { return all[g.r.IntN(len(all))] }

// syllables makes a word that few others share.
func (g *bigMaker) syllables() string {
	const parts = "ra bo chi stro iz na ko re ya ti en com pa ny wor ker per mi tion "
	s := ""
	for range 2 + g.r.IntN(2) {
		at := g.r.IntN(19)
		from := 0
		for i := 0; i < at; from++ {
			if parts[from] == ' ' {
				i++
			}
		}
		to := from
		for parts[to] != ' ' {
			to++
		}
		s += parts[from:to]
	}
	return s
}

func (g *bigMaker) make(ctx context.Context, n int) error {
	if _, err := g.c.Update(ctx, "Sources", func(tx *store.Tx) error {
		for i := range 40 {
			id, err := tx.AddSource(store.Source{Title: fmt.Sprintf("Register extract %d", i+1), Kind: "registry"})
			if err != nil {
				return err
			}
			g.sources = append(g.sources, id)
		}
		return nil
	}); err != nil {
		return err
	}
	const batch = 50_000
	for from := 0; from < n; from += batch {
		if _, err := g.c.Update(ctx, fmt.Sprintf("Import %d", from/batch+1), func(tx *store.Tx) error {
			for i := from; i < min(from+batch, n); i++ {
				if err := g.entity(tx, i); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

func (g *bigMaker) entity(tx *store.Tx, i int) error {
	schema := "Company"
	switch i % 10 {
	case 6, 7:
		schema = "Person"
	case 8:
		schema = "Ownership"
	case 9:
		schema = "Directorship"
	}
	id, err := tx.AddEntity(schema)
	if err != nil {
		return err
	}
	var facts []store.Statement
	fact := func(property, text string) {
		facts = append(facts, store.Statement{Property: property, Value: text})
	}
	end := func(property string, all []store.ID) {
		facts = append(facts, store.Statement{Property: property, Target: all[int(g.r.Float64()*g.r.Float64()*float64(len(all)))]})
	}
	switch schema {
	case "Company":
		g.firms = append(g.firms, id)
		fact("name", fmt.Sprintf("%s %s-%s %s", g.pick(bigForms), g.pick(bigFirst), g.pick(bigNext), g.syllables()))
		fact("address", fmt.Sprintf("ul. Lenina %d, Khabarovsk", g.r.IntN(9000)))
		fact("registrationNumber", fmt.Sprintf("10%011d", i))
		fact("jurisdiction", "ru")
		fact("incorporationDate", fmt.Sprintf("20%02d-%02d-%02d", g.r.IntN(24), 1+g.r.IntN(12), 1+g.r.IntN(28)))
	case "Person":
		g.people = append(g.people, id)
		fact("name", g.pick(bigGiven)+" "+g.pick(bigLast)+" "+g.syllables())
		fact("nationality", []string{"ru", "kp", "cn"}[g.r.IntN(3)])
		fact("birthDate", fmt.Sprintf("19%02d", 40+g.r.IntN(60)))
		fact("position", "director")
		fact("address", fmt.Sprintf("ul. Mira %d", g.r.IntN(9000)))
	case "Ownership":
		end("owner", g.people)
		end("asset", g.firms)
		fact("percentage", strconv.Itoa(1+g.r.IntN(100))+"%")
		fact("startDate", fmt.Sprintf("20%02d", g.r.IntN(24)))
		fact("role", "founder")
	default:
		end("director", g.people)
		end("organization", g.firms)
		fact("role", "general director")
		fact("startDate", fmt.Sprintf("20%02d", g.r.IntN(24)))
		fact("status", "active")
	}
	source := g.sources[g.r.IntN(len(g.sources))]
	for _, st := range facts {
		st.Entity, st.Source = id, source
		if _, err := tx.Assert(st, store.Noting{Citation: store.Citation{Locator: "row " + strconv.Itoa(i+1)}}); err != nil {
			return err
		}
	}
	return nil
}
