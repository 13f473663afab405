package recognise

import (
	"strings"
	"testing"

	"redthread/store"
)

func TestPhonesInAnyGrouping(t *testing.T) {
	for _, phone := range []string{
		"+7 4242 123456", "+7 4242 12-34-56", "+7 (4242) 123456", "+7(4242)123456", "+7-4242-12-34-56", "+7 42422 12345", "+7 (42422) 1-23-45",
		"+7 424 2123456", "+7 4242 123 456", "+852 424 123456", "+82 42 123 4567", "+998 712 1234567",
	} {
		for _, text := range []string{phone, "Call " + phone + " now.", "tel. " + phone + ", Sakhalin", "Firm, " + phone + "\nMoscow"} {
			items := Scan(text, nil)
			if len(items) != 1 || items[0].Kind != Phone || items[0].Text != phone {
				t.Errorf("%q: %+v, want the telephone %s", text, items, phone)
			}
		}
	}
	for _, text := range []string{"It grew by +7 in 2018.", "a score of +7 4242", "+7 424 points"} {
		for _, it := range Scan(text, nil) {
			if it.Kind == Phone {
				t.Errorf("%q: %q is no telephone", text, it.Text)
			}
		}
	}
}

func TestAShareIsOwnedOnlyWhereTheSentenceSaysSo(t *testing.T) {
	for text, want := range map[string]bool{
		"She owns 25% of it.":                              true,
		"He has a stake of 25% in the firm.":               true,
		"Its share in the charter capital is 25%.":         true,
		"Доля участника составляет 25%.":                   true,
		"Kim holds 51% of the shares.":                     true,
		"There was an 80% difference.":                     false,
		"An 80% difference is kept by the owners.":         false,
		"The state takes 80% of the wage.":                 false,
		"The state's share of the wage is 80%.":            false,
		"His own pay fell by 80%.":                         false,
		"80% of the workers came by sea.":                  false,
		"She owns the firm.\nAn 80% difference was noted.": false,
	} {
		got := false
		for _, s := range Suggest(Scan(text, nil), text) {
			got = got || s.Schema == "Ownership"
		}
		if got != want {
			t.Errorf("%q: an ownership is suggested: %v, want %v", text, got, want)
		}
	}
}

func TestWhoOnlySpeaksIsGivenNothing(t *testing.T) {
	paper, firm := store.ID{1}, store.ID{2}
	k := NewKnown([]KnownName{{Entity: paper, Schema: "Company", Text: "The Wall Street Journal"}, {Entity: firm, Schema: "Company", Text: "Taiga-Stroy LLC"}})
	for text, want := range map[string]store.ID{
		"About 500 workers came, according to records reviewed by The Wall Street Journal.": {},
		"According to The Wall Street Journal, 500 workers came.":                           {},
		"According to a report by the newspaper The Wall Street Journal, 500 workers came.": {},
		"He told The Wall Street Journal that 500 workers came.":                            {},
		"500 workers came, The Wall Street Journal said.":                                   {},
		"500 workers came, said The Wall Street Journal.":                                   {},
		"The Wall Street Journal reported that 500 workers came.":                           {},
		"500 workers came, The Wall Street Journal has reported.":                           {},
		"Taiga-Stroy told inspectors that 500 workers came.":                                {},
		"По данным Тайга-Строй, прибыло 500 рабочих.":                                       {},
		"Как сообщила Тайга-Строй, прибыло 500 рабочих.":                                    {},
		"Taiga-Stroy hired 500 workers.":                                                    firm,
		"Taiga-Stroy reported 500 workers.":                                                 firm,
		"Some 500 workers were hired by Taiga-Stroy.":                                       firm,
		"Taiga-Stroy said that Taiga-Stroy had hired 500 workers.":                          firm,
		"Taiga-Stroy, The Wall Street Journal said, hired 500 workers.":                     {},
	} {
		all := Suggest(Scan(text, k), text)
		if len(all) == 0 {
			t.Errorf("%q: nothing is suggested", text)
		}
		for _, s := range all {
			if s.Entity != want {
				t.Errorf("%q: %s is given to %v, want %v", text, s.Label, s.Entity, want)
			}
		}
	}
}

func TestATimeIsNoCountOfAParty(t *testing.T) {
	k := NewKnown([]KnownName{{Entity: store.ID{2}, Schema: "Company", Text: "Taiga-Stroy LLC"}})
	for _, text := range []string{
		"The workers of Taiga-Stroy live there for 3 years.", "Taiga-Stroy workers worked 12 hours, 28 days, 6 weeks, 5 months.", "Taiga-Stroy has 2 work days for workers.",
		"Рабочие Тайга-Строй прожили 3 года, 5 лет, 2 месяца.", "Рабочие Тайга-Строй ждали 3 рабочих дня.", "노동자는 5개월 일했다.",
	} {
		all := Suggest(Scan(text, k), text)
		if len(all) == 0 {
			t.Errorf("%q: nothing is suggested", text)
		}
		for _, s := range all {
			if s.Schema != "Observation" || !s.Entity.IsZero() || !strings.HasPrefix(s.Label, "Figure") {
				t.Errorf("%q: %s of %s is given to %v", text, s.Label, s.Schema, s.Entity)
			}
		}
	}
}
