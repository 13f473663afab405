package form

import (
	"strings"
	"testing"

	"redthread/store/ontology"
	"redthread/store/value"
)

func TestRead(t *testing.T) {
	tests := []struct {
		schema, property, text    string
		canonical, words, problem string // words and problem: what must be part of them
	}{
		{"WorkerGroup", "approved", "", "", "", ""},
		{"WorkerGroup", "approved", ">=700", ">=700", "at least 700", ""},
		{"WorkerGroup", "approved", "about 24000", "~24000", "about 24,000", ""},
		{"WorkerGroup", "approved", "lots", "", "", "is not a quantity"},
		{"WageObservation", "amount", "16000-20000 RUB a month", "16000..20000 RUB/month", "16,000–20,000 RUB a month", ""},
		{"WageObservation", "amount", "12", "", "", "names no currency"},
		{"WorkerGroup", "startDate", "by 2015", "[..2015]", "since 2015 or earlier", ""},
		{"WorkerGroup", "endDate", "31.12.2018", "2018-12-31", "until 31 December 2018", ""},
		{"Company", "country", "Россия", "ru", "Russia", ""},
		{"Ownership", "percentage", "a third", "", "", "is not a share"},
		{"Ownership", "percentage", "unknown", "unknown", "", ""},
		{"WageObservation", "basis", "paid", "paid", "", ""},
		{"WageObservation", "basis", "perhaps", "", "", "words offered"},
		{"Company", "name", "Zenco-39", "Zenco-39", "", ""},
	}
	for _, tt := range tests {
		r := Read(property(t, tt.schema, tt.property), tt.text)
		if r.Canonical != tt.canonical || !strings.Contains(r.Words, tt.words) || !strings.Contains(r.Problem, tt.problem) || (r.Problem != "") != (tt.problem != "") {
			t.Errorf("%s %q: %+v", tt.property, tt.text, r)
		}
		if r.Problem != "" && !strings.HasSuffix(r.Problem, ".") {
			t.Errorf("%q is not a sentence", r.Problem)
		}
	}
}

func TestReadWarnsOfACheckDigitAndStillTakesTheNumber(t *testing.T) {
	r := Read(property(t, "Company", "innCode"), "7811489971")
	if r.Warning == "" || r.Problem != "" || r.Canonical == "" {
		t.Errorf("%+v", r)
	}
}

// Whatever a kind shows for a value it stored is read back as that value, so
// that a form opened on a stored value never changes it.
func TestReadTakesWhatIsStored(t *testing.T) {
	for _, p := range []struct{ schema, name, stored string }{
		{"WorkerGroup", "approved", ">=~100000"},
		{"WageObservation", "amount", "~100000 RUB/month"},
		{"Ownership", "percentage", "1/3"},
		{"WorkerGroup", "startDate", "[2018-07..]"},
		{"Company", "country", "kp"},
		{"WageObservation", "basis", "declared"},
	} {
		if r := Read(property(t, p.schema, p.name), p.stored); r.Canonical != p.stored || r.Problem != "" {
			t.Errorf("%s %q is read as %+v", p.name, p.stored, r)
		}
	}
}

func TestMakesOffersWhatTheRangeTakes(t *testing.T) {
	o := ontology.Default()
	for _, s := range o.Schemata() {
		for _, p := range s.Properties() {
			makes := Makes(o, p)
			if (p.Kind != value.KindEntity) && len(makes) > 0 || len(makes) > mostMakes {
				t.Errorf("%s.%s offers %d", s.Name, p.Name, len(makes))
			}
			for _, m := range makes {
				if m.Abstract || !p.Accepts(m) {
					t.Errorf("%s.%s offers to make a %s", s.Name, p.Name, m.Name)
				}
			}
		}
	}
	if makes := Makes(o, property(t, "WageObservation", "workers")); len(makes) != 1 || makes[0].Name != "WorkerGroup" {
		t.Errorf("for workers: %v", makes)
	}
}
