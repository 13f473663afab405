package look

import (
	"fmt"
	"image/color"
	"math"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestMain(m *testing.M) {
	os.Setenv("LANG", "en_US.UTF-8")
	os.Exit(m.Run())
}

var variants = map[string]fyne.ThemeVariant{"light": theme.VariantLight, "dark": theme.VariantDark}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.NRGBA) float64 {
	channel := func(b uint8) float64 {
		x := float64(b) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}

// contrast is the contrast ratio of WCAG 2.2, from 1 to 21.
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func TestContrastFormula(t *testing.T) {
	if got := contrast(opaque(0), opaque(0xFFFFFF)); math.Abs(got-21) > 0.001 {
		t.Errorf("black on white is %.3f, want 21", got)
	}
	if got := contrast(opaque(0x777777), opaque(0xFFFFFF)); math.Abs(got-4.48) > 0.01 {
		t.Errorf("#777777 on white is %.2f, want 4.48", got)
	}
}

func TestTextReachesContrastOnEveryGround(t *testing.T) {
	type paint = func(fyne.ThemeVariant) color.NRGBA
	grounds := map[string]paint{
		"ground": Ground, "surface": Surface, "selection": Selection, "wash": ThreadWash,
	}
	texts := map[string]paint{
		"ink": Ink, "muted": Muted, "thread": Thread, "good": Good, "caution": Caution,
	}
	for mode, v := range variants {
		for text, fg := range texts {
			for ground, bg := range grounds {
				if got := contrast(fg(v), bg(v)); got < 4.5 {
					t.Errorf("%s: %s on %s is %.2f:1, want at least 4.5:1", mode, text, ground, got)
				}
			}
		}
		if got := contrast(OnThread(v), Thread(v)); got < 4.5 {
			t.Errorf("%s: text on thread is %.2f:1, want at least 4.5:1", mode, got)
		}
		if got := contrast(Ink(v), Marked(v)); got < 4.5 {
			t.Errorf("%s: ink on marked text is %.2f:1, want at least 4.5:1", mode, got)
		}
	}
}

// Marks need 3:1 (WCAG 2.2, 1.4.11).
func TestMarksReachContrastOnEveryGround(t *testing.T) {
	groups := []string{
		"firm", "person", "body", "contract", "workers", "identifier",
		"claim", "place", "document", "event",
	}
	for mode, v := range variants {
		marks := map[string]color.NRGBA{"caution mark": CautionMark(v), "thread": Thread(v)}
		for _, g := range groups {
			marks[g] = KindColour(g, v)
		}
		for name, c := range marks {
			for _, bg := range []color.NRGBA{Ground(v), Surface(v), Selection(v)} {
				if got := contrast(c, bg); got < 3 {
					t.Errorf("%s: mark %s on %v is %.2f:1, want at least 3:1", mode, name, bg, got)
				}
			}
		}
	}
}

func TestModeDecidesTheVariant(t *testing.T) {
	cases := []struct {
		mode          Mode
		desktop, want fyne.ThemeVariant
	}{
		{Light, theme.VariantDark, theme.VariantLight},
		{Dark, theme.VariantLight, theme.VariantDark},
		{System, theme.VariantDark, theme.VariantDark},
		{System, theme.VariantLight, theme.VariantLight},
		{Mode("other"), theme.VariantDark, theme.VariantDark},
	}
	for _, c := range cases {
		got := New(c.mode).Color(theme.ColorNameBackground, c.desktop)
		if got != Ground(c.want) {
			t.Errorf("mode %q on a desktop of variant %d: ground %v, want %v", c.mode, c.desktop, got, Ground(c.want))
		}
	}
}

func TestVariantOfFollowsTheThemeInForce(t *testing.T) {
	app := test.NewTempApp(t)
	for mode, want := range map[Mode]fyne.ThemeVariant{Light: theme.VariantLight, Dark: theme.VariantDark} {
		app.Settings().SetTheme(New(mode))
		if got := VariantOf(nil); got != want {
			t.Errorf("mode %q: variant %d, want %d", mode, got, want)
		}
	}
}

func TestEveryNameOfFyneHasAnAnswer(t *testing.T) {
	th := New(Light)
	for _, n := range []fyne.ThemeColorName{
		theme.ColorNameBackground, theme.ColorNameButton, theme.ColorNameDisabled, theme.ColorNameFocus,
		theme.ColorNameForeground, theme.ColorNameHover, theme.ColorNameInputBorder, theme.ColorNamePrimary,
		theme.ColorNameSelection, theme.ColorNameSeparator, theme.ColorNameWarning,
		ColorNameGround, ColorNameMuted, ColorNameThread, ColorNameCaution,
	} {
		for mode, v := range variants {
			if c := th.Color(n, v); c == nil || c == color.Transparent {
				t.Errorf("%s has no colour in %s", n, mode)
			}
		}
	}
	for n, want := range map[fyne.ThemeSizeName]float32{
		theme.SizeNameText: 14, SizeNameSmall: 12, SizeNameLabel: 11,
		theme.SizeNameSubHeadingText: 17, theme.SizeNameHeadingText: 22, theme.SizeNameInputRadius: 6,
	} {
		if got := th.Size(n); got != want {
			t.Errorf("%s is %v, want %v", n, got, want)
		}
	}
	if c := th.Color(theme.ColorNameShadow, theme.VariantLight).(color.NRGBA); c.A != 0 {
		t.Errorf("shadows are drawn with %v, want none", c)
	}
}

func TestFontIsOursInBothWeights(t *testing.T) {
	th := New(Light)
	for style, want := range map[fyne.TextStyle]string{
		{}:                         "RedthreadSans-Regular.ttf",
		{Bold: true}:               "RedthreadSans-Bold.ttf",
		{Italic: true}:             "RedthreadSans-Regular.ttf",
		{Bold: true, Italic: true}: "RedthreadSans-Bold.ttf",
		{Symbol: true}:             "RedthreadSans-Regular.ttf",
	} {
		if got := th.Font(style).Name(); got != want {
			t.Errorf("style %+v has %s, want %s", style, got, want)
		}
	}
	if th.Font(fyne.TextStyle{Monospace: true}) == nil {
		t.Error("fixed-width text has no face")
	}
}

// A line of Hangul must be as tall as a line of Latin, and must be drawn with
// glyphs and not with the replacement mark.
func TestHangulIsDrawnAtTheHeightOfLatin(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(New(Light))
	latin := canvas.NewText("Sakorenma", Ink(theme.VariantLight))
	hangul := canvas.NewText("사코렌마 朝鮮", Ink(theme.VariantLight))
	if latin.MinSize().Height != hangul.MinSize().Height {
		t.Errorf("a Latin line is %v tall, a Korean one %v", latin.MinSize().Height, hangul.MinSize().Height)
	}
	shown := func(s string) string {
		w := test.NewTempWindow(t, container.NewStack(canvas.NewText(s, Ink(theme.VariantLight))))
		w.Resize(fyne.NewSize(60, 30))
		return fmt.Sprint(w.Canvas().Capture())
	}
	if shown("사") == shown("코") {
		t.Error("two different syllables look the same: the face is not in use")
	}
}
