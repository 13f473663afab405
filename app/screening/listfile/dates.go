package listfile

import (
	"regexp"
	"strings"
	"sync"
	"time"

	"redthread/store/value"
)

// dateOrder tells what 02/03/1970 means in a list.
type dateOrder int

const (
	written  dateOrder = iota // no slashes to be guessed at
	dayFirst                  // 31/12/1970
	monthFirst
)

var (
	slashed   = regexp.MustCompile(`^(\d{1,2}|dd|mm)[/.\-](\d{1,2}|dd|mm)[/.\-](\d{4})$`)
	yearRange = regexp.MustCompile(`^(\d{4}) ?(?:to|-|–|and) ?(\d{4})$`)
	aboutYear = regexp.MustCompile(`^(?i:circa|approximately|approx\.?|c\.|about|around) ?(.+)$`)
	timed     = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[T ]\d`)
)

var layouts = []string{"02 Jan 2006", "2 January 2006", "Jan 2006", "January 2006", "02-Jan-2006", "Jan 2, 2006", "January 2, 2006"}

// readDate reads a date as lists print it: in the numbers of their country, in
// English months, with "circa" and with ranges of years, 00 or "dd" for an
// unknown day.
func readDate(v string, order dateOrder) (string, bool) {
	if m := timed.FindStringSubmatch(v); m != nil {
		v = m[1]
	}
	if m := slashed.FindStringSubmatch(strings.ToLower(v)); m != nil && order != written {
		d, mo, y := m[1], m[2], m[3]
		if order == monthFirst {
			d, mo = mo, d
		}
		return numbered(y, mo, d)
	}
	if m := aboutYear.FindStringSubmatch(v); m != nil {
		if d, ok := readDate(m[1], order); ok && !strings.ContainsAny(d, "~?[") {
			return d + "~", true
		}
		return "", false
	}
	if yearRange.MatchString(v) {
		return "", false // one of several years: kept in words, for one instant has no range
	}
	if c, err := value.Canonical(value.KindDate, v); err == nil {
		return c, true
	}
	for i, l := range layouts {
		if t, err := time.Parse(l, v); err == nil {
			if i == 2 || i == 3 {
				return t.Format("2006-01"), true
			}
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

func numbered(year, month, day string) (string, bool) {
	pad := func(s string) string {
		if len(s) == 1 {
			return "0" + s
		}
		return s
	}
	text := year
	if month = pad(month); month != "00" && month != "mm" && month != "dd" {
		text += "-" + month
		if day = pad(day); day != "00" && day != "dd" && day != "mm" {
			text += "-" + day
		}
	}
	c, err := value.Canonical(value.KindDate, text)
	return c, err == nil
}

// countries remembers what a list calls countries: a list of two million
// entries names them by a few hundred spellings.
var countries struct {
	sync.Mutex
	known map[string]string
}

const mostCountries = 10_000

func countryCode(v string) (string, bool) {
	countries.Lock()
	defer countries.Unlock()
	if code, ok := countries.known[v]; ok {
		return code, code != ""
	}
	code, err := value.ParseCountry(v)
	if err != nil {
		code = countryWords[strings.ToLower(v)]
	}
	if len(countries.known) >= mostCountries || countries.known == nil {
		countries.known = map[string]string{}
	}
	countries.known[v] = code
	return code, code != ""
}

// countryWords are spellings that the lists use and the table of countries
// does not have.
var countryWords = map[string]string{
	"korea, north": "kp", "north korea": "kp", "democratic people's republic of korea": "kp", "dprk": "kp", "korea, democratic people's republic of": "kp",
	"korea, south": "kr", "republic of korea": "kr", "korea, republic of": "kr",
	"congo, democratic republic of the": "cd", "democratic republic of the congo": "cd", "congo (democratic republic)": "cd",
	"congo, republic of the": "cg", "burma": "mm", "iran (islamic republic of)": "ir", "iran, islamic republic of": "ir", "islamic republic of iran": "ir",
	"syrian arab republic": "sy", "russian federation": "ru", "united republic of tanzania": "tz", "west bank": "ps", "palestinian": "ps", "region: gaza": "ps", "gaza": "ps",
	"cote d'ivoire": "ci", "côte d'ivoire": "ci", "ivory coast": "ci", "libyan arab jamahiriya": "ly", "viet nam": "vn", "lao people's democratic republic": "la",
	"republic of moldova": "md", "the former yugoslav republic of macedonia": "mk", "bosnia and herzegovina": "ba", "bolivarian republic of venezuela": "ve",
	"venezuela (bolivarian republic of)": "ve", "bahamas, the": "bs", "gambia, the": "gm", "macau": "mo", "hong kong": "hk", "isle of man": "im",
	"united kingdom of great britain and northern ireland": "gb", "united states of america": "us", "people's republic of china": "cn", "kosovo": "xk",
	"british": "gb", "russian": "ru", "north korean": "kp", "iranian": "ir", "syrian": "sy", "chinese": "cn", "afghan": "af", "iraqi": "iq", "belarusian": "by", "ukrainian": "ua",
}
