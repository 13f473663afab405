// Package entities is the screen of the parties of a case and of everything
// else that has a profile: firms, people, public bodies, contracts, groups of
// workers, claims, places. It answers what is known of a party, from which
// source, and how it is owned.
//
// # List, thing, detail
//
// The list on the left holds facets by group and rows in pages of 200, read as
// they come into sight (listing.go), so that a million entities scroll like a
// hundred. The profile in the middle is drawn from one app.Dossier (profile.go
// decides what is said where; profile_view.go, notes_view.go and ownership.go draw it).
// What rules of law make of an entity's owners (exposure.go) and what it shares with others (tied.go)
// are worked out after the profile is shown, the latter when its tab is opened. The inspector on the right
// shows one statement (weight.go): its sources, what speaks for and against
// it, and what can be done with it.
//
// # Writing
//
// Forms holds every form of this screen: an entity of any schema, one more
// property, a correction, another source, a dispute, a withdrawal, and the
// quick link. What a form writes is decided in save.go without a widget, and
// app makes one action of it. A thing created in place is an action of its
// own just before, so that undo takes back the entry first.
//
// Nothing here waits for the case: everything is asked of the desk, and an
// answer that comes after a newer question is dropped.
package entities
