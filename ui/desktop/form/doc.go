// Package form holds the typed editors of which every form is made: one for
// each kind of value of the ontology, and the block that says where a
// statement comes from.
//
// # From a property to what is stored
//
// A Field is one property with its editor. Beneath the editor it says how the
// typed text was read ("about 24,000"), what speaks against it (a check digit,
// never a refusal), or in one sentence why it cannot be read. What is read is
// decided by package value alone; Read joins it with what the ontology knows
// of the property.
//
// # Choosing things
//
// Pick is an entry with its results beneath: countries, topics, entities,
// sources. It closes again when something is chosen, so that a form stays
// short. Where nothing fits, it offers to make what was typed; the thing is
// made when the form is saved and not before, from the same source as the rest.
//
// # Where it comes from
//
// Citation is the block of source, place, speaker, hedge and credibility. The
// Session remembers the source for the next form. It does not remember the
// speaker, the hedge or the place: those belong to one statement, and a stale
// one would put words into somebody's mouth.
package form
