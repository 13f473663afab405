package figures

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"redthread/store/value"
)

// columns are those of the CSV file. They are a contract: new ones come at the end.
var columns = []string{
	"observation", "statements", "kind", "label", "name", "place", "payer", "employer", "workers", "seen_in", "time",
	"amount", "low", "low_about", "high", "high_about", "currency", "per",
	"shown_low", "shown_high", "shown_currency", "shown_per",
	"converted_low", "converted_high", "converted_currency", "rate", "rate_date", "rate_source", "rate_implied",
	"hedge", "said_by", "disputed", "source_numbers", "source_titles", "passages", "formula",
}

// writeCSV writes one record for each observation and two for each gap.
func (w *WageSpread) writeCSV(out io.Writer) error {
	c := csv.NewWriter(out)
	if err := c.Write(columns); err != nil {
		return err
	}
	for _, record := range w.records() {
		for i := range record {
			record[i] = Harmless(record[i])
		}
		if err := c.Write(record); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// Harmless puts an apostrophe before what a spreadsheet would run as a formula.
func Harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func (w *WageSpread) records() [][]string {
	var all [][]string
	for i := range w.Observations {
		all = append(all, w.record(&w.Observations[i]))
	}
	for _, g := range w.Gaps {
		all = append(all, w.gapRecord(g, g.Share, "percent", "", GapName, g.Formula))
		all = append(all, w.gapRecord(g, g.Sum.Amount, g.Sum.Currency, string(g.Sum.Per), GapName+", as a sum", g.SumFormula()))
	}
	return all
}

// fields are cells by the name of their column.
type fields map[string]string

func (f fields) record() []string {
	all := make([]string, len(columns))
	for i, name := range columns {
		all[i] = f[name]
	}
	return all
}

// ends fills the cells of two bounds with plain numbers.
func (f fields) ends(prefix string, q value.Quantity, about bool) {
	for _, end := range []struct {
		name string
		of   func() (value.Bound, bool)
	}{{"low", q.Low}, {"high", q.High}} {
		b, ok := end.of()
		if !ok {
			continue
		}
		if n, err := exactly(b); err == nil {
			f[prefix+end.name] = n.String()
		}
		if about {
			f[prefix+end.name+"_about"] = strconv.FormatBool(b.About)
		}
	}
}

func (w *WageSpread) record(o *Observation) []string {
	f := fields{
		"observation": o.Short, "statements": strings.Join(o.Statements, " "), "kind": string(o.Basis), "label": o.Label, "name": o.Name,
		"place": o.Place, "payer": o.Payer, "employer": o.Employer, "workers": o.Workers, "seen_in": o.SeenIn, "time": o.Time,
		"amount": o.Money.String(), "currency": o.Money.Currency, "per": perWord(o.Money.Per),
		"shown_currency": o.Drawn.Currency, "shown_per": perWord(o.Drawn.Per),
		"hedge": o.Hedge, "said_by": o.SaidBy, "disputed": strconv.FormatBool(o.Disputed),
	}
	f.ends("", o.Money.Amount, true)
	f.ends("shown_", o.Drawn.Amount, false)
	if o.Converted != nil {
		f.ends("converted_", o.Converted.Amount, false)
		f["converted_currency"] = o.Converted.Currency
		switch r := o.Rate; {
		case r != nil:
			f["rate"] = r.Value.String() + " " + r.From + "/" + r.To
			f["rate_date"], f["rate_source"], f["rate_implied"] = r.Date, r.Source, strconv.FormatBool(r.Implied)
		default:
			f["rate_source"] = "as the source has it"
		}
	}
	var numbers, titles, places []string
	for _, m := range o.Marks {
		numbers = append(numbers, strconv.Itoa(m.Number))
		titles = addNew(titles, w.title(m.Number))
		switch {
		case m.Passage > 0:
			places = append(places, "¶"+strconv.Itoa(m.Passage))
		case m.Locator != "":
			places = append(places, m.Locator)
		}
	}
	f["source_numbers"], f["source_titles"], f["passages"] = strings.Join(numbers, "; "), strings.Join(titles, "; "), strings.Join(places, "; ")
	return f.record()
}

func (w *WageSpread) title(number int) string {
	for _, s := range w.Sources {
		if s.Number == number {
			return s.Text
		}
	}
	return ""
}

func (w *WageSpread) gapRecord(g Gap, q value.Quantity, unit, per, label, formula string) []string {
	f := fields{
		"statements": g.Declared.Statements[0] + " " + g.Paid.Statements[0], "kind": "derived", "label": label, "name": g.Label,
		"place": g.Declared.Place, "amount": q.String(), "currency": unit, "per": per, "formula": formula,
	}
	f.ends("", q, true)
	if g.Converted != nil && unit == g.Sum.Currency {
		f.ends("converted_", g.Converted.Amount, false)
		f["converted_currency"] = g.Converted.Currency
	}
	return f.record()
}
