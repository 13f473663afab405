package names

import (
	"fmt"
	"slices"
	"strings"
)

// facts is what the parts of two records besides their names say.
type facts struct {
	floor   float64 // a score that an identifier in common alone gives
	lift    float64 // share of the way to certainty by which agreeing facts raise the score
	drop    float64 // what the score is multiplied by for facts that disagree
	seconds int     // facts that agree
	against string
	reasons []Reason
}

// apply works the facts into the score of the names.
func (f *facts) apply(s float64) float64 {
	s += (1 - s) * f.lift * s
	s *= f.drop
	if f.against != "" {
		return min(s, mostAgainst)
	}
	return max(s, f.floor*f.drop)
}

// What facts are worth. The shares were set by hand on what each fact means and checked on judged records; none is learnt from
// data that may not be shipped.
const (
	mostAgainst   = 0.3  // where strong identifiers are in conflict
	strongFloor   = 0.97 // an identifier that only one bearer has
	otherFloor    = 0.93
	contactFloor  = 0.85
	sameDayLift   = 0.6
	sameYearLift  = 0.2
	countryLift   = 0.05
	addressLift   = 0.3
	otherYear     = 0.6
	nextYear      = 0.85
	otherDay      = 0.66
	otherMonthDay = 0.8
	otherGender   = 0.6
	otherCountry  = 0.93
	// A firm with another country is often another branch.
	otherCountryFirm = 0.65
)

func (f *facts) add(about About, left, right string, like, weight float64, format string, args ...any) {
	f.reasons = append(f.reasons, Reason{about, left, right, like, weight, fmt.Sprintf(format, args...)})
}

func (f *facts) agree(lift float64) {
	f.lift += (1 - f.lift) * lift
	f.seconds++
}

// weigh holds the facts of two records against each other.
func weigh(a, b *Party) facts {
	f := facts{drop: 1}
	f.identifiers(a, b)
	f.dates(a, b)
	if a.gender != 0 && b.gender != 0 && a.gender != b.gender {
		f.drop *= otherGender
		f.add(Gender, "", "", 0, 0.6, "One is a man, the other a woman.")
	}
	if len(a.countries) > 0 && len(b.countries) > 0 {
		if c, ok := common(a.countries, b.countries); ok {
			f.agree(countryLift)
			f.add(Country, c, c, 1, 0.2, "Both are tied to one country, %s.", strings.ToUpper(c))
		} else {
			if a.kind == Company || b.kind == Company || a.kind == Thing && b.kind == Thing {
				f.drop *= otherCountryFirm
			} else {
				f.drop *= otherCountry
			}
			l, r := strings.ToUpper(strings.Join(a.countries, ", ")), strings.ToUpper(strings.Join(b.countries, ", "))
			f.add(Country, l, r, 0, 0.3, "They have no country in common: %s against %s.", l, r)
		}
	}
	if like, l, r := addresses(a, b); like > 0.6 {
		f.agree(addressLift * like)
		f.add(Address, l, r, like, 0.4, "They share an address, as far as its words and numbers tell (%d %%).", percent(float32(like)))
	}
	return f
}

func common(a, b []string) (string, bool) {
	for _, x := range a {
		if slices.Contains(b, x) {
			return x, true
		}
	}
	return "", false
}

// identifiers compares the numbers by which registers know both.
func (f *facts) identifiers(a, b *Party) {
	for _, x := range a.ids {
		for _, y := range b.ids {
			if x.Value != y.Value || !sameSort(x.Kind, y.Kind) {
				continue
			}
			switch strength := max(strengthOf(x.Kind), strengthOf(y.Kind)); strength {
			case strongID:
				f.floor = max(f.floor, strongFloor)
			case fairID:
				f.floor = max(f.floor, otherFloor)
			default:
				f.floor = max(f.floor, contactFloor)
			}
			f.seconds++
			f.add(Identifier, x.Value, y.Value, 1, 1, "Both have %s %s.", idTitle(x.Kind), x.Value)
			return
		}
	}
	for _, kind := range uniqueKinds {
		var l, r string
		for _, x := range a.ids {
			if x.Kind == kind {
				l = x.Value
			}
		}
		for _, y := range b.ids {
			if y.Kind == kind {
				r = y.Value
			}
		}
		if l != "" && r != "" {
			f.against = fmt.Sprintf("Each has %s of its own: %s and %s.", idTitle(kind), l, r)
			f.add(Identifier, l, r, 0, 1, "%s That rules out that they are one.", f.against)
			return
		}
	}
}

// dates compares days of birth, or of founding.
func (f *facts) dates(a, b *Party) {
	if len(a.dates) == 0 || len(b.dates) == 0 {
		return
	}
	best := apart
	var l, r day
	for _, x := range a.dates {
		for _, y := range b.dates {
			if d := x.to(y); d < best {
				best, l, r = d, x, y
			}
		}
	}
	switch best {
	case sameDay:
		f.agree(sameDayLift)
		f.add(BirthDate, l.String(), r.String(), 1, 0.7, "The dates are the same day, %s.", l)
	case sameYear:
		f.agree(sameYearLift)
		f.add(BirthDate, l.String(), r.String(), 0.8, 0.4, "The dates agree as far as both are known: %s and %s.", l, r)
	case mixedUp:
		f.drop *= otherMonthDay
		f.add(BirthDate, l.String(), r.String(), 0.5, 0.5, "The dates differ only in one part or by day and month exchanged: %s and %s.", l, r)
	case next:
		f.drop *= nextYear
		f.add(BirthDate, l.String(), r.String(), 0.3, 0.5, "The years are next to each other: %s and %s.", l, r)
	case sameYearOtherDay:
		f.drop *= otherDay
		f.add(BirthDate, l.String(), r.String(), 0.1, 0.8, "The year is the same, and the day another: %s and %s.", l, r)
	default:
		l, r = a.dates[0], b.dates[0]
		f.drop *= otherYear
		f.add(BirthDate, l.String(), r.String(), 0, 0.9, "The dates differ: %s and %s.", l, r)
	}
}
