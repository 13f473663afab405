// Package ties finds what parties share: an e-mail, a telephone number, an
// address, a registry number, a director, a founder, or nearly a name.
//
// # Normal forms
//
// Two spellings of one detail have to meet. A telephone number is read in the
// country of its owner (ITU-T E.164), an address as its street, house and town
// whatever the office, the order and the abbreviations, a registry number by its
// digits, a person by who was judged the same. Where a form is a guess (a
// number without a country, a mail address without its "+tag", directors who
// only bear one name) the tie is Weak and says why. Names are compared by their core:
// "ООО «Зенко-39»" and "Zenco-39 Ltd" are near; Zenco-39 and Zenco-93 share a
// brand and differ in their number, and the tie says that.
//
// # Rarity
//
// A detail weighs by how few share it: half as much for four holders as for
// two. What a crowd shares ([Options].Most) is muted, and so is what a list in
// assets/ties names as shared by everybody: free mail, addresses of formation agents,
// accountants. Nothing muted is left out: it is given with the reason, and a
// caller may unmute it by its key.
//
// # Use
//
// [Find] reads a case and gives [Ties]: the parties, what they share, and for a
// party what it is tied to, nearest first ([Ties.Around]), or the strongest pairs
// of the case ([Ties.Pairs]). A tie is a reason to look, never a fact about
// control; nothing here writes to a case.
package ties
