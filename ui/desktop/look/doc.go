// Package look is how Redthread looks: colours, type sizes, spacing and the
// face, as one Fyne theme in light and dark.
//
// There is one red, the thread, and it always means the same: where a claim
// leads, or where it hurts. The kinds of things (firm, person, public body …)
// have colours too, but a colour is never the only signal: a shape or a word
// stands beside it.
//
// Widgets ask for a colour with the variant they are drawn in:
//
//	v := look.VariantOf(w)
//	rect.FillColor = look.Surface(v)
//
// and labels name one, so that Fyne picks the variant:
//
//	canvas: look.ColorNameMuted, look.SizeNameSmall
//
// Text colours reach a contrast of 4.5:1 on every ground they stand on, and
// marks 3:1; a test computes both.
package look
