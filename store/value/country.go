package value

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country is one entry of the list of countries.
type Country struct {
	Code string // as stored: "ru", "kp", "suhh"
	Name string // in English
}

// ParseCountry gives the code of a country as FollowTheMoney has it: ISO 3166-1 alpha-2 in small letters, the four-letter
// codes of ISO 3166-3 for states that have ended, and a few codes of political entities. It reads codes of two and
// three letters and names in the languages of countryLanguages. The error is an [*Error].
func ParseCountry(text string) (string, error) {
	index := countries()
	if _, ok := index.names[text]; ok {
		return text, nil
	}
	line, why := oneLine(text, maxLine)
	if why == "" {
		key := Fold(line)
		if code, ok := index.codes[key]; ok {
			return code, nil
		}
		if why = sharedNames[key]; why == "" {
			why = plainlyNot
		}
	}
	return "", refuse(KindCountry, text, why)
}

// Countries lists the countries by English name, for pickers.
func Countries() []Country { return slices.Clone(countries().list) }

func countryName(code string) string {
	if name, ok := countries().names[code]; ok {
		return name
	}
	return code
}

type countryIndex struct {
	names map[string]string // code → English name
	codes map[string]string // folded name or code → code
	list  []Country
}

// countryLanguages are the languages whose names of countries are understood. Where a name means two countries, the
// earlier language wins.
var countryLanguages = []language.Tag{
	language.English, language.Russian, language.Korean, language.Chinese, language.TraditionalChinese, language.Japanese,
	language.Ukrainian, language.German, language.French, language.Spanish,
}

// moreCountries are the codes outside ISO 3166-1 that FollowTheMoney uses and that papers of this trade name.
var moreCountries = []Country{
	{"suhh", "Soviet Union"},
	{"yucs", "Yugoslavia"},
	{"csxx", "Serbia and Montenegro"},
	{"cshh", "Czechoslovakia"},
	{"ddde", "East Germany"},
	{"eu", "European Union"},
	{"xk", "Kosovo"},
	{"ge-ab", "Abkhazia"},
	{"x-so", "South Ossetia"},
	{"md-pmr", "Transnistria"},
	{"cy-trnc", "Northern Cyprus"},
	{"so-som", "Somaliland"},
}

// sharedNames are the folded names that are refused because two countries bear them.
var sharedNames = map[string]string{
	"korea": "it could be North Korea or South Korea", "корея": "it could be North Korea or South Korea",
	"congo": "it could be either Congo, of Brazzaville or of Kinshasa", "конго": "it could be either Congo, of Brazzaville or of Kinshasa",
}

// currentNames replace the English names that the Unicode locale data of the library has too old or too long.
var currentNames = map[string]string{
	"cd": "Democratic Republic of the Congo",
	"cg": "Republic of the Congo",
	"hk": "Hong Kong",
	"mk": "North Macedonia",
	"mm": "Myanmar",
	"mo": "Macau",
	"ps": "Palestine",
	"sz": "Eswatini",
}

