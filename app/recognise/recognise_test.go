package recognise

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"redthread/store"
	"redthread/store/value"
)

// sound checks what holds of every item of every text.
func sound(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string, items []Item,
) {
	t.Helper()
	points := []rune(text)
	at := 0
	for _, it := range items {
		if it.Start < at || it.Stop <= it.Start || it.Stop > len(points) {
			t.Fatalf("item %+v after %d in a text of %d code points", it, at, len(points))
		}
		at = it.Stop
		if got := string(points[it.Start:it.Stop]); got != it.Text && utf8.ValidString(it.Text) {
			t.Fatalf("item %+v stands at %q", it, got)
		}
		if it.Value != "" {
			if again, err := value.Canonical(it.Kind.valueKind(), it.Value); err != nil || again != it.Value {
				t.Fatalf("%q of %+v is not canonical: %q, %v", it.Value, it, again, err)
			}
		} else if it.Kind != Name && (it.Kind != Date || it.Warning == "") {
			t.Fatalf("%+v has no value", it)
		}
		if it.Score <= 0 || it.Score > 1 || it.Shown == "" {
			t.Fatalf("%+v: odd score, or nothing shown", it)
		}
		if !slices.Contains([]string{"en", "ru", "ko"}, it.Lang) {
			t.Fatalf("%+v: odd language", it)
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		"", "at least 700 work permits since 2018", "월 10만 원을 약 3만 명이 2018년 7월 3일부터", "от 16 000 до 20 000 руб. в месяц, ИНН 6501123452",
		"$1.2bn (€5m) a month", "03/04/2018 1/3 2/0 0/0", "\xff1\xfe%", "1,1,1,1,1,1,1", "999999999999999999999 million million", "a@b.c@d.ee http://x",
		"half a dozen half a", "двадцать пять тысяч", "오천오백만원 열두명", "+7 (", "IBAN DE", "INN/KPP", "between 1 and", "1억2천3백", "~~~~5", "http://://", "ООО «",
	} {
		f.Add(seed)
	}
	k := NewKnown(readNames(f))
	f.Fuzz(func(t *testing.T, text string) {
		for _, known := range []*Known{nil, k} {
			items := Scan(text, known)
			sound(t, text, items)
			for _, s := range Suggest(items, text) {
				if len(s.Items) == 0 || s.Items[0] >= len(items) || s.Value != items[s.Items[0]].Value || s.Label == "" || s.Schema == "" {
					t.Fatalf("suggestion %+v of %q", s, text)
				}
			}
		}
	})
}

// TestScanIsSoundOnMixtures puts pieces that mean something in random order.
func TestScanIsSoundOnMixtures(t *testing.T) {
	k := NewKnown(readNames(t))
	pieces := strings.Fields(`at least 700 16,000 to – - 20 000 млн тыс. рублей руб. $ € 원 만 억 명 3만 약 이상 % percent 1/3 half a dozen of
		between and от до с 2018 2018년 7월 3일 14.03.2021 Aug. 2, марта INN 6501123452 IMO +7 (4242) 55-12-34 a@b.ru http://x.org/( ) . , : Coral ООО « »
		Приморского бетона two hundred двадцать пять 스물 다섯 or more month per a в месяц мес / № - 월`)
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(0, 30).Draw(t, "pieces") {
			b.WriteString(rapid.SampledFrom(pieces).Draw(t, "piece"))
			b.WriteString(rapid.SampledFrom([]string{" ", " ", "", "\n", "\u00a0"}).Draw(t, "gap"))
		}
		sound(t, b.String(), Scan(b.String(), k))
	})
}

func TestPiecesDoNotLoseWhatLiesWithin(t *testing.T) {
	sentence := "The firm hired at least 700 workers for $180,000 in May 2016.\n"
	text := strings.Repeat(sentence, 3*mostPiece/len(sentence))
	items := Scan(text, nil)
	sound(t, text, items)
	if want := 3 * strings.Count(text, "\n"); len(items) != want {
		t.Errorf("%d items, want %d", len(items), want)
	}
}

