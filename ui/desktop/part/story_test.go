package part

import (
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"redthread/ui/desktop/look"
)

func TestMain(m *testing.M) {
	os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}

// story is one picture of parts in use, for people to look at.
type story struct {
	name string
	size fyne.Size
	make func(t *testing.T, w fyne.Window) fyne.CanvasObject
}

// The storybook renders every part in light and dark. The pictures go to the
// folder named by REDTHREAD_STORY, else to a temporary one; what the test
// checks is that each picture is drawn, and in more than one colour.
func TestStorybook(t *testing.T) {
	folder := os.Getenv("REDTHREAD_STORY")
	if folder == "" {
		folder = t.TempDir()
	}
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		for _, s := range stories() {
			t.Run(s.name+"-"+string(mode), func(t *testing.T) {
				app := test.NewTempApp(t)
				app.Settings().SetTheme(look.New(mode))
				w := test.NewTempWindow(t, container.NewWithoutLayout())
				w.SetPadded(false)
				w.SetContent(s.make(t, w))
				w.Resize(s.size)
				w.Resize(s.size.AddWidthHeight(1, 0))
				w.Resize(s.size)
				img := w.Canvas().Capture()
				colours := map[string]bool{}
				for x := 0; x < img.Bounds().Dx(); x += 3 {
					for y := 0; y < img.Bounds().Dy(); y += 3 {
						r, g, b, _ := img.At(x, y).RGBA()
						colours[strconv.Itoa(int(r>>8))+"."+strconv.Itoa(int(g>>8))+"."+strconv.Itoa(int(b>>8))] = true
					}
				}
				if len(colours) < 3 {
					t.Errorf("the picture has %d colours", len(colours))
				}
				f, err := os.Create(filepath.Join(folder, s.name+"-"+string(mode)+".png"))
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if err := png.Encode(f, img); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

func stories() []story {
	return []story{
		{"frame", fyne.NewSize(1440, 900), frameStory},
		{"frame-small", fyne.NewSize(1100, 700), frameStory},
		{"frame-over", fyne.NewSize(1100, 700), overStory},
		{"profile", fyne.NewSize(1440, 900), profileStory},
		{"parts", fyne.NewSize(900, 620), partsStory},
		{"grid", fyne.NewSize(1100, 360), gridStory},
		{"findings", fyne.NewSize(800, 420), findingsStory},
		{"picker", fyne.NewSize(1100, 700), pickerStory},
		{"sheet", fyne.NewSize(1100, 700), sheetStory},
		{"empty", fyne.NewSize(700, 420), emptyStory},
	}
}

func storyRail() *Rail {
	r := NewRail([]RailItem{
		{Key: "overview", Text: "Overview"},
		{Key: "sources", Text: "Sources", Count: "14"},
		{Key: "entities", Text: "Entities", Count: "61"},
		{Key: "figures", Text: "Figures", Count: "4"},
		{Key: "checks", Text: "Checks", Count: "7", Alarm: true},
		{Key: "report", Text: "Report"},
		{Key: "settings", Text: "Settings", Pinned: true},
	}, nil)
	r.Select("sources")
	return r
}

func storyFrame(middle fyne.CanvasObject) *Root {
	top := NewTopBar("Search the case, or type a command", "Ctrl K", nil)
	top.SetCase("Sakhalin labour contracts", "sakhalin.rtcase")
	top.SetButtons(NewButton("Undo", nil), NewButton("Share", nil), NewPrimaryButton("+ Add", nil))
	foot := NewStatusBar()
	foot.SetTexts("All changes saved", "14 sources · 61 entities · 212 statements", "3 single-origin claims")
	foot.SetJob(&Job{Title: "Reading the evidence", Done: 0.74, OnCancel: func() {}})
	return NewRoot(Frame(top, nil, foot, storyRail(), middle), nil)
}

func storyRows() []Row {
	return []Row{
		{Grade: "B2", Title: "Thousands of workers enter the country, says the capital's paper", Subtitle: "A daily · 2018-08-02 · article", Trailing: []Mark{{"31", Quiet}}},
		{Grade: "B2", Title: "A broadcaster relays the report", Subtitle: "A broadcaster · 2018-08-03 · article", Trailing: []Mark{{"12", Quiet}}},
		{Grade: "A1", Title: "ООО «Сакоренма» — выписка", Subtitle: "Registry · 2018-06-30 · registry", Trailing: []Mark{{"18", Quiet}}},
		{Grade: "A1", Title: "조선대외건설총회사 朝鮮對外建設總會社", Subtitle: "A list · 2016-12-02 · list", Trailing: []Mark{{"6", Quiet}}},
		{Grade: "C3", Title: "Job advert: Korean translator", Subtitle: "Job board · 2018-07-24 · advert", Trailing: []Mark{{"4", Quiet}}},
		{Grade: "E5", Title: "A rumour", Subtitle: "Unknown · no date · note", Trailing: []Mark{{"no citation", Alarm}}},
		{Grade: "F6", Title: "A note that nobody has judged", Subtitle: "Field notes · interview"},
	}
}

func storyHead(title string, facets ...Facet) fyne.CanvasObject {
	h := NewListHead(title, nil)
	h.SetNote("run just now")
	h.SetFacets(facets)
	return h
}

func frameStory(*testing.T, fyne.Window) fyne.CanvasObject {
	rows := storyRows()
	list := NewList(func() int { return len(rows) }, func(i int) Row { return rows[i] })
	list.Select(0)
	left := Frame(storyHead("Sources",
		Facet{"all", "All", 14}, Facet{"articles", "Articles", 5}, Facet{"registry", "Registry", 4},
		Facet{"contracts", "Contracts", 2}, Facet{"uncited", "Uncited", 2}), nil, nil, nil, list)
	tabs := NewTabs([]Tab{
		{"text", "Text", Uncounted},
		{"original", "Original", Uncounted},
		{"details", "Details", Uncounted},
		{"statements", "Statements", 31},
		{"history", "History", Uncounted},
	}, nil)
	text := NewText("Two awards on the island went to a building firm. The public record puts them at 180,000 USD together.\n\nCorporate filings list a corporation among the owners of a firm.", Body)
	middle := Frame(Inset(2, 0, 0, 16, tabs), nil, nil, nil, Inset(16, 40, 16, 40, Down(0, text)))
	right := Inset(16, 16, 16, 16, Down(10,
		NewText("Thousands of workers enter the country", Heading),
		NewCard("Grade", NewText("B2 · usually reliable, probably true", Body)),
		NewCard("Evidence", Down(0, NewText("article.pdf · 214 KB · 3 pages", Body), NewText("SHA-256 9f2c 41d0 7be8 … a1", Small), NewText("Verified today", Body).WithTone(Good))),
		NewCard("Cited for", Down(0,
			NewFactRow("", "Wage paid 100,000 RUB a month", "", NewCitation("¶ 12", "", nil)),
			lastFact(NewFactRow("", "Sakorenma owned by GENCO", "one of its owners", NewCitation("¶ 21", "", nil))),
		)),
	))
	return storyFrame(NewPanes(left, middle, right))
}

func lastFact(f *FactRow) *FactRow {
	f.Last = true
	return f
}

func overStory(t *testing.T, w fyne.Window) fyne.CanvasObject {
	root := frameStory(t, w).(*Root)
	w.SetContent(root)
	w.Resize(fyne.NewSize(1100, 700))
	panes := root.content.(*fyne.Container).Objects[0].(*Panes)
	panes.Fold(false)
	return root
}

func profileStory(*testing.T, fyne.Window) fyne.CanvasObject {
	groups := []string{"firm", "person", "body", "contract", "workers", "identifier", "claim", "place", "document", "event"}
	list := NewList(func() int { return len(groups) }, func(i int) Row {
		r := Row{Group: groups[i], Title: "A thing of kind " + groups[i], Subtitle: "ООО «Сакоренма» · " + groups[i] + " · Sakhalin"}
		if i < 3 {
			r.Trailing = []Mark{{"sanctioned link", Alarm}}
		}
		return r
	})
	list.Select(0)
	left := Frame(storyHead("Entities",
		Facet{"all", "All", 61}, Facet{"firms", "Firms", 23}, Facet{"workers", "Workers", 9}, Facet{"people", "People", 11}), nil, nil, nil, list)
	cite := func(s string) *CitationMark { return NewCitation(s, "A source, ¶ 3", nil) }
	facts := Down(0,
		NewFactRow("Employs", "Workers from abroad, since 2015 or earlier", "", cite("[1]"), cite("[2]")),
		NewFactRow("Owner", "General Corporation for External Construction (GENCO)", "“one of its owners” · share unknown", cite("[3]")),
		NewFactRow("Awards", "2 from local authorities, 180,000 USD, 2018", "", cite("[1]"), cite("[4]")),
		NewFactRow("Tax number", "not yet found", ""),
		NewFactRow("Comment", "No answer to a request for comment", "", cite("[1]")),
	)
	facts.Objects[1].(*FactRow).Select(true)
	tabs := NewTabs([]Tab{{"profile", "Profile", Uncounted}, {"links", "Links", 9}, {"history", "History", Uncounted}}, nil)
	head := Inset(18, 24, 6, 22, Down(2,
		Across(8, NewKindDot("firm"), NewWord("Company", Small)),
		NewText("Sakorenma Ltd.", Title),
		NewText("ООО «Сакоренма» · 사코렌마 · also written Sakorenma OOO", Small)))
	middle := Frame(Down(0, head, Inset(0, 0, 0, 22, tabs)), nil, nil, nil,
		Inset(8, 22, 16, 22, Down(0, facts)))
	right := Inset(16, 16, 16, 16, Down(10,
		NewLine("Statement", Capital), NewText("Owner: GENCO", Strong),
		NewCard("For", NewText("2 sources · A1, B2", Body)),
		NewCard("Against", NewText("none", Body)),
		Across(8, NewButton("Add source", nil), NewButton("Dispute", nil))))
	return storyFrame(NewPanes(left, middle, right))
}

func partsStory(t *testing.T, w fyne.Window) fyne.CanvasObject {
	disabled := NewButton("Not now", nil)
	disabled.Disable()
	keyed := NewPrimaryButton("Same", nil)
	keyed.Key = "S"
	other := NewButton("Different", nil)
	other.Key = "D"
	focused := NewButton("Has the focus", nil)
	focused.FocusGained()
	red := NewPrimaryButton("Focused too", nil)
	red.FocusGained()
	hot := NewButton("Under the pointer", nil)
	hot.MouseIn(nil)
	chips := NewFacets(nil)
	chips.OneLine = true
	chips.SetFacets([]Facet{{"a", "All", 14}, {"b", "Articles", 5}, {"c", "Unread", Uncounted}})
	ringed := NewChip("Focused", 3, nil)
	ringed.FocusGained()
	var dots []fyne.CanvasObject
	for _, g := range []string{"firm", "person", "body", "contract", "workers", "identifier", "claim", "place", "document", "event"} {
		dots = append(dots, Across(6, NewKindDot(g), NewWord(g, Small)))
	}
	var badges []fyne.CanvasObject
	for _, g := range []string{"A1", "A2", "B2", "C3", "D4", "E5", "F6", ""} {
		badges = append(badges, NewGradeBadge(g))
	}
	badges = append(badges, NewBadge("0.97", Alarm), NewBadge("0.58", Quiet))
	entry := NewTextEntry("Title of the source")
	typed := NewTextEntry("")
	typed.SetText("조선대외건설총회사 · Сакоренма")
	mark := NewCitation("[3]", "Registry extract, p. 2", nil)
	body := Down(14,
		NewText("Parts", Title), NewText("A heading", Heading), NewText("Strong", Strong),
		Across(8, NewButton("Undo", nil), NewPrimaryButton("+ Add", nil), NewMenuButton("Layout: Force", nil), keyed, other, disabled, NewBareButton("Bare", nil)),
		Across(8, focused, red, hot),
		Across(8, chips, ringed),
		Across(14, dots...), Across(8, badges...),
		Across(8, NewKeyCap("Ctrl K"), mark, NewCitation("¶ 12", "", nil)),
		container.NewGridWithColumns(2, entry, typed),
		NewRule(),
		NewText("Korean 조선대외건설총회사, Hanja 朝鮮對外建設總會社, Russian Ёжик, Kazakh Қазақстан, arrows → ≤ ≥ ≠ −, and a line that is long enough to wrap where the window ends.", Body),
	)
	root := NewRoot(Inset(20, 20, 20, 20, body), nil)
	root.Toast("Source withdrawn.", "Undo", func() {})
	showLater(t, w, root, mark)
	return root
}

// showLater opens a tip once the parts are on their canvas.
func showLater(t *testing.T, w fyne.Window, root *Root, mark *CitationMark) {
	t.Helper()
	w.SetContent(root)
	w.Resize(fyne.NewSize(900, 620))
	mark.MouseIn(nil)
}

func gridStory(*testing.T, fyne.Window) fyne.CanvasObject {
	cells := [][]string{
		{"Fee paid to the supplying firm", "paid", "100,000", "100,000", "month", "1,600", "[1] ¶ 12"},
		{"Salary in filings and adverts, as the paper reports them for the city and its region", "declared", "16,000", "20,000", "month", "256–320", "[1] ¶ 12"},
		{"Gap between fee and listed pay", "derived", "80 %", "84 %", "", "1,280–1,344", ""},
	}
	g := NewGrid([]Column{
		{Title: "Observation", Width: 200, Grow: 3, Sort: true},
		{Title: "Role", Width: 100, Sort: true},
		{Title: "Low", Width: 90, Align: fyne.TextAlignTrailing, Sort: true},
		{Title: "High", Width: 90, Align: fyne.TextAlignTrailing},
		{Title: "Per", Width: 80, Grow: 1},
		{Title: "In USD", Width: 110, Align: fyne.TextAlignTrailing},
		{Title: "Source", Width: 110},
	}, func() int { return len(cells) }, func(r, c int) Cell {
		cell := Cell{Text: cells[r][c], Strong: c == 0 && r == 2}
		if c == 6 {
			cell.Tone = Alarm
		}
		return cell
	})
	g.SetSort(2, true)
	g.Select(1)
	return NewPanel(look.ColorNameSurface, Inset(16, 24, 16, 24, g))
}

func findingsStory(*testing.T, fyne.Window) fyne.CanvasObject {
	rows := []Row{
		{Heading: true, Title: "GENCO", Subtitle: "3 candidates"},
		{Bar: true, Tone: Alarm, Title: "Permits issued after the ban", Subtitle: "700 new permits in 2018", Trailing: []Mark{{"2 sources", Quiet}, {"Open", Quiet}}},
		{Bar: true, Tone: Caution, Title: "Declared pay far below the fee", Subtitle: "80–84 %", Trailing: []Mark{{"1 source", Quiet}, {"Confirmed", Good}}},
		{Bar: true, Tone: Quiet, Title: "Past the return date", Subtitle: "Not yet due", Trailing: []Mark{{"–", Quiet}}},
		{Score: "0.97", Tone: Alarm, Title: "Korea General Corporation for External Construction", Subtitle: "list entry"},
		{Score: "0.41", Tone: Quiet, Title: "Genex", Subtitle: "list entry"},
		{Plain: true, Title: "Cover and summary"},
	}
	l := NewList(func() int { return len(rows) }, func(i int) Row { return rows[i] })
	l.Select(2)
	l.FocusGained()
	return l
}

func pickerStory(t *testing.T, w fyne.Window) fyne.CanvasObject {
	root := storyFrame(NewPanel(look.ColorNameSurface, container.NewWithoutLayout()))
	w.SetContent(root)
	w.Resize(fyne.NewSize(1100, 700))
	p := NewSearchPicker("Search the case, or type a command", 5)
	p.OnCreate = func(string) {}
	p.OnQuery = func(q string, answer func([]Result)) {
		answer([]Result{
			{"1", Row{Group: "firm", Title: "Sakorenma Ltd.", Subtitle: "company · Sakhalin", Trailing: []Mark{{"E-7K3Q", Quiet}}}},
			{"2", Row{Group: "workers", Title: "Sakorenma's workers", Subtitle: "worker group"}},
			{"3", Row{Title: "Show the report", Subtitle: "command", Trailing: []Mark{{"Ctrl 9", Quiet}}}},
		})
	}
	s := NewSheet("", p, "", "")
	s.Top, s.Width, s.First = true, 560, p.Entry
	s.Open(w.Canvas())
	p.Entry.SetText("Sako")
	return root
}

func sheetStory(t *testing.T, w fyne.Window) fyne.CanvasObject {
	root := storyFrame(NewPanel(look.ColorNameSurface, container.NewWithoutLayout()))
	w.SetContent(root)
	w.Resize(fyne.NewSize(1100, 700))
	s := NewSheet("Add a source", Down(8,
		NewText("Title", Small), NewTextEntry("What it is called"),
		NewText("Note", Small), NewNoteEntry("What you want to remember", 4)), "Add", "Cancel")
	s.SetExtra(NewButton("From a file…", nil))
	s.SetProblem("The title is missing: type one, or drop a file.")
	s.Open(w.Canvas())
	return root
}

func emptyStory(*testing.T, fyne.Window) fyne.CanvasObject {
	return NewPanel(look.ColorNameSurface, NewEmptyState("No sources yet",
		"A source is anything you have read: an article, a registry extract, an interview. Add the first one, or drop a file here.",
		NewPrimaryButton("Add a source", nil)))
}
