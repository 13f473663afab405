package desktop

import (
	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/report"
	"redthread/ui/desktop/settings"
	"redthread/ui/desktop/sources"
)

// screenDef is one entry of the rail.
type screenDef struct {
	name   string
	make   func(d desk.Desk) desk.Screen
	listed func(store.Info) int // how many it lists, shown beside the name; nil shows none
	adds   func(d desk.Desk)    // what Ctrl+N adds there; nil asks what to add
}

// catalogue is what fills the frame: the screens in the order of the rail,
// Settings left out, and the forms that every screen may open.
type catalogue struct {
	screens []screenDef
	source  func(d desk.Desk, prefill app.SourceEntry, done func(store.ID))
	entity  func(d desk.Desk, schema, name string, done func(store.ID))
	link    func(d desk.Desk, from store.ID)
}

func contents() catalogue {
	return catalogue{
		screens: []screenDef{
			{
				name: desk.Sources, make: func(d desk.Desk) desk.Screen { return sources.New(d) },
				listed: func(i store.Info) int { return i.Sources },
				adds:   func(d desk.Desk) { d.AddSource(nil) },
			},
			{name: desk.Report, make: func(d desk.Desk) desk.Screen { return report.New(d) }},
		},
		source: sources.Form,
		entity: func(desk.Desk, string, string, func(store.ID)) {},
		link:   func(desk.Desk, store.ID) {},
	}
}

func settingsScreen(w *Window) screenDef {
	return screenDef{name: desk.Settings, make: func(d desk.Desk) desk.Screen {
		return settings.New(d, settings.Actions{SetName: w.setName, SetTheme: w.setTheme})
	}}
}
