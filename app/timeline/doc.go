// Package timeline sets what a case dates beside the days on which the law
// changed: by party, by kind or by place.
//
// # What is drawn
//
// Every dated statement becomes an [Event], or joins one: the start and the end
// that one source gives for a thing are one event, each other date is one, and so is
// a statement that was true for a time. What several sources say alike is one event
// with several citations.
//
// # Dates as they are
//
// A date is never made firmer than its source has it. A [Time] keeps four days: the
// first on which the thing may have begun, the one on which it had certainly begun,
// the one up to which it certainly lasted, and the last on which it may have
// ended. Between the inner two the bar is solid, outside them it fades; an end that
// nothing bounds fades out of sight. A day is a dot. "2018" is a pale bar as wide as
// the year, since it was some time in it. What has no date at all is counted aside
// ([Timeline.Undated]) and never given one.
//
// # The law
//
// The lines of law come from assets/law/dates.yaml, each with its source
// ([Laws]). An entry names the kinds of thing that deserve a second look after its
// day; events of these kinds that certainly began after it are marked
// ([Event.After]). That is a fact about two dates, not a finding of a breach.
//
// # The gate
//
// [Read] takes everything through the export gate (app/redact). The window reads with
// redact.Full what it shows to the researcher; every file is written from a timeline
// that was read with the profile asked for, and is looked through for protected names
// before it is written.
package timeline
