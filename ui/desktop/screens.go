package desktop

import (
	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
	"redthread/ui/desktop/chart"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/entities"
	"redthread/ui/desktop/figures"
	"redthread/ui/desktop/lists"
	"redthread/ui/desktop/overview"
	"redthread/ui/desktop/report"
	"redthread/ui/desktop/settings"
	"redthread/ui/desktop/sources"
	"redthread/ui/desktop/timeline"
)

// screenDef is one entry of the rail.
type screenDef struct {
	name   string
	make   func(d desk.Desk) desk.Screen
	listed func(store.Info) int // how many it lists, shown beside the name; nil shows none
	adds   func(d desk.Desk)    // what Ctrl+N adds there; nil asks what to add
}

// catalogue is what fills the frame of one case: the screens in the order of
// the rail, Settings left out, and the forms that every screen may open.
type catalogue struct {
	screens []screenDef
	source  func(d desk.Desk, prefill app.SourceEntry, done func(store.ID))
	item    func(d desk.Desk, item capture.Item, how string, prefill store.Source, done func(store.ID))
	entity  func(d desk.Desk, schema, name string, done func(store.ID))
	link    func(d desk.Desk, from store.ID)
}

// drawnFigures is how many figures the Figures screen draws: the wage spread.
const drawnFigures = 1

// contents makes the catalogue anew for each case: its forms remember the
// source cited last, which belongs to the case.
func contents() catalogue {
	forms := &entities.Forms{}
	return catalogue{
		screens: []screenDef{
			{name: desk.Overview, make: func(d desk.Desk) desk.Screen { return overview.New(d) }},
			{
				name: desk.Sources, make: func(d desk.Desk) desk.Screen { return sources.New(d) },
				listed: func(i store.Info) int { return i.Sources },
				adds:   func(d desk.Desk) { d.AddSource(nil) },
			},
			{
				name: desk.Entities, make: func(d desk.Desk) desk.Screen { return entities.New(d, forms) },
				listed: func(i store.Info) int { return i.Entities },
				adds:   func(d desk.Desk) { d.AddEntity("", "", nil) },
			},
			{
				name: desk.Chart, make: func(d desk.Desk) desk.Screen { return chart.New(d, forms) },
				listed: func(i store.Info) int { return i.Charts },
			},
			{name: desk.Timeline, make: func(d desk.Desk) desk.Screen { return timeline.New(d) }},
			{
				name: desk.Figures, make: func(d desk.Desk) desk.Screen { return figures.New(d) },
				listed: func(store.Info) int { return drawnFigures },
			},
			{name: desk.Lists, make: func(d desk.Desk) desk.Screen { return lists.New(d) }},
			{name: desk.Report, make: func(d desk.Desk) desk.Screen { return report.New(d) }},
		},
		source: sources.Form,
		item:   sources.TakeForm,
		entity: func(d desk.Desk, schema, name string, done func(store.ID)) {
			forms.Entity(d, schema, name, app.Cite{}, done)
		},
		link: forms.QuickLink,
	}
}

func settingsScreen(w *Window) screenDef {
	return screenDef{name: desk.Settings, make: func(d desk.Desk) desk.Screen {
		return settings.New(d, settings.Actions{SetName: w.setName, SetTheme: w.setTheme})
	}}
}
