package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"redthread/assets"
)

// Mode says which of the two looks is shown.
type Mode string

// The modes a person can choose in Settings.
const (
	System Mode = "system" // as the desktop says
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// Sizes of type, in Fyne's device-independent pixels.
const (
	TextSize    float32 = 14
	SmallSize   float32 = 12
	LabelSize   float32 = 11 // small capitals above a card or a group
	HeadingSize float32 = 17
	TitleSize   float32 = 22
)

// Distances. Spacing goes in steps of Step.
const (
	Step      float32 = 4
	Corner    float32 = 6
	HairWidth float32 = 1
)

// Sizes of the frame that every screen shares.
const (
	RailWidth      float32 = 196
	TopBarHeight   float32 = 52
	StatusHeight   float32 = 28
	InspectorWidth float32 = 360
)

// Size names for labels and rich text that name a size instead of holding one.
const (
	SizeNameSmall fyne.ThemeSizeName = "redthread.small"
	SizeNameLabel fyne.ThemeSizeName = "redthread.label"
)

// Theme is the look as a fyne.Theme. Make it with New.
type Theme struct {
	mode    Mode
	base    fyne.Theme
	regular fyne.Resource
	bold    fyne.Resource
}

// New returns the theme in the given mode. An unknown mode is System.
func New(mode Mode) *Theme {
	return &Theme{
		mode:    mode,
		base:    theme.DefaultTheme(),
		regular: fyne.NewStaticResource("RedthreadSans-Regular.ttf", assets.FontRegular()),
		bold:    fyne.NewStaticResource("RedthreadSans-Bold.ttf", assets.FontBold()),
	}
}

// Mode returns the mode the theme was made with.
func (t *Theme) Mode() Mode { return t.mode }

// Variant returns the variant that is drawn when the desktop asks for the
// given one.
func (t *Theme) Variant(desktop fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.mode {
	case Light:
		return theme.VariantLight
	case Dark:
		return theme.VariantDark
	}
	return desktop
}

// VariantOf returns the variant in which an object is drawn: that of the
// theme that governs it, else the desktop's. A nil object asks for the
// window's theme.
func VariantOf(o fyne.CanvasObject) fyne.ThemeVariant {
	var t fyne.Theme
	if o == nil {
		t = theme.Current()
	} else {
		t = theme.CurrentForWidget(o)
	}
	desktop := theme.VariantLight
	if app := fyne.CurrentApp(); app != nil {
		desktop = app.Settings().ThemeVariant()
	}
	if ours, ok := t.(*Theme); ok {
		return ours.Variant(desktop)
	}
	return desktop
}

// Color answers for our own names and for Fyne's.
func (t *Theme) Color(n fyne.ThemeColorName, desktop fyne.ThemeVariant) color.Color {
	v := t.Variant(desktop)
	if p, ok := named(n); ok {
		return p.in(v)
	}
	switch n {
	case theme.ColorNameBackground:
		return Ground(v)
	case theme.ColorNameButton, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground,
		theme.ColorNameHeaderBackground:
		return Surface(v)
	case theme.ColorNameMenuBackground:
		return Selection(v) // a menu has no edge, so it stands out from paper and sheet alike
	case theme.ColorNameForeground:
		return Ink(v)
	case theme.ColorNamePlaceHolder:
		return Muted(v)
	case theme.ColorNameDisabled:
		return fade(Muted(v), 0xB0)
	case theme.ColorNameDisabledButton:
		return Ground(v)
	case theme.ColorNameSeparator, theme.ColorNameInputBorder:
		return Hairline(v)
	case theme.ColorNamePrimary, theme.ColorNameHyperlink, theme.ColorNameError:
		return Thread(v)
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnError:
		return OnThread(v)
	case theme.ColorNameSuccess:
		return Good(v)
	case theme.ColorNameWarning:
		return Caution(v)
	case theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return Surface(v)
	case theme.ColorNameSelection:
		return Marked(v)
	case theme.ColorNameFocus:
		return fade(Ink(v), 0x1C)
	case theme.ColorNameHover:
		return fade(Ink(v), 0x0C)
	case theme.ColorNamePressed:
		return fade(Ink(v), 0x1C)
	case theme.ColorNameScrollBar:
		return fade(Ink(v), 0x50)
	case theme.ColorNameScrollBarBackground, theme.ColorNameShadow:
		return color.NRGBA{}
	}
	return t.base.Color(n, v)
}

func fade(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}

// Font returns Redthread Sans. It has no italic, because Hangul and Hanja
// have none: italic text is drawn upright. Fixed-width text uses Fyne's own
// face, which has Latin and Cyrillic only, so it is for hashes and codes.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace:
		return t.base.Font(style)
	case style.Bold:
		return t.bold
	}
	return t.regular
}

// Icon returns Fyne's icons.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base.Icon(n) }

// Size answers for our own names and for Fyne's.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case SizeNameSmall, theme.SizeNameCaptionText:
		return SmallSize
	case SizeNameLabel:
		return LabelSize
	case theme.SizeNameText:
		return TextSize
	case theme.SizeNameHeadingText:
		return TitleSize
	case theme.SizeNameSubHeadingText:
		return HeadingSize
	case theme.SizeNamePadding, theme.SizeNameLineSpacing:
		return Step
	case theme.SizeNameInnerPadding:
		return 2 * Step
	case theme.SizeNameInlineIcon:
		return 18
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameScrollBarRadius:
		return 3
	case theme.SizeNameSeparatorThickness, theme.SizeNameInputBorder:
		return HairWidth
	case theme.SizeNameInputRadius:
		return Corner
	case theme.SizeNameSelectionRadius:
		return Step
	}
	return t.base.Size(n)
}
