package listfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"redthread/store"
)

// Format names a way in which lists are published.
type Format string

// The formats.
const (
	FormatOFACCSV       Format = "ofac-csv"
	FormatOFACXML       Format = "ofac-xml"
	FormatOFACAdvanced  Format = "ofac-advanced"
	FormatCSLCSV        Format = "csl-csv"
	FormatCSLJSON       Format = "csl-json"
	FormatUN            Format = "un-xml"
	FormatEUCSV         Format = "eu-csv"
	FormatEUXML         Format = "eu-xml"
	FormatUKCSV         Format = "uk-csv"
	FormatUKXML         Format = "uk-xml"
	FormatUKODS         Format = "uk-ods"
	FormatSwiss         Format = "swiss-xml"
	FormatFtM           Format = "ftm-json"
	FormatTargetsSimple Format = "targets-csv"
	FormatBareNames     Format = "names-json"
	FormatMapped        Format = "csv"
)

type way struct {
	passes    int
	title     string // "one of …"
	list      string // short name under which the list is kept where nobody says another
	name      string // what the list is called
	publisher string
	read      func(*reading) error
}

var readers map[Format]way

func init() { // a table of methods that look things up in it would go in a circle
	us := "U.S. Treasury, OFAC"
	readers = map[Format]way{
		FormatOFACCSV:       {1, "OFAC's CSV", "ofac-sdn", "OFAC SDN", us, (*reading).readOFACCSV},
		FormatOFACXML:       {1, "OFAC's XML", "ofac-sdn", "OFAC SDN", us, (*reading).readOFACXML},
		FormatOFACAdvanced:  {2, "OFAC's advanced XML", "ofac-sdn", "OFAC SDN", us, (*reading).readOFACAdvanced},
		FormatCSLCSV:        {1, "the US Consolidated Screening List (CSV)", "us-csl", "US Consolidated Screening List", "U.S. Commerce, ITA", (*reading).readCSLCSV},
		FormatCSLJSON:       {1, "the US Consolidated Screening List (JSON)", "us-csl", "US Consolidated Screening List", "U.S. Commerce, ITA", (*reading).readCSLJSON},
		FormatUN:            {1, "the UN's XML", "un-sc", "UN Security Council", "UN Security Council", (*reading).readUN},
		FormatEUCSV:         {1, "the EU's CSV", "eu-fsf", "EU financial sanctions", "European Commission", (*reading).readEUCSV},
		FormatEUXML:         {1, "the EU's XML", "eu-fsf", "EU financial sanctions", "European Commission", (*reading).readEUXML},
		FormatUKCSV:         {1, "the UK's CSV", "uk-sl", "UK sanctions list", "UK Government", (*reading).readUKCSV},
		FormatUKXML:         {1, "the UK's XML", "uk-sl", "UK sanctions list", "UK Government", (*reading).readUKXML},
		FormatUKODS:         {1, "the UK's ODS", "uk-sl", "UK sanctions list", "UK Government", (*reading).readUKODS},
		FormatSwiss:         {2, "the Swiss XML", "ch-seco", "Swiss sanctions list", "SECO", (*reading).readSwiss},
		FormatFtM:           {2, "FollowTheMoney JSON lines", "opensanctions", "OpenSanctions", "OpenSanctions", (*reading).readFtM},
		FormatTargetsSimple: {1, "OpenSanctions' simple CSV", "opensanctions", "OpenSanctions", "OpenSanctions", (*reading).readTargetsSimple},
		FormatBareNames:     {1, "JSON lines of names", "names", "List of names", "", (*reading).readBareNames},
		FormatMapped:        {1, "a CSV with a mapping", "list", "List", "", (*reading).readMapped},
	}
}

// FormatNames lists the formats in a fixed order.
func FormatNames() []string {
	var all []string
	for f := range readers {
		all = append(all, string(f))
	}
	slices.Sort(all)
	return all
}

// Known tells whether it is one of the formats.
func (f Format) Known() bool { _, ok := readers[f]; return ok }

// Title names the format for people.
func (f Format) Title() string { return readers[f].title }

