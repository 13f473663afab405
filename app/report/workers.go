package report

import (
	"slices"
	"strings"

	"redthread/app/report/pdfdoc"
)

// countNames are the four counts, which count different things.
var countNames = []string{"registered", "approved", "permitted", "present"}

// countMeanings say beside a count what it counts.
var countMeanings = map[string]string{
	"registered": " (persons entered in a register)",
	"approved":   " (places granted, not people hired)",
	"permitted":  " (permits issued)",
	"present":    " (persons at work or in the country)",
}

// workerThings are the groups and permits, as the sources tell of them.
func (s *sheet) workerThings() []*thing {
	all := append(s.of(homeWorkers, "WorkerGroup"), s.of(homeWorkers, "WorkPermit")...)
	slices.SortStableFunc(all, asTold)
	return all
}

// workers writes the groups of workers, the permits and the adverts.
func (s *sheet) workers() {
	if len(s.in(homeWorkers, func(*thing) bool { return true })) == 0 {
		s.nothing("No group of workers, permit or advert")
		return
	}
	s.open(s.countTable)
	for _, list := range []struct {
		title string
		all   []*thing
	}{
		{"Groups of workers", s.of(homeWorkers, "WorkerGroup")},
		{"Permits", s.of(homeWorkers, "WorkPermit")},
		{"Other", s.in(homeWorkers, func(t *thing) bool { return !t.isA("WorkerGroup", "WorkPermit", "JobAdvert") })},
	} {
		if len(list.all) == 0 {
			continue
		}
		s.heading(2, list.title)
		slices.SortStableFunc(list.all, asTold)
		for _, t := range list.all {
			s.block(t)
		}
	}
	s.adverts()
}

// adverts stand in one table: they are many and alike.
func (s *sheet) adverts() {
	all := s.of(homeWorkers, "JobAdvert")
	if len(all) == 0 {
		return
	}
	slices.SortStableFunc(all, asTold)
	s.flow.Anchor(advertsAnchor)
	table := pdfdoc.Table{Small: true, Columns: []pdfdoc.Column{{Head: "Advert", Width: 0.3}, {Head: "Employer", Width: 0.26}, {Head: "What it says", Width: 0.44}}}
	for _, t := range all {
		common := t.commonSpeaker()
		advert := pdfdoc.Cell{s.text(t.name)}
		if name := t.onlyName(); name != nil {
			advert = append(advert, s.said(name)...)
		}
		var rest []pdfdoc.Cell
		for _, f := range t.facts {
			if f == t.onlyName() || f.property.Name == "employer" {
				continue
			}
			line := s.value(f)
			if f.speaker() == common {
				line = s.quietly(f)
			}
			rest = append(rest, append(pdfdoc.Cell{s.soft(f.property.Label + ": ")}, line...))
		}
		var employers []pdfdoc.Cell
		for _, f := range t.all("employer") {
			employers = append(employers, s.quietly(f))
		}
		table.Rows = append(table.Rows, []pdfdoc.Cell{advert, joined("\n", employers), joined("\n", rest)})
	}
	s.list("Adverts", "", table)
}

const advertsAnchor = "workers.adverts"

// countTable sets the four kinds of count side by side. No cell may be taken from another.
func (s *sheet) countTable() {
	table := pdfdoc.Table{Columns: []pdfdoc.Column{
		{Head: "Group or permit", Width: 0.34}, {Head: "Registered"}, {Head: "Approved"}, {Head: "Permitted"}, {Head: "Present"}, {Head: "Time", Width: 0.16},
	}}
	for _, t := range s.workerThings() {
		row, any := []pdfdoc.Cell{{s.name(t)}}, false
		for _, name := range countNames {
			values := s.plainValues(t, name)
			any = any || values != nil
			row = append(row, joined("; ", values))
		}
		if any {
			table.Rows = append(table.Rows, append(row, pdfdoc.Cell{s.text(t.time())}))
		}
	}
	if table.Rows == nil {
		return
	}
	s.list("Counts, by what they count", "Registered counts persons entered in a register, approved the places an employer was granted, permitted the permits issued, present the persons "+
		"at work or in the country. They come from different desks and begin on different days: none is taken from another, and an empty cell means that nothing is known.", table)
}

// time words the period a thing speaks of, from its date or its start and end.
func (t *thing) time() string {
	all := t.texts("date", "publishedAt", "issued", "listingDate")
	start, end := strings.Join(t.texts("startDate"), " or "), strings.Join(t.texts("endDate"), " or ")
	switch {
	case start != "" && end != "":
		all = append(all, start+" to "+end)
	case start != "":
		all = append(all, "since "+start)
	case end != "":
		all = append(all, "until "+end)
	}
	return strings.Join(all, "; ")
}

// texts are the values of some properties, disputed ones marked so.
func (t *thing) texts(properties ...string) []string {
	var all []string
	for _, f := range t.all(properties...) {
		if f.disputes {
			all = append(all, "disputed: "+f.text)
		} else {
			all = append(all, f.text)
		}
	}
	return all
}

func (t *thing) first(property string) *fact {
	for _, f := range t.all(property) {
		if !f.disputes {
			return f
		}
	}
	return nil
}
