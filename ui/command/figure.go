package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redthread/app"
	"redthread/app/figures"
	"redthread/store"
	"redthread/store/value"
)

func figureCommand() command {
	return command{
		name: "figure", args: []arg{argCase, {name: "NAME"}}, brief: "draw a figure; NAME is wages, the spread of pay", answer: figureAnswer{}, run: runFigure,
		flags: []flag{
			flagOutput("FILE."+strings.Join(figures.Formats(), "|"), "the file to write; one that is there is replaced"),
			{name: "currency", value: "CODE", help: "show all amounts in this currency, such as USD"},
			{name: "rate", value: "NUMBER", help: "what one of it costs, such as 62.5, or \"62.5 RUB\" where the case has several currencies"},
			{name: "rate-date", value: "DATE", help: "the date the rate held on"},
			{name: "rate-source", value: "TEXT", help: "whose rate it is"},
			flagRedaction,
		},
		more: "Amounts are shown in the currency of their source unless a rate is given, with its date and its source. " +
			"Kinds of sum (paid, declared, received, withheld) are never mixed. The same case gives the same bytes.",
		examples: []string{
			"redthread figure harbour.rtcase wages -o wages.svg",
			"redthread figure harbour.rtcase wages -o wages.pdf --currency USD --rate 62.5 --rate-date 2018-08-02 --rate-source \"Central bank\"",
		},
	}
}

type wageRow struct {
	Entity   string   `json:"entity_id" doc:"short id of the pay observation"`
	Basis    string   `json:"basis" doc:"paid, declared, received or withheld"`
	Label    string   `json:"label" doc:"the row's name"`
	Place    string   `json:"place" doc:"where"`
	Time     string   `json:"time" doc:"when, in words"`
	Amount   string   `json:"amount" doc:"as the source has it, in stored form"`
	Drawn    string   `json:"drawn" doc:"as it is drawn: converted where that was asked for"`
	Hedge    string   `json:"hedge" doc:"the doubt that comes with it"`
	SaidBy   string   `json:"said_by" doc:"who says so"`
	Disputed bool     `json:"disputed" doc:"true where a source denies it"`
	Marks    []string `json:"marks" doc:"citations"`
	shown    string
}

type gapRow struct {
	Label   string `json:"label" doc:"the gap in words"`
	Share   string `json:"share" doc:"percent, in stored form"`
	Sum     string `json:"sum" doc:"the gap as money, in stored form"`
	Formula string `json:"formula" doc:"from which statements it was worked out"`
}

type figureAnswer struct {
	File      string    `json:"file" doc:"base name of the figure"`
	Format    string    `json:"format" doc:"svg, pdf, png or csv"`
	Bytes     int       `json:"bytes" doc:"its size"`
	Redaction string    `json:"redaction" doc:"public or full"`
	Wages     []wageRow `json:"wages" doc:"the observations, in the order of the figure"`
	Gaps      []gapRow  `json:"gaps" doc:"gaps between what is paid and what is declared"`
	Notes     []string  `json:"notes" doc:"the sentences under the figure"`
}

func (a figureAnswer) print(p *page) {
	p.line("Wrote %s: %s, redaction %s.", a.File, app.SizeText(int64(a.Bytes)), a.Redaction)
	p.blank()
	var rows [][]string
	for _, w := range a.Wages {
		rows = append(rows, []string{w.Label, w.Place, w.Time, w.shown, strings.Join(w.Marks, " ")})
	}
	p.table("  ", []string{"Sum", "Place", "Time", "Amount", "Source"}, rows)
	for _, g := range a.Gaps {
		p.blank()
		p.line("  %s", flat(g.Label))
	}
}

