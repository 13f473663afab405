package tables

import (
	"path/filepath"
	"slices"
	"testing"

	"redthread/app/tables/records"
	"redthread/store"
)

// Each mapping that comes with the program is told from a made-up file of its
// kind, and makes of it what a researcher would.
func TestReady(t *testing.T) {
	want := map[string]struct {
		file string
		bad  int
		said []string
	}{
		"egrul": {"egrul.xml", 0, []string{
			`Company ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "СЕВЕРНЫЙ ПРИМЕР" innCode 7811489970`,
			`Company ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "СЕВЕРНЫЙ ПРИМЕР" email OFFICE@EXAMPLE.RU`,
			`Company ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "СЕВЕРНЫЙ ПРИМЕР" address 190000, САНКТ-ПЕТЕРБУРГ, ПРИМЕРНАЯ, ДОМ 7`,
			`Company ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "СЕВЕРНЫЙ ПРИМЕР" dissolutionDate 2018-06-30`,
			`Company ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "СЕВЕРНЫЙ ПРИМЕР" capital 10000 RUB`,
			"Person ПРИМЕРОВ ИВАН ИВАНОВИЧ innCode 123456789047", "Directorship ГЕНЕРАЛЬНЫЙ ДИРЕКТОР director ПРИМЕРОВ ИВАН ИВАНОВИЧ", "Directorship ГЕНЕРАЛЬНЫЙ ДИРЕКТОР startDate 2012-02-03",
			"Person КИМ ЧХОЛЬ citizenship kp", "Ownership owner КИМ ЧХОЛЬ", "Ownership percentage 1/3", "Ownership percentage 16.6667%", "Ownership percentage 25%",
			"Ownership owner КОРЕЙСКАЯ ПРИМЕРНАЯ КОМПАНИЯ", "Company КОРЕЙСКАЯ ПРИМЕРНАЯ КОМПАНИЯ jurisdiction kp", "Ownership sharesValue 3333.33 RUB",
			// The owner of one extract is the firm of another.
			"Ownership owner АО ПРИМЕР-ХОЛДИНГ", `Company АО ПРИМЕР-ХОЛДИНГ name АКЦИОНЕРНОЕ ОБЩЕСТВО "ПРИМЕР-ХОЛДИНГ"`,
		}},
		"labour-quota": {"labour-quota.csv", 1, []string{
			`Company ООО "Северный пример" ogrnCode 1117847131643`, "WorkerGroup Каменщик approved 91", "WorkerGroup Штукатур approved 1050", "WorkerGroup Каменщик nationality kp",
			`WorkerGroup Каменщик employer ООО "Северный пример"`,
		}},
		"contracts": {"contracts.xml", 0, []string{
			"Contract Строительство школы amount 12345678.9 RUB", "Contract Строительство школы authority АДМИНИСТРАЦИЯ ПРИМЕРНОГО ГОРОДА", "Contract Строительство школы contractDate 2018-03-01",
			`ContractAward 12-А supplier ООО "СЕВЕРНЫЙ ПРИМЕР"`, "ContractAward 12-А supplier KOREA EXAMPLE CORP", "LegalEntity KOREA EXAMPLE CORP country kp", `LegalEntity ООО "СЕВЕРНЫЙ ПРИМЕР" email office@example.ru`,
		}},
		"job-adverts": {"job-adverts.json", 0, []string{
			"JobAdvert Переводчик корейского языка wage 16000..20000 RUB/month", "JobAdvert Сварщик wage >=30000 RUB/month", "JobAdvert Сварщик employer ООО Северный пример",
			"JobAdvert Переводчик корейского языка publishedAt 2018-03-05", "JobAdvert Сварщик place Санкт-Петербург",
		}},
		"job-adverts-trudvsem": {"job-adverts-trudvsem.json", 0, []string{
			"JobAdvert Переводчик wage 17000 RUB/month", "JobAdvert Бетонщик wage >=25000 RUB/month", "Company ООО Северный пример innCode 7811489970",
		}},
	}
	for _, r := range Ready() {
		w, ok := want[r.ID]
		if !ok {
			t.Errorf("the mapping %s has no fixture", r.ID)
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			path := filepath.Join("testdata", w.file)
			f, err := records.Open(t.Context(), path, records.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = f.Close() }()
			g, err := Guess(t.Context(), f, records.Part{})
			if err != nil || g.Name != r.Name {
				columns, _ := f.Columns(t.Context(), records.Part{})
				t.Errorf("the file is taken for %q (%v); its columns are %q, its places %v", g.Name, err, columns, f.Sheets())
			}
			c := newCase(t)
			res, err := Import(t.Context(), c, path, r.Mapping, Options{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if res.Bad != w.bad {
				t.Errorf("%d bad rows, want %d: %+v", res.Bad, w.bad, res.Faults)
			}
			all := said(t, c, store.StatementFilter{})
			var list []string
			for s := range all {
				list = append(list, s)
			}
			slices.Sort(list)
			for _, s := range w.said {
				if _, ok := all[s]; !ok {
					t.Errorf("nobody says %q; there is %q", s, list)
				}
			}
			if r.ID == "egrul" {
				s := all[`Company ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "СЕВЕРНЫЙ ПРИМЕР" address 190000, САНКТ-ПЕТЕРБУРГ, ПРИМЕРНАЯ, ДОМ 7`]
				if len(s.Notings) != 1 || s.Notings[0].Hedge != "the register marks this address as unreliable" || s.Notings[0].Citation.Locator != "record 1" {
					t.Errorf("the flagged address is noted as %+v", s.Notings)
				}
				if s := all["Ownership percentage 25%"]; len(s.Notings) != 1 || s.Notings[0].Hedge == "" {
					t.Errorf("the flagged share is noted as %+v", s.Notings)
				}
			}
			// Written and read again, the mapping is the same.
			y, err := r.YAML()
			if err != nil {
				t.Fatal(err)
			}
			again, err := ParseMapping(y)
			if err != nil {
				t.Fatal(err)
			}
			if y2, err := again.YAML(); err != nil || string(y2) != string(y) {
				t.Errorf("written again it differs (%v)", err)
			}
			if r, err := Import(t.Context(), c, path, again, Options{}, nil); err != nil || r.Changed {
				t.Errorf("imported by the mapping as it was written: %+v %v", r, err)
			}
		})
	}
}