func namesIn(text string, k *Known) []string {
	var all []string
	for _, it := range Scan(text, k) {
		if it.Kind == Name {
			all = append(all, it.Text+" = "+it.Shown)
		}
	}
	return all
}

func TestKnownNames(t *testing.T) {
	k := NewKnown([]KnownName{
		{Entity: store.ID{1}, Schema: "Company", Text: "Coral"},
		{Entity: store.ID{2}, Schema: "Company", Text: "Taiga-Stroy LLC"},
		{Entity: store.ID{3}, Schema: "Person", Text: "Vasily Petrenko"},
		{Entity: store.ID{4}, Schema: "Person", Text: "김철수"},
		{Entity: store.ID{5}, Schema: "Company", Text: "Общество с ограниченной ответственностью «Приморский бетон»"},
		{Entity: store.ID{6}, Schema: "Company", Text: "Sea Trade Co., Ltd."},
		{Entity: store.ID{7}, Schema: "Company", Text: "우리"},
		{Entity: store.ID{8}, Schema: "Company", Text: "Union"},
	})
	for text, want := range map[string][]string{
		"Coral reefs die.":                nil,
		"The coral is red.":               nil,
		"They sailed the Coral Sea.":      nil,
		"A director of Coral resigned.":   {"Coral = Coral"},
		"Coral Ltd sold it.":              {"Coral Ltd = Coral"},
		"The firm “Coral” paid.":          {"Coral = Coral"},
		"ООО «Тайга-Строй» и Тайги-Строй": {"ООО «Тайга-Строй» = Taiga-Stroy LLC", "Тайги-Строй = Taiga-Stroy LLC"},
		"TAIGA STROY, LLC paid":           {"TAIGA STROY, LLC = Taiga-Stroy LLC"},
		"taiga stroy":                     nil,
		"Taiga alone":                     nil,
		"Василию Петренко написали":       {"Василию Петренко = Vasily Petrenko"},
		"Petrenko":                        nil,
		"바실리 페트렌코는":                       {"바실리 페트렌코 = Vasily Petrenko"},
		"김철수가 김철수에게":                      {"김철수 = 김철수", "김철수 = 김철수"},
		"Kim Chol Su met Ким Чхоль Су":    {"Kim Chol Su = 김철수", "Ким Чхоль Су = 김철수"},
		"у Приморского бетона, Приморский Бетон": {"Приморского бетона = Общество с ограниченной ответственностью «Приморский бетон»", "Приморский Бетон = Общество с ограниченной ответственностью «Приморский бетон»"},
		"Sea Trade and sea trade":      {"Sea Trade = Sea Trade Co., Ltd."},
		"우리 회사는 우리":                    nil,
		"주식회사 우리":                      {"주식회사 우리 = 우리"},
		"The European Union said":      nil,
		"the members of the Union met": {"Union = Union"},
	} {
		if got := namesIn(text, k); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestKnownGrowsWithoutChanging(t *testing.T) {
	small := NewKnown([]KnownName{{Entity: store.ID{1}, Text: "Taiga-Stroy"}})
	large := small.With(KnownName{Entity: store.ID{2}, Text: "Northern Quay"})
	const text = "Taiga-Stroy sold Northern Quay."
	if got := len(namesIn(text, small)); got != 1 {
		t.Errorf("the small one sees %d names, want 1", got)
	}
	if got := len(namesIn(text, large)); got != 2 {
		t.Errorf("the large one sees %d names, want 2", got)
	}
	for range 200 {
		large = large.With(KnownName{Text: "Eastern Gate Holding"})
	}
	if n := len(large.layers); n > 8 {
		t.Errorf("%d layers after 200 additions", n)
	}
}

func TestWarnings(t *testing.T) {
	for text, want := range map[string]string{
		"INN 6501123453":        "The check digit of INN 6501123453 does not fit; compare the number with the source.",
		"03/04/2018":            "Day and month could be swapped: 4 March 2018 or 3 April 2018.",
		"on 14 February":        "The year is not given.",
		"16.000 рублей":         "The sign inside the number could part thousands or decimals; compare it with the source.",
		"5 million won":         wonWarning,
		"사업자등록번호 214-88-01233":  "The check digit of the business number 214-88-01233 does not fit; compare the number with the source.",
		"North Korean 5 000 km": "",
	} {
		items := Scan(text, nil)
		if len(items) != 1 || items[0].Warning != want {
			t.Errorf("%q: %+v, want the warning %q", text, items, want)
		}
	}
}

func TestSuggest(t *testing.T) {
	k := NewKnown([]KnownName{{Entity: store.ID{1}, Schema: "Company", Text: "Taiga-Stroy LLC"}, {Entity: store.ID{2}, Schema: "Company", Text: "Northern Quay"}})
	for text, want := range map[string]string{
		"Adverts list wages from 16,000 to 20,000 rubles a month.": "Wage · declared · 16,000–20,000 RUB a month",
		"Customers pay about 90,000 rubles a month per worker.":    "Wage · paid · about 90,000 RUB a month",
		"They are left with no more than 90 dollars a month.":      "Wage · received · up to 90 USD a month",
		"The state withholds $300 a month.":                        "Wage · withheld · 300 USD a month",
		"Taiga-Stroy won two contracts worth $212,000.":            "Contract · 2 contracts · 212,000 USD",
		"At least 700 work permits were issued.":                   "Permits · permitted · at least 700 work permits",
		"More than 9,000 workers were registered.":                 "Workers · registered · more than 9,000 workers",
		"Taiga-Stroy was approved to hire 410 workers.":            "Workers · approved · 410 workers",
		"She owns 25% of Taiga-Stroy.":                             "Ownership · 25%",
		"Taiga-Stroy, INN 6501123452":                              "INN · 6501123452",
		"На учёте зарегистрировано около 500 рабочих.":             "Workers · registered · about 500 рабочих",
		"Заказчик платит 100 000 рублей в месяц.":                  "Wage · paid · 100,000 RUB a month",
		"노동자 700명이 등록됐다.":                                          "Workers · registered · 700 명",
		"월 10만 원을 받는다.":                                            "Wage · received · 100,000 KRW a month",
		"The company was founded in 2009.":                         "Founded · 2009",
		"Northern Quay can be reached at post@quay.example.com.":   "E-mail · post@quay.example.com",
	} {
		got := Suggest(Scan(text, k), text)
		if len(got) == 0 || got[0].Label != want {
			t.Errorf("%q: %+v, want %q first", text, got, want)
		}
	}
	const two = "Taiga-Stroy and Northern Quay share one phone, +7 4242 55-12-34. Taiga-Stroy hired 40 workers."
	got := Suggest(Scan(two, k), two)
	for _, s := range got {
		switch s.Property {
		case "phone":
			if !s.Entity.IsZero() {
				t.Errorf("two names stand beside the telephone, yet %v was taken", s.Entity)
			}
		case "present":
			if s.Entity != (store.ID{1}) {
				t.Errorf("the workers are of %v", s.Entity)
			}
		}
	}
}

// TestListPayIsNotPaid: the word pay beside a sum does not make it a payment
// when the pay is one that a list or an advert names.
func TestListPayIsNotPaid(t *testing.T) {
	for text, want := range map[string]string{
		"Developers pay about 100,000 rubles a month for a worker.":        "paid",
		"The register gives a list pay of 16,000 to 20,000 RUB a month.":   "declared",
		"The offered salary is 18,000 rubles a month.":                     "declared",
		"Each worker receives 9,000 rubles a month.":                       "received",
		"The firm pays the embassy 30,000 rubles a month for each worker.": "paid",
	} {
		all := Suggest(Scan(text, nil), text)
		if len(all) == 0 || all[0].Schema != "WageObservation" || all[0].Basis != want {
			t.Errorf("%s: %+v; want a wage that is %s", text, all, want)
		}
	}
}