// List is the short name, the name and the publisher of the list that is
// usually published so. OFAC's consolidated list has the format of the SDN
// list; its file's name tells them apart.
func (f Format) List(file string) (key, name, publisher string) {
	w := readers[f]
	key, name = w.list, w.name
	low := strings.ToLower(file)
	if key == "ofac-sdn" && strings.HasPrefix(low, "cons") {
		key, name = "ofac-consolidated", "OFAC consolidated (non-SDN)"
	}
	if key == "list" || key == "names" {
		stem, _, _ := strings.Cut(file, ".")
		if k := strings.Trim(strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
				return r
			case r >= 'A' && r <= 'Z':
				return r + 'a' - 'A'
			}
			return '-'
		}, stem), "-"); k != "" {
			key, name = k, stem
		}
	}
	return key, name, w.publisher
}

const headSize = 64 << 10

func head(f File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, store.Sentence(store.ErrNotFound, "%s cannot be read; choose a file that is there.", f.Name)
	}
	defer func() { _ = in.Close() }()
	b, err := io.ReadAll(io.LimitReader(in, headSize))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, store.Sentence(store.ErrNotFound, "%s cannot be read: %v.", f.Name, err)
	}
	return bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), nil
}

func firstLine(f File) (string, error) {
	b, err := head(f)
	line, _, _ := bytes.Cut(b, []byte{'\n'})
	return string(line), err
}

// Detect finds the format of a list by what stands in its file.
func Detect(f File) (Format, error) {
	b, err := head(f)
	if err != nil {
		return "", err
	}
	if format := detect(b); format != "" {
		return format, nil
	}
	return "", store.Sentence(store.ErrInvalid, "%s is in no format of a list that is known; name one with --format, or map a CSV's columns with --map.", f.Name)
}

func detect(b []byte) Format {
	text := string(bytes.TrimSpace(b))
	switch {
	case text == "":
		return ""
	case strings.HasPrefix(text, "PK\x03\x04"):
		if strings.Contains(text[:min(len(text), 200)], "opendocument.spreadsheet") {
			return FormatUKODS
		}
		return ""
	case text[0] == '<':
		return detectXML(text)
	case text[0] == '{' || text[0] == '[':
		return detectJSON(text)
	}
	return detectTable(text)
}

func detectXML(text string) Format {
	for _, m := range []struct {
		mark   string
		format Format
	}{
		{"<CONSOLIDATED_LIST", FormatUN},
		{"<sdnList", FormatOFACXML},
		{"<swiss-sanctions-list", FormatSwiss},
		{"<Designations", FormatUKXML},
		{"ADVANCED_XML", FormatOFACAdvanced},
		{"<Sanctions ", FormatOFACAdvanced},
		{"<Sanctions>", FormatOFACAdvanced},
		{"sanctionEntity", FormatEUXML},
		{"<export ", FormatEUXML},
	} {
		if strings.Contains(text[:min(len(text), 4096)], m.mark) {
			return m.format
		}
	}
	return ""
}

func detectJSON(text string) Format {
	line, _, _ := strings.Cut(text, "\n")
	var o struct {
		Schema     string          `json:"schema"`
		Properties json.RawMessage `json:"properties"`
		Names      json.RawMessage `json:"names"`
	}
	if json.Unmarshal([]byte(line), &o) == nil {
		switch {
		case o.Schema != "" && o.Properties != nil:
			return FormatFtM
		case o.Names != nil:
			return FormatBareNames
		}
	}
	switch {
	case strings.Contains(text, `"results"`) && strings.Contains(text, `"source"`):
		return FormatCSLJSON
	case strings.Contains(line, `"schema"`) && strings.Contains(line, `"properties"`):
		return FormatFtM // a first line longer than what was looked at
	}
	return ""
}

func detectTable(text string) Format {
	lines := strings.SplitN(text, "\n", 12)
	for i, l := range lines {
		if i > 10 {
			break
		}
		h := header{}
		s := &rows{comma: commaOf(l)}
		if !s.split([]byte(l)) {
			h = headerOf(s.cells)
		}
		switch {
		case h.has("Entity_LogicalId"), h.has("Entity_logical_id"):
			return FormatEUCSV
		case h.has("Unique ID", "Name 6"), h.has("Group ID", "Name 6"):
			return FormatUKCSV
		case h.has("source", "entity_number", "alt_names"):
			return FormatCSLCSV
		case h.has("id", "schema", "name", "aliases", "birth_date"):
			return FormatTargetsSimple
		}
		if i == 0 && len(s.cells) == 12 && digits(s.cells[0]) && strings.Contains(l, "-0-") {
			return FormatOFACCSV
		}
		if i == 0 && guess(h) != nil {
			return FormatMapped
		}
	}
	return ""
}

func digits(s string) bool {
	return s != "" && strings.Trim(strings.TrimSpace(s), "0123456789") == ""
}
