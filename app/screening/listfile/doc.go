// Package listfile reads the files in which governments and others publish
// their lists of parties, and gives every entry in one form.
//
// # What is read
//
// OFAC's lists as CSV (a main file with its aliases, addresses and remarks
// beside it), as XML and as advanced XML; the US Consolidated Screening List
// as CSV and JSON; the United Nations' XML; the European Union's CSV and XML;
// the United Kingdom's as CSV, XML and ODS; the Swiss XML; OpenSanctions'
// FollowTheMoney JSON lines, nested targets and simple CSV; JSON lines of bare
// names; and any other CSV by a [Mapping]. [Detect] finds the format by what
// stands in the file, never by its name.
//
// # What is promised
//
// Nothing is dropped in silence. Each record of a file is an entry, or stands
// among the problems with its line, or is counted under the reason why it is no
// entry (a target that was taken off the list, an address record that belongs
// to an entry): [Report] adds up, and a test holds it to that. A value that
// cannot be read as what it should be, such as a birthday in words, is kept as
// a note in the words of the list.
//
// A file is read as a stream, a record at a time, and every record is bounded
// in size, depth and number of parts. Formats that join files or put the dates
// of listing after the parties are read twice.
package listfile
