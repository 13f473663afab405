// Package reader shows the text of a source for reading and citing: numbered
// passages with what is cited, known or recognised in them, a selection by
// mouse or keyboard, and one card that opens in the flow under it.
//
//	r := reader.New()
//	r.OnCite = func(s reader.Selection) { r.ShowCard(s, form) }
//	r.SetText(text)
//	r.ShowRange(12, 40, 61)
//
// # How it is built
//
// From the bottom to the top, each in files of its own:
//
//   - Values: Text, Passage, Span, Selection; no Fyne.
//   - Letters: face (outlines and advances of a font), meter (how wide a
//     letter is), glyphs (painted letters, kept for the next frame).
//   - Layout: breaks says where a line may end, layout makes lines of a
//     passage, table the columns of consecutive rows of a table.
//   - Flow: where each passage stands. Passages that were not seen yet have an
//     estimated height. The place in the text is a passage and an offset into
//     it, never a distance from the beginning, so nothing moves on screen
//     when an estimate is corrected.
//   - Scene: what is to be drawn on a page: grounds, dots and runs of text.
//     Paint makes pixels of it. A picture costs the same however fast one
//     scrolls, because letters are copied and not drawn again.
//   - Reader: the widget; mouse, keys, card, matches and tip.
//
// Letters that the face lacks, and scripts that must be shaped, are drawn by
// Fyne on top of the picture. Right-to-left words are shown as they come, one
// after the other from left to right, each a unit that is selected as a whole.
//
// # Offsets
//
// Offsets count code points from the beginning of a passage, as citations in
// the case file do. A passage is named by its number.
package reader