// countryAliases are the names in common use that the Unicode locale data does not have.
var countryAliases = map[string][]string{
	"kp": {"DPRK", "D.P.R.K.", "Democratic People's Republic of Korea", "КНДР", "Северная Корея", "북한", "조선", "조선민주주의인민공화국", "朝鮮民主主義人民共和國", "北朝鮮", "朝鲜"},
	"kr": {"Republic of Korea", "ROK", "R.O.K.", "Южная Корея", "Республика Корея", "남한", "한국", "대한민국", "韓國", "韓国"},
	"ru": {"Russian Federation", "Российская Федерация", "РФ", "러시아연방", "러시아"},
	"cn": {"PRC", "P.R.C.", "People's Republic of China", "P.R. China", "КНР", "Китайская Народная Республика", "中华人民共和国", "중화인민공화국"},
	"us": {"USA", "U.S.A.", "U.S.", "United States of America", "США", "Соединённые Штаты Америки", "America"},
	"gb": {"UK", "U.K.", "Great Britain", "Britain", "Великобритания", "England"},
	"ae": {"UAE", "U.A.E.", "ОАЭ", "Emirates"},
	"by": {"Белоруссия", "Byelorussia", "Republic of Belarus"},
	"cz": {"Czech Republic", "Чешская Республика"},
	"mk": {"Северная Македония"},
	"mm": {"Burma", "Бирма"},
	"sz": {"Эсватини"},
	"tr": {"Türkiye"},
	"vn": {"Viet Nam"},
	"sy": {"Syrian Arab Republic"},
	"ir": {"Islamic Republic of Iran"},
	"la": {"Lao PDR", "Lao People's Democratic Republic"},
	"md": {"Republic of Moldova", "Молдавия"},
	"kg": {"Киргизия", "Kirghizia", "Kyrgyz Republic"},
	"tm": {"Туркмения"},
	"tz": {"United Republic of Tanzania"},
	"ci": {"Ivory Coast"},
	"cd": {"DRC", "DR Congo", "Zaire", "ДР Конго"},
	"cv": {"Cape Verde"},
	"tl": {"East Timor"},
	"tw": {"Republic of China"},
	"va": {"Holy See"},
	"nl": {"Holland"},

	"suhh": {"USSR", "U.S.S.R.", "СССР", "Советский Союз", "소련", "su", "sun"},
	"yucs": {"Югославия", "yu", "yug"},
	"csxx": {"Сербия и Черногория"},
	"cshh": {"Чехословакия"},
	"ddde": {"ГДР", "GDR", "German Democratic Republic", "dd", "ddr"},
	"eu":   {"Евросоюз", "Европейский союз"},
	"xk":   {"Косово", "xkx"},
}

var countries = sync.OnceValue(func() *countryIndex {
	index := &countryIndex{names: map[string]string{}, codes: map[string]string{}}
	regions := isoRegions()
	for _, r := range regions {
		code := strings.ToLower(r.String())
		index.names[code] = display.English.Regions().Name(r)
		if name, ok := currentNames[code]; ok {
			index.names[code] = name
		}
	}
	for _, c := range moreCountries {
		index.names[c.Code] = c.Name
	}
	// Own words first: what is added later never replaces them.
	for code, names := range countryAliases {
		for _, name := range names {
			index.add(name, code)
		}
	}
	for code, name := range index.names {
		index.add(code, code)
		index.add(name, code)
	}
	for _, r := range regions {
		index.add(r.ISO3(), strings.ToLower(r.String()))
	}
	for _, tag := range countryLanguages {
		namer := display.Regions(tag)
		for _, r := range regions {
			index.add(namer.Name(r), strings.ToLower(r.String()))
		}
	}
	for code, name := range index.names {
		index.list = append(index.list, Country{Code: code, Name: name})
	}
	slices.SortFunc(index.list, func(a, b Country) int { return strings.Compare(Fold(a.Name), Fold(b.Name)) })
	return index
})

func (x *countryIndex) add(name, code string) {
	for _, spelling := range []string{name, writtenOut.Replace(name)} {
		key := Fold(spelling)
		if _, taken := x.codes[key]; !taken && key != "" {
			x.codes[key] = code
		}
	}
}

// writtenOut writes out what the Unicode locale data shortens.
var writtenOut = strings.NewReplacer("&", "and", "St. ", "Saint ")

// notISO are the regions that the Unicode locale data adds to those of ISO 3166-1.
const notISO = " AC CP CQ CS DG EA EU EZ IC TA UN XA XB XK ZZ "

// isoRegions are the countries and territories of ISO 3166-1.
func isoRegions() []language.Region {
	var regions []language.Region
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			r, err := language.ParseRegion(string([]rune{first, second}))
			if err != nil || !r.IsCountry() || r.IsPrivateUse() || r.Canonicalize() != r ||
				strings.Contains(notISO, " "+r.String()+" ") || display.English.Regions().Name(r) == "" {
				continue
			}
			regions = append(regions, r)
		}
	}
	return regions
}
