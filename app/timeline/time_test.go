package timeline

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redthread/store/value"
)

func date(t *testing.T, s string) value.Date {
	t.Helper()
	if s == "" {
		return value.Date{}
	}
	d, err := value.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDatesAreDrawnAsTheyAre(t *testing.T) {
	for _, c := range []struct {
		start, end, moment string
		begin, begun       string // "" open
		lasted, finish     string
		certain, day       bool
	}{
		{moment: "2018-08-02", begin: "2018-08-02", finish: "2018-08-02", day: true},
		{moment: "2018", begin: "2018-01-01", finish: "2018-12-31"},
		{moment: "2018-08-02~", begin: "2018-08-02", finish: "2018-08-02"},
		{moment: "[..2015]", finish: "2015-12-31"},
		{moment: "[2018-07..]", begin: "2018-07-01"},
		{start: "2017-09-11", end: "2018-07-31", begin: "2017-09-11", begun: "2017-09-11", lasted: "2018-07-31", finish: "2018-07-31", certain: true},
		{start: "2017", end: "2019", begin: "2017-01-01", begun: "2017-12-31", lasted: "2019-01-01", finish: "2019-12-31", certain: true},
		{start: "2018", end: "2018", begin: "2018-01-01", finish: "2018-12-31"},
		{start: "[..2015]", end: "2018-08-02", begun: "2015-12-31", lasted: "2018-08-02", finish: "2018-08-02", certain: true},
		{start: "2018-01", begin: "2018-01-01"},
		{end: "2018-01", finish: "2018-01-31"},
	} {
		var got Time
		if c.moment != "" {
			got = momentOf(date(t, c.moment))
		} else {
			got = spanOf(date(t, c.start), date(t, c.end))
		}
		name := c.moment + " " + c.start + " to " + c.end
		if got.Certain() != c.certain || got.Day() != c.day {
			t.Errorf("%s: certain %v, a day %v", name, got.Certain(), got.Day())
		}
		if b := dayText(got.Begin); b != c.begin {
			t.Errorf("%s may begin %q, want %q", name, b, c.begin)
		}
		if e := dayText(got.End - 1); e != c.finish {
			t.Errorf("%s may end %q, want %q", name, e, c.finish)
		}
		if c.certain {
			if b, l := dayText(got.Begun), dayText(got.Lasted-1); b != c.begun || l != c.lasted {
				t.Errorf("%s is certain from %q to %q, want %q to %q", name, b, l, c.begun, c.lasted)
			}
		}
	}
}

func TestDoubtOnlyWidens(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dates := rapid.SampledFrom([]string{"", "2015", "2015-03", "2015-03-04", "2016~", "[..2015]", "[2014..]", "[2014..2016-02]", "2017-12-31", "1969-07-20", "0001", "9999"})
		var ends [2]value.Date
		for i := range ends {
			if s := dates.Draw(r, "date"); s != "" {
				d, err := value.ParseDate(s)
				if err != nil {
					r.Fatal(err)
				}
				ends[i] = d
			}
		}
		if ends[0].IsZero() && ends[1].IsZero() {
			return
		}
		got := spanOf(ends[0], ends[1])
		if got.Begin > got.Begun || got.Lasted > got.End {
			r.Fatalf("%+v: what is certain reaches beyond what is possible", got)
		}
		if first, last, ok := got.ends(); ok && (first > last || first <= Ever || last >= Never) {
			r.Fatalf("%+v has ends %d and %d", got, first, last)
		}
	})
}

func TestLawsNameTheirSources(t *testing.T) {
	want := []string{"2017-08-05", "2017-09-11", "2018-01-09", "2019-12-22"}
	all := Laws()
	if len(all) != len(want) {
		t.Fatalf("%d dates of law, want %d", len(all), len(want))
	}
	for i, l := range all {
		if l.Date != want[i] || !strings.Contains(l.Source, "resolution") {
			t.Errorf("date of law %d is %+v", i, l)
		}
	}
	for _, bad := range []string{
		"- {date: 2017, name: A, says: B, source: C}",
		"- {date: 2017-09-11, name: A, says: B}",
		"- {date: 2017-09-11, name: A, says: B, source: C, after: [Nothing]}",
		"nonsense",
	} {
		if _, err := readLaws([]byte(bad)); err == nil {
			t.Errorf("%q was taken for dates of law", bad)
		}
	}
}

func TestTicksAreApart(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		from := rapid.Float64Range(leastView, mostView-10).Draw(r, "from")
		v := View{From: from, To: from + rapid.Float64Range(shortestView, longestView).Draw(r, "days"), Width: 1000}.held()
		all := ticks(v, 800)
		if len(all) > 60 {
			r.Fatalf("%d ticks", len(all))
		}
		for i := 1; i < len(all); i++ {
			if px := (all[i].day - all[i-1].day) / (v.To - v.From) * 800; px < 55 {
				r.Fatalf("%q and %q are %.1f points apart", all[i-1].text, all[i].text, px)
			}
		}
	})
}

func TestZoomKeepsThePlaceUnderThePointer(t *testing.T) {
	v := View{From: 17000, To: 18000, Width: 800}
	w := v.Zoom(2, 0.25)
	if w.From+(w.To-w.From)*0.25 != 17250 || w.To-w.From != 500 {
		t.Errorf("zoomed to %v", w)
	}
	if w := v.Pan(0.5); w.From != 17500 || w.To != 18500 {
		t.Errorf("moved to %v", w)
	}
	if w := v.Zoom(1e9, 0.5); w.To-w.From != shortestView {
		t.Errorf("zoomed in without an end: %v", w)
	}
}
