package ownership

import (
	"fmt"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"redthread/assets"
	"redthread/store/value"
)

// Rule is a way in which a law reaches a firm through those behind it.
type Rule struct {
	Key       string       // what the command line calls it
	Label     string       // what lists call it
	Name      string       // in full
	Where     string       // whose law
	Counts    string       // "listed", "country" or "government"
	Lists     []string     // words of authorities whose listings count
	Country   string       // of Counts
	Threshold string       // "50%"
	More      bool         // it has to be exceeded
	Alone     bool         // see Test
	Direct    bool         // see Test
	Control   bool         // control counts as well
	From      string       // since when it is law
	Says      string       // in one sentence
	Caution   string       // what a reader must not conclude
	Sources   []RuleSource // where it stands

	test Test
}

// RuleSource is a text of law or guidance.
type RuleSource struct{ Title, URL string }

// Limit words the threshold: "50% or more", "more than 50%", "any share".
func (r *Rule) Limit() string {
	switch {
	case r.test.Threshold.Sign() == 0:
		return "any share"
	case r.More:
		return "more than " + r.Threshold
	}
	return r.Threshold + " or more"
}

// Rules lists the rules in the order of the file. The slice must not be changed.
func Rules() []Rule { return loaded() }

// RuleOf gives a rule by its key.
func RuleOf(key string) (*Rule, bool) {
	all := loaded()
	for i := range all {
		if all[i].Key == key {
			return &all[i], true
		}
	}
	return nil, false
}

var loaded = sync.OnceValue(func() []Rule {
	all, err := readRules()
	if err != nil {
		panic(err) // the rules are part of the program; a test reads them too
	}
	return all
})

func readRules() ([]Rule, error) {
	text, err := assets.Ownership.ReadFile("ownership/rules.yaml")
	if err != nil {
		return nil, err
	}
	var f struct{ Rules []Rule }
	if err := yaml.Unmarshal(text, &f); err != nil {
		return nil, fmt.Errorf("reading the rules of ownership: %w", err)
	}
	for i := range f.Rules {
		r := &f.Rules[i]
		share, err := value.ParseShare(r.Threshold)
		if err != nil {
			return nil, fmt.Errorf("rule %s: %w", r.Key, err)
		}
		exact, ok := share.Parts().Exact()
		if !ok {
			return nil, fmt.Errorf("rule %s: the threshold is not one number", r.Key)
		}
		r.test = Test{Threshold: exact, More: r.More, Alone: r.Alone, Direct: r.Direct, Control: r.Control}
	}
	return f.Rules, nil
}

// listedBy tells whether an authority's listing counts under the rule.
func (r *Rule) listedBy(authority string) bool {
	words := " " + value.Fold(authority) + " "
	for _, w := range r.Lists {
		if strings.Contains(words, " "+value.Fold(w)+" ") {
			return true
		}
	}
	return false
}
