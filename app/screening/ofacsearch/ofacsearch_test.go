package ofacsearch

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestKnownFigures(t *testing.T) {
	for pair, want := range map[[2]string]string{
		{"MARTHA", "MARHTA"}: "0.961", {"DWAYNE", "DUANE"}: "0.840", {"DIXON", "DICKSONX"}: "0.813", {"ABC", "XYZ"}: "0.000",
	} {
		if got := fmt.Sprintf("%.3f", jaroWinkler(pair[0], pair[1])); got != want {
			t.Errorf("%v: %s, want %s", pair, got, want)
		}
	}
	for word, want := range map[string]string{
		"ROBERT": "R163", "RUPERT": "R163", "RUBIN": "R150", "ASHCRAFT": "A261", "TYMCZAK": "T522", "PFISTER": "P236", "HONEYMAN": "H555", "ЗЕНКО": "",
	} {
		if got := soundex(word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

// What the tool is known for: it loses names whose first letter differs, and
// those in another script.
func TestWhatItWouldSay(t *testing.T) {
	for pair, want := range map[[2]string]int{
		{"ZENKO", "ZENKO"}: 100, {"zenko", "ZENKO"}: 100, {"Зенко", "ZENKO"}: 0, {"ZENKO", "KOGEN"}: 0, {"", "ZENKO"}: 0, {"Genco", "GENCO"}: 100,
	} {
		if got := Score(Prepare(pair[0]), Prepare(pair[1])); got != want {
			t.Errorf("%v: %d, want %d", pair, got, want)
		}
	}
	if got := Score(Prepare("Pavel Lanterne"), Prepare("LANTERN, Pavel")); got < 95 {
		t.Errorf("the parts in another order give %d", got)
	}
}

func TestScoresKeepTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := Prepare(rapid.String().Draw(t, "typed")), Prepare(rapid.String().Draw(t, "listed"))
		s := Score(a, b)
		if s < 0 || s > 100 || s == 100 && a.whole != b.whole {
			t.Fatalf("%d", s)
		}
		if a.whole != "" && Score(a, a) != 100 {
			t.Fatal("a name is not itself")
		}
	})
}
