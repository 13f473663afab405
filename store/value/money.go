package value

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Period is the time that an amount is paid for.
type Period string

// The periods an amount can be for. Once is a single sum, such as the price of a contract.
const (
	Once     Period = ""
	PerHour  Period = "hour"
	PerDay   Period = "day"
	PerWeek  Period = "week"
	PerMonth Period = "month"
	PerYear  Period = "year"
)

// Money is an amount in one currency, once or for each period. The currency is the one the source gave; a
// conversion is a new value that the caller shows beside its rate, date and source.
type Money struct {
	Amount   Quantity
	Currency string // ISO 4217
	Per      Period
}

// ParseMoney reads "16000..20000 RUB/month", "$180,000", "about 100,000 rubles a month", "100 000 руб. в месяц",
// "as much as 2 bn USD a year". Exactly one currency has to be named. The error is an [*Error].
func ParseMoney(text string) (Money, error) {
	folded, why := tidy(text)
	if why == "" {
		var m Money
		if m, why = moneyOf(folded); why == "" {
			return m, nil
		}
	}
	return Money{}, refuse(KindMoney, text, why)
}

func moneyOf(folded string) (m Money, why string) {
	m.Per, folded = cutPeriod(folded)
	m.Currency, folded, why = cutCurrency(folded)
	if why != "" {
		return Money{}, why
	}
	if m.Amount, why = quantityOf(strings.TrimSpace(folded)); why != "" {
		return Money{}, why
	}
	return m, ""
}

// periodEndings are the wordings of a period at the end of an amount.
var periodEndings = []struct {
	period  Period
	endings []string
}{
	{PerHour, []string{"per hour", "an hour", "hourly", "/hour", "/hr", "/h", "в час", "/час"}},
	{PerDay, []string{"per day", "a day", "daily", "/day", "/d", "в день", "/день"}},
	{PerWeek, []string{"per week", "a week", "weekly", "/week", "/wk", "в неделю"}},
	{PerMonth, []string{
		"per month", "a month", "monthly", "/month", "/mo", "в месяц", "/месяц", "в мес.", "в мес", "/мес.", "/мес",
	}},
	{PerYear, []string{
		"per year", "a year", "per annum", "p.a.", "yearly", "annually", "/year", "/yr", "/y", "/a", "в год", "/год",
	}},
	{Once, []string{"/once", "once", "in total"}},
}

// cutPeriod takes the period off the end of an amount.
func cutPeriod(folded string) (Period, string) {
	for _, p := range periodEndings {
		for _, ending := range p.endings {
			head, ok := strings.CutSuffix(folded, ending)
			if !ok {
				head, ok = strings.CutSuffix(folded, strings.Replace(ending, "/", "/ ", 1))
			}
			// "A day" is not to be found in "una day".
			if last, _ := utf8.DecodeLastRuneInString(head); ok && (ending[0] == '/' || !unicode.IsLetter(last)) {
				return p.period, strings.TrimRight(head, " ,")
			}
		}
	}
	return Once, folded
}

// cutCurrency takes the one currency out of an amount and leaves the rest.
func cutCurrency(folded string) (code, rest, why string) {
	var kept strings.Builder
	for folded != "" {
		word := firstWord(folded)
		folded = folded[len(word):]
		found, ok := currencyWord(word)
		if word == "us" && (strings.HasPrefix(folded, "$") || strings.HasPrefix(folded, " dollar")) {
			continue
		}
		switch {
		case !ok:
			kept.WriteString(word)
			continue
		case found[0] == '?':
			return "", "", "the currency could be " + found[1:]
		case code != "" && code != found:
			return "", "", "it names two currencies"
		}
		code = found
		if letter, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(letter) && !strings.HasPrefix(folded, "..") {
			folded = strings.TrimPrefix(folded, ".") // of an abbreviation such as "руб."
		}
		// Two spaces keep "16$000" from becoming one number.
		kept.WriteString("  ")
	}
	if code == "" {
		return "", "", "it names no currency"
	}
	return code, kept.String(), ""
}

// firstWord is the run of letters that s begins with, or its first character.
func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	switch {
	case end < 0:
		return s
	case end > 0:
		return s[:end]
	}
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// canonicalMoney hands a plain amount straight back.
func canonicalMoney(text string) (string, error) {
	if amount, unit, ok := strings.Cut(text, " "); ok && plainQuantity(amount) {
		code, per, periodic := strings.Cut(unit, "/")
		if isCurrency(code) && (!periodic || (per != "" && Period(per).known())) {
			return text, nil
		}
	}
	m, err := ParseMoney(text)
	if err != nil {
		return "", err
	}
	return m.String(), nil
}

func (p Period) known() bool {
	switch p {
	case Once, PerHour, PerDay, PerWeek, PerMonth, PerYear:
		return true
	}
	return false
}

// words is the period for people: "a month".
func (p Period) words() string {
	switch p {
	case Once:
		return ""
	case PerHour:
		return " an hour"
	}
	return " a " + string(p)
}

// String is the canonical text.
func (m Money) String() string {
	s := m.Amount.String() + " " + m.Currency
	if m.Per != Once {
		s += "/" + string(m.Per)
	}
	return s
}

// Show words the amount for people, exact: "16,000–20,000 RUB a month".
func (m Money) Show() string {
	return m.Amount.Show() + " " + m.Currency + m.Per.words()
}

// ShowTo is Show with at most the given number of digits after the point; see [Quantity.ShowTo].
func (m Money) ShowTo(digits int) string {
	return m.Amount.ShowTo(digits) + " " + m.Currency + m.Per.words()
}

// Equal tells whether two amounts say the same in the same currency and period.
func (m Money) Equal(n Money) bool {
	return m.Currency == n.Currency && m.Per == n.Per && m.Amount.Equal(n.Amount)
}

// Convert gives the amount in another currency. The rate is how many units of the amount's own currency one unit of
// the target costs, the way such rates are quoted: 100,000 RUB at 62.5 (RUB for one USD) is 1,600 USD. The
// period stays. Doubt in the rate goes into the result. The error says that the target is no currency or wraps
// ErrDivideByZero.
func (m Money) Convert(rate Quantity, to string) (Money, error) {
	if !isCurrency(to) {
		return Money{}, fmt.Errorf("%q is not a currency; write a code such as USD", shorten(to))
	}
	amount, err := m.Amount.Div(rate)
	if err != nil {
		return Money{}, fmt.Errorf("converting %s to %s: %w", m.Currency, to, err)
	}
	return Money{Amount: amount, Currency: to, Per: m.Per}, nil
}
