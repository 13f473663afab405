package names_test

import (
	"math"
	"strings"
	"testing"

	"redthread/app/names"
)

// Pairs of this field that simple comparing gets wrong.
func TestHardPairs(t *testing.T) {
	const same, near, related, other = "the same", "a candidate", "related", "another"
	for _, c := range []struct {
		a, b string
		kind names.Kind
		want string
	}{
		{"Zenco-39", "Зенко-39", names.Company, same},
		{"Zenco-39", "ZENKO-39", names.Company, same},
		{"Зенко-39", "ZENKO-39", names.Company, same},
		{"Zenco-39", "Zenco-93", names.Company, other},
		{"Зенко-39", "ZENKO-93", names.Company, other},
		{"Zenco-39", "GENCO", names.Company, related},
		{"조선대외건설총회사", "Korea General Corporation for External Construction", names.Company, same},
		{"Корейская генеральная компания внешнего строительства", "Korea General Corporation for External Construction", names.Company, same},
		{"조선대외건설총회사", "Корейская генеральная компания внешнего строительства", names.Company, same},
		{"김철수", "Kim Chol Su", names.Person, same},
		{"Kim Cheol-su", "김철수", names.Person, same},
		{"Владимир Иванов", "IVANOV, Vladimir", names.Person, same},
		{"Уладзімір Іваноў", "Vladimir Ivanov", names.Person, near},
		{"Vladimir Ivanov", "Pavel Sidorov", names.Person, other},
		{"习近平", "Xi Jinping", names.Person, same},
		{"ООО «Сакоренма»", "Sakorenma Ltd", names.Company, same},
	} {
		s := names.Score(names.Prepare(c.a, c.kind), names.Prepare(c.b, c.kind))
		ok := s >= names.Alert
		switch c.want {
		case near:
			ok = s >= names.Candidate
		case related:
			ok = s < names.Alert
		case other:
			ok = s < names.Candidate
		}
		if !ok {
			t.Errorf("%s and %s score %.3f, want %s", c.a, c.b, s, c.want)
		}
	}
}

func TestNamesStayThemselvesInOtherDress(t *testing.T) {
	base := []struct {
		name string
		kind names.Kind
	}{{"Ivan Sergeevich Petrov", names.Person}, {"Sakorenma Trading Ltd", names.Company}, {"Zenco-39", names.Company}, {"Abdul Rahman al-Masri", names.Person}}
	other := names.Prepare("Petrov Ivan", names.Person)
	for _, b := range base {
		n := names.Prepare(b.name, b.kind)
		for _, dress := range []string{
			strings.ToUpper(b.name), strings.ToLower(b.name), strings.ReplaceAll(b.name, " ", ", "), "«" + b.name + "»",
			strings.NewReplacer("a", "а", "e", "е", "o", "о", "c", "с", "p", "р").Replace(b.name),
		} {
			m := names.Prepare(dress, b.kind)
			if s := names.Score(n, m); s != 1 {
				t.Errorf("%s and %s score %v, want 1", b.name, dress, s)
			}
			if x, y := names.Score(n, other), names.Score(m, other); x != y {
				t.Errorf("%s scores %v with another name, %s %v", b.name, x, dress, y)
			}
		}
	}
}

func TestTheOrderOfAPersonsNameIsAllTheSame(t *testing.T) {
	for _, c := range [][3]string{{"Ivan Sergeevich Petrov", "Petrov Ivan Sergeevich", "Petroff Ivan"}, {"Kim Chol Su", "Su Kim Chol", "김철수"}, {"Abd al Rahman Ali", "Ali Rahman al Abd", "عبد الرحمن علي"}} {
		with := names.Prepare(c[2], names.Person)
		x, y := names.Score(names.Prepare(c[0], names.Person), with), names.Score(names.Prepare(c[1], names.Person), with)
		if math.Abs(x-y) > 0.05 {
			t.Errorf("%s scores %.3f with %s, %s %.3f", c[0], x, c[2], c[1], y)
		}
	}
}

func TestFactsOfRecords(t *testing.T) {
	person := func(name, born string) names.Record {
		r := names.NameRecord(name, "Person")
		if born != "" {
			r.BirthDates = []string{born}
		}
		return r
	}
	if s := names.CompareRecords(person("Ivan Petrov", "1961-05-03"), person("Ivan Petrov", "1975-01-01")).Score; s >= 0.7 {
		t.Errorf("namesakes with other dates of birth score %.3f", s)
	}
	weak := names.Record{Schema: "Person", Names: []names.Alias{{Text: "Ivan Petrov", Weak: true}}}
	if s := names.CompareRecords(weak, person("Ivan Petrov", "")).Score; s >= names.Alert {
		t.Errorf("a weak alias alone scores %.3f", s)
	}
	weak.BirthDates = []string{"1961-05-03"}
	if s := names.CompareRecords(weak, person("Ivan Petrov", "1961-05-03")).Score; s < names.Alert {
		t.Errorf("a weak alias with a date of birth scores %.3f", s)
	}
	a, b := names.NameRecord("Sakorenma", "Company"), names.NameRecord("Sakorenma", "Company")
	a.IDs, b.IDs = []names.ID{{Kind: "innCode", Value: "7701234567"}}, []names.ID{{Kind: "innCode", Value: "7707654321"}}
	if m := names.CompareRecords(a, b); m.Against == "" || m.Score >= names.Candidate {
		t.Errorf("a conflict of INN gives %+v", m)
	}
}
