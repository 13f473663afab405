package value

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestDateCanonicalAndShown(t *testing.T) {
	for _, c := range []struct{ in, want, shown string }{
		{"2018", "2018", "2018"},
		{"2018-07", "2018-07", "July 2018"},
		{"2018-08-02", "2018-08-02", "2 August 2018"},
		{"0001", "0001", "0001"},
		{"2016-02-29", "2016-02-29", "29 February 2016"},
		{"2018~", "2018~", "about 2018"},
		{"2018?", "2018?", "2018, uncertain"},
		{"2018%", "2018%", "about 2018, uncertain"},
		{"2018-07~", "2018-07~", "about July 2018"},
		{"[..2015]", "[..2015]", "2015 or earlier"},
		{"[2018-07..]", "[2018-07..]", "July 2018 or later"},
		{"[2017-09..2018-07]", "[2017-09..2018-07]", "between September 2017 and July 2018"},
		{"[..2015~]", "[..2015~]", "about 2015 or earlier"},
		{"[2017?..2018]", "[2017?..2018]", "between 2017 (uncertain) and 2018"},
		{"[ 2017 .. 2018 ]", "[2017..2018]", "between 2017 and 2018"},
		{"[2018..2018]", "2018", "2018"},
		{"2 Aug 2018", "2018-08-02", "2 August 2018"},
		{"2nd of August, 2018", "2018-08-02", "2 August 2018"},
		{"Aug. 2, 2018", "2018-08-02", "2 August 2018"},
		{"Sept 2018", "2018-09", "September 2018"},
		{"in August 2018", "2018-08", "August 2018"},
		{"02.08.2018", "2018-08-02", "2 August 2018"},
		{"2.8.2018 г.", "2018-08-02", "2 August 2018"},
		{"08.2018", "2018-08", "August 2018"},
		{"2018/08/02", "2018-08-02", "2 August 2018"},
		{"2018/8/2", "2018-08-02", "2 August 2018"},
		{"31/12/2018", "2018-12-31", "31 December 2018"},
		{"12/31/2018", "2018-12-31", "31 December 2018"},
		{"08/08/2018", "2018-08-08", "8 August 2018"},
		{"20180802", "2018-08-02", "2 August 2018"},
		{"2021-02-16T21:48:52Z", "2021-02-16", "16 February 2021"},
		{"2021-02-16 21:48", "2021-02-16", "16 February 2021"},
		{"2 декабря 2016", "2016-12-02", "2 December 2016"},
		{"2 декабря 2016 года", "2016-12-02", "2 December 2016"},
		{"в мае 2016 г.", "2016-05", "May 2016"},
		{"2016년 12월 2일", "2016-12-02", "2 December 2016"},
		{"2016年12月", "2016-12", "December 2016"},
		{"by 2015", "[..2015]", "2015 or earlier"},
		{"2015 or earlier", "[..2015]", "2015 or earlier"},
		{"no later than July 2015", "[..2015-07]", "July 2015 or earlier"},
		{"before 2015", "[..2014]", "2014 or earlier"},
		{"before January 2015", "[..2014-12]", "December 2014 or earlier"},
		{"before 1 March 2016", "[..2016-02-29]", "29 February 2016 or earlier"},
		{"after 2015", "[2016..]", "2016 or later"},
		{"after 31 December 2017", "[2018-01-01..]", "1 January 2018 or later"},
		{"not before 2015-07", "[2015-07..]", "July 2015 or later"},
		{"between 2017-09 and July 2018", "[2017-09..2018-07]", "between September 2017 and July 2018"},
		{"the 1990s", "[1990..1999]", "between 1990 and 1999"},
		{"about 2018", "2018~", "about 2018"},
		{"c. 2018", "2018~", "about 2018"},
		{"около 2018 г.", "2018~", "about 2018"},
		{"possibly 2018", "2018?", "2018, uncertain"},
		{"about August 2018 (?)", "2018-08%", "about August 2018, uncertain"},
	} {
		d, err := ParseDate(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if d.String() != c.want || d.Show() != c.shown {
			t.Errorf("%q: got %s shown %q, want %s shown %q", c.in, d, d.Show(), c.want, c.shown)
		}
		if got, err := Canonical(KindDate, c.in); got != c.want {
			t.Errorf("Canonical(%q) = %q, %v", c.in, got, err)
		}
	}
}

func TestDateRefused(t *testing.T) {
	for _, c := range []struct{ in, why string }{
		{"", ""},
		{"soon", ""},
		{"2018-02-30", "February 2018 has 28 days"},
		{"2015-02-29", "February 2015 has 28 days"},
		{"1900-02-29", "February 1900 has 28 days"},
		{"31.04.2018", "April 2018 has 30 days"},
		{"2018-13", "12 months"},
		{"2018-08-32", "no month has that many days"},
		{"2018-00", "left out"},
		{"2018-08-00", "left out"},
		{"20180012", "left out"},
		{"0000", "outside"},
		{"before 0001", "outside"},
		{"after 9999-12-31", "outside"},
		{"02/08/2018", "swapped"},
		{"02-08-2018", "swapped"},
		{"2017/2018", "period"},
		{"2017-2018", "period"},
		{"2017..2018", "period"},
		{"2018..", "period"},
		{"[2018..2017]", "first date comes after"},
		{"between 2018 and 2017", "first date comes after"},
		{"between 2018", "no second"},
		{"[..]", ""},
		{"[2018]", ""},
		{"[2018..", ""},
		{"-2018", ""},
		{"2018-", ""},
		{"2018--08", ""},
		{"18", ""},
		{"2 Aug 18", ""},
		{"2 Aug Sep 2018", ""},
		{"2018-XX", ""},
		{"2 Aug 2018 2019", ""},
		{strings.Repeat("2", 300), "200 characters"},
	} {
		d, err := ParseDate(c.in)
		var bad *Error
		if !errors.As(err, &bad) || bad.Kind != KindDate || !strings.Contains(bad.Why, c.why) || (c.why == "" && bad.Why != "") {
			t.Errorf("%q: %v, %v, want why %q", c.in, d, err, c.why)
		}
	}
}

func TestDateBounds(t *testing.T) {
	for _, c := range []struct{ in, earliest, latest string }{
		{"2018", "2018-01-01", "2018-12-31"},
		{"2018~", "2018-01-01", "2018-12-31"},
		{"2016-02", "2016-02-01", "2016-02-29"},
		{"2018-08-02", "2018-08-02", "2018-08-02"},
		{"[..2015]", "", "2015-12-31"},
		{"[2018-07..]", "2018-07-01", ""},
		{"[2017-09..2018-07]", "2017-09-01", "2018-07-31"},
	} {
		d, err := ParseDate(c.in)
		if err != nil {
			t.Fatal(err)
		}
		text := func(day Day, ok bool) string {
			if !ok {
				return ""
			}
			if printed := day.Time().Format("2006-01-02"); printed != day.String() {
				t.Errorf("%s prints as %s", printed, day)
			}
			return day.String()
		}
		if got := text(d.Earliest()); got != c.earliest {
			t.Errorf("%s: earliest %q, want %q", c.in, got, c.earliest)
		}
		if got := text(d.Latest()); got != c.latest {
			t.Errorf("%s: latest %q, want %q", c.in, got, c.latest)
		}
	}
	for text, want := range map[string][2]bool{"2018": {}, "2018~": {true, false}, "[..2018?]": {false, true}, "2018%": {true, true}} {
		d, err := ParseDate(text)
		if err != nil || d.Approximate() != want[0] || d.Uncertain() != want[1] {
			t.Errorf("%s: about %v, uncertain %v, %v", text, d.Approximate(), d.Uncertain(), err)
		}
	}
	if d := (Date{}); !d.IsZero() || d.String() != "" || d.Show() != "" {
		t.Errorf("the zero date prints as %q", d)
	}
}

func TestDateOrder(t *testing.T) {
	want := []string{"[..2015]", "[..2018]", "2017", "2018-01-01", "2018-01", "2018", "[2018..]", "2018-07", "[2018-07..]"}
	var dates []Date
	for _, text := range []string{"2018", "[2018-07..]", "[..2018]", "2018-01", "2017", "[2018..]", "2018-07", "[..2015]", "2018-01-01"} {
		d, err := ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		dates = append(dates, d)
	}
	slices.SortFunc(dates, Date.Compare)
	var got []string
	for _, d := range dates {
		got = append(got, d.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("sorted as %v, want %v", got, want)
	}
}
