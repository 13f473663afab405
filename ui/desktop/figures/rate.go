package figures

import (
	"slices"
	"strings"

	casefigures "redthread/app/figures"
	"redthread/store/value"
)

// plain is an error that is shown as it is.
type plain string

func (e plain) Error() string { return string(e) }

// rateForm is the sheet of a conversion as it was filled in.
type rateForm struct {
	target   string // the currency everything is shown in
	other    string // the currency that is converted
	number   string // how much of other costs one of target, or the reverse
	reversed bool   // number is how much of target costs one of other
	date     string
	source   string
}

// question says what the number means: "RUB for 1 USD".
func (f rateForm) question() string {
	if f.reversed {
		return f.target + " for 1 " + f.other
	}
	return f.other + " for 1 " + f.target
}

// fill takes a rate that a source implies.
func (f *rateForm) fill(r casefigures.Rate) {
	f.reversed = r.From == f.target
	f.number, f.date, f.source = r.Value.Show(), showDate(r.Date), r.Source
}

func showDate(d string) string {
	if d == "" {
		return ""
	}
	return value.Show(value.KindDate, d)
}

// read makes a rate of the form. Every error is one sentence for people.
func (f rateForm) read() (*casefigures.Rate, error) {
	for _, c := range []string{f.target, f.other} {
		if !slices.ContainsFunc(value.Currencies(), func(k value.Currency) bool { return k.Code == c }) {
			return nil, plain("“" + c + "” is not a currency; write a code such as USD.")
		}
	}
	if f.target == f.other {
		return nil, plain("A rate is between two currencies; choose another one.")
	}
	number, err := value.ParseQuantity(f.number)
	if err != nil || strings.TrimSpace(f.number) == "" {
		return nil, plain("Write the rate as a number, such as 62.5.")
	}
	if low, ok := number.Low(); !ok || low.Value().Sign() <= 0 {
		return nil, plain("A rate is a number above zero, such as 62.5.")
	}
	if strings.TrimSpace(f.date) == "" {
		return nil, plain("Say on which day or in which year the rate held.")
	}
	date, err := value.Canonical(value.KindDate, f.date)
	if err != nil {
		return nil, plain("The date cannot be read; write 2018-08-02, 2018-08 or 2018.")
	}
	if strings.TrimSpace(f.source) == "" {
		return nil, plain("Say whose rate it is: a bank, a paper, a source of the case.")
	}
	r := &casefigures.Rate{From: f.other, To: f.target, Value: number, Date: date, Source: strings.TrimSpace(f.source)}
	if f.reversed {
		r.From, r.To = f.target, f.other
	}
	return r, nil
}

// implied is the rate among those offered that the form still says, or nil
// where a person changed it: then it is theirs.
func (f rateForm) implied(offered []casefigures.Rate) *casefigures.Rate {
	for _, r := range offered {
		same := f
		same.fill(r)
		if same == f {
			return &r
		}
	}
	return nil
}

// offers are the implied rates between the two currencies.
func offers(all []casefigures.Rate, a, b string) []casefigures.Rate {
	var fit []casefigures.Rate
	for _, r := range all {
		if r.From == a && r.To == b || r.From == b && r.To == a {
			fit = append(fit, r)
		}
	}
	return fit
}
