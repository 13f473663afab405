package figures

import (
	"context"
	"fmt"
	"strings"

	"redthread/app/redact"
	"redthread/store"
	"redthread/store/value"
)

// ErrEmpty is the error of writing a figure of a case that has nothing to show.
// Its text says what is missing.
var ErrEmpty error = sentence("This case has no pay observation yet; add one with its kind (paid, declared, received or withheld), its amount and its source.")

// sentence is an error that is shown to people as it stands.
type sentence string

// Error implements the error interface.
func (s sentence) Error() string { return string(s) }

func sentencef(format string, args ...any) error { return sentence(fmt.Sprintf(format, args...)) }

// WageOptions say in which currency and for which time amounts are shown. The
// zero value shows each as its source has it.
type WageOptions struct {
	Currency string       // ISO 4217; "": each its own
	Rate     *Rate        // at which other currencies are converted; needed when there are any
	Per      value.Period // "": as observed; else month or year, day or week, by exact factor
}

// Basis is the kind of sum of an observation.
type Basis string

// The kinds of sum, in the order in which they are drawn.
const (
	Paid     Basis = "paid"
	Declared Basis = "declared"
	Received Basis = "received"
	Withheld Basis = "withheld"
)

// Bases lists the kinds of sum in the order in which they are drawn.
func Bases() []Basis { return []Basis{Paid, Declared, Received, Withheld} }

// Mark is a citation mark: a source by its number, and the place in it.
type Mark struct {
	Source  store.ID
	Number  int    // as in the list of sources
	Passage int    // 0: none
	Locator string // "p. 3", where there is no passage
}

// String is the mark as it is printed: "[1] ¶16".
func (m Mark) String() string {
	s := fmt.Sprintf("[%d]", m.Number)
	switch {
	case m.Passage > 0:
		s += fmt.Sprintf(" ¶%d", m.Passage)
	case m.Locator != "":
		s += " " + m.Locator
	}
	return s
}

// Observation is one amount, seen once. All its texts have passed the gate.
type Observation struct {
	Entity     store.ID
	Short      string   // E-7K3Q
	Statement  store.ID // of the amount
	Statements []string // short ids of all statements of this amount
	Name       string   // of the observation
	Label      string   // "Paid by developers"
	Basis      Basis
	Place      string
	Payer      string
	Employer   string
	Workers    string
	SeenIn     string
	Time       string // in words
	Hedge      string
	SaidBy     string
	Disputed   bool
	Marks      []Mark // none: the amount is unsourced

	Money      value.Money  // as the source has it
	Drawn      value.Money  // as it is shown: in the asked currency and for the asked time, where that can be
	Equivalent *value.Money // the same sum as the source itself converts it
	Converted  *value.Money // Money in the currency of the last column, for the table
	Rate       *Rate        // by which Converted was made; nil where the source states it

	span   span
	places []string
	group  string // employer, or else payer, for the order
	order  int
}

// SourceLine is a cited source as the figure names it.
type SourceLine struct {
	ID     store.ID
	Number int
	Text   string // title, publisher, date and grade
}

// WageSpread is the figure of all pay observations of a case.
type WageSpread struct {
	Title    string
	Subtitle string // places, years, how many observations
	Options  WageOptions

	Observations []Observation // in the order in which they are drawn
	Gaps         []Gap
	Sources      []SourceLine
	Notes        []string // sentences that belong under the figure
	TableNotes   []string // sentences that belong under the table

	target  string // currency of the table's last column; "": no such column
	implied []Rate
	panels  []panel
	gate    *redact.Gate
	info    store.Info
}

// Wages reads the live pay observations of a case. It fails when the options
// ask for a conversion that has no rate with a date and a source. A case without
// observations gives an empty spread, see [WageSpread.Empty].
func Wages(ctx context.Context, c *store.Case, gate *redact.Gate, o WageOptions) (*WageSpread, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	w := &WageSpread{Options: o, gate: gate}
	r := wageReader{ctx: ctx, c: c, gate: gate, spread: w}
	if err := r.read(); err != nil {
		return nil, fmt.Errorf("reading the pay observations: %w", err)
	}
	if err := w.convert(); err != nil {
		return nil, err
	}
	w.sort()
	w.findGaps()
	w.describe()
	w.group()
	return w, nil
}

// Empty tells whether there is nothing to show; [ErrEmpty] then says so in words.
func (w *WageSpread) Empty() bool { return len(w.Observations) == 0 }

// ImpliedRates are the rates that follow from amounts which a source gives in two
// currencies. They are what the source reckoned with, not quoted market rates, and are named so.
func (w *WageSpread) ImpliedRates() []Rate { return w.implied }

// Alt says in words what the figure shows, for those who cannot see it.
func (w *WageSpread) Alt() string {
	var all []string
	for _, o := range w.Observations {
		all = append(all, o.sentence())
	}
	for _, g := range w.Gaps {
		all = append(all, upperFirst(g.Label)+" ("+g.Formula+").")
	}
	return strings.Join(all, " ")
}

func (o Observation) sentence() string {
	s := o.Label
	for _, more := range []string{o.Place, o.Time} {
		if more != "" {
			s += ", " + more
		}
	}
	return s + ": " + showMoney(o.Drawn) + " " + o.cited() + "."
}

// cited prints the marks, or says that there are none.
func (o Observation) cited() string {
	if len(o.Marks) == 0 {
		return unsourced
	}
	var all []string
	for _, m := range o.Marks {
		all = append(all, m.String())
	}
	return strings.Join(all, ", ")
}

// numbers prints the marks without the places: "[1] [3]".
func (o Observation) numbers() []Mark {
	var all []Mark
	seen := map[int]bool{}
	for _, m := range o.Marks {
		if !seen[m.Number] {
			seen[m.Number] = true
			all = append(all, m)
		}
	}
	return all
}

const unsourced = "unsourced"

// texts are all strings that a figure shows, for the scan before they leave.
func (w *WageSpread) texts() string {
	var b strings.Builder
	add := func(all ...string) {
		for _, s := range all {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	add(w.Title, w.Subtitle, w.Alt())
	add(w.Notes...)
	add(w.TableNotes...)
	for _, s := range w.Sources {
		add(s.Text)
	}
	for _, row := range w.records() {
		add(row...)
	}
	for _, row := range w.Table().Rows {
		add(row.Cells...)
	}
	return b.String()
}

// safe scans everything the figure shows for protected names.
func (w *WageSpread) safe() error {
	if n := len(w.gate.Leaks(w.texts())); n > 0 {
		return sentencef("The figure would show %d protected names, so nothing was written; report this to the makers of Redthread.", n)
	}
	return nil
}