func runFigure(ctx context.Context, k *call) (answer, error) {
	if !strings.EqualFold(k.args[1], "wages") {
		return nil, misusef("There is no figure %q; the one there is is called wages.", k.args[1])
	}
	path, format, err := k.output(figures.Formats()...)
	if err != nil {
		return nil, err
	}
	rate, err := k.rate()
	if err != nil {
		return nil, err
	}
	a := figureAnswer{File: filepath.Base(path), Format: format, Wages: []wageRow{}, Gaps: []gapRow{}, Notes: []string{}}
	err = k.reading(ctx, func(c *store.Case) error {
		gate, profile, err := k.gate(ctx, c)
		if err != nil {
			return err
		}
		o := figures.WageOptions{Currency: strings.ToUpper(k.text("currency"))}
		if rate != nil {
			if rate.From == "" {
				// Which currency the rate is from follows from the case.
				plain, err := figures.Wages(ctx, c, gate, figures.WageOptions{})
				if err != nil {
					return asked(err)
				}
				if rate.From, err = otherCurrency(plain, o.Currency); err != nil {
					return err
				}
			}
			o.Rate = rate
		}
		w, err := figures.Wages(ctx, c, gate, o)
		if err != nil {
			return asked(err)
		}
		var b bytes.Buffer
		if err := w.Write(&b, format, figures.Size{}); err != nil {
			if errors.Is(err, figures.ErrEmpty) {
				return refuse(store.ErrNotFound, "This case has no pay observation with an amount to draw; add one with \"redthread entity add --schema WageObservation\".")
			}
			return fmt.Errorf("drawing the figure: %w", err)
		}
		a.Bytes, a.Redaction = b.Len(), string(profile)
		a.fill(w)
		return writeOut(path, b.Bytes())
	})
	return &a, err
}

// rate reads the flags of a conversion; nil where none was asked for.
func (k *call) rate() (*figures.Rate, error) {
	if !k.has("rate") {
		if k.has("rate-date") || k.has("rate-source") {
			return nil, misusef("--rate-date and --rate-source belong to a --rate.")
		}
		return nil, nil
	}
	for _, f := range []string{"currency", "rate-date", "rate-source"} {
		if strings.TrimSpace(k.text(f)) == "" {
			return nil, misusef("--rate needs --%s too, so that the figure can say where it comes from.", f)
		}
	}
	number, from, _ := strings.Cut(strings.TrimSpace(k.text("rate")), " ")
	r := figures.Rate{From: strings.ToUpper(strings.TrimSpace(from)), To: strings.ToUpper(k.text("currency")), Source: k.text("rate-source")}
	var err error
	if r.Value, err = value.ParseQuantity(number); err != nil {
		return nil, refuse(store.ErrInvalid, "%q is not a rate; write a number such as 62.5.", k.text("rate"))
	}
	if r.Date, err = value.Canonical(value.KindDate, k.text("rate-date")); err != nil {
		return nil, refuse(store.ErrInvalid, "%q is not a date; write one such as 2018-08-02.", k.text("rate-date"))
	}
	return &r, nil
}

// otherCurrency is the one currency of the case besides the one asked for.
func otherCurrency(w *figures.WageSpread, to string) (string, error) {
	var all []string
	for _, o := range w.Observations {
		if c := o.Money.Currency; c != to && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	slices.Sort(all)
	switch len(all) {
	case 0:
		return "", refuse(store.ErrInvalid, "Every amount is in %s already; leave the rate out.", to)
	case 1:
		return all[0], nil
	}
	return "", refuse(store.ErrInvalid, "The case has amounts in %s; write which the rate is for, such as --rate \"62.5 %s\".", strings.Join(all, ", "), all[0])
}

// asked makes a sentence of an error in what was asked of the figure.
func asked(err error) error {
	text := sentence(err)
	if text == oneLine(err.Error()) || errors.Is(err, context.Canceled) {
		return err
	}
	if store.Details(err) != "" {
		return err
	}
	first, size := utf8.DecodeRuneInString(err.Error())
	return refuse(store.ErrInvalid, "%s.", string(unicode.ToUpper(first))+err.Error()[size:])
}

func (a *figureAnswer) fill(w *figures.WageSpread) {
	for _, o := range w.Observations {
		row := wageRow{
			Entity: o.Short, Basis: string(o.Basis), Label: o.Label, Place: o.Place, Time: o.Time, Amount: o.Money.String(), Drawn: o.Drawn.String(),
			Hedge: o.Hedge, SaidBy: o.SaidBy, Disputed: o.Disputed, Marks: []string{}, shown: o.Drawn.Show(),
		}
		for _, m := range o.Marks {
			row.Marks = append(row.Marks, m.String())
		}
		a.Wages = append(a.Wages, row)
	}
	for _, g := range w.Gaps {
		a.Gaps = append(a.Gaps, gapRow{Label: g.Label, Share: g.Share.String(), Sum: g.Sum.String(), Formula: g.Formula})
	}
	a.Notes = append(a.Notes, w.Notes...)
}
