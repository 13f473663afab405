// Package screening asks lists of sanctioned or watched parties after the
// parties of a case.
//
// What it finds are candidates, each with a score and its reasons; nothing of
// them enters the case until a person judges. A judgement then copies the entry
// into the case, with the list as its source, so that the case stands alone: the
// source, the entry and its listing have ids made from the version of the list
// and the number of the entry, and two colleagues who judge the same entry of the
// same version have one entity.
//
// An entry that was judged is not shown again, in whatever version of its list it
// is met, as long as it says the same. Where a later version says something else,
// the candidate comes back with what changed.
//
// Beside our score stands a second one, never mixed with it: what OFAC's public
// search would say, as far as its description tells (package ofacsearch).
package screening
