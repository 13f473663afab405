// Package exchange carries entities and statements between a case and other
// programs: as FollowTheMoney entities, as FollowTheMoney statements, and as
// sheets for CSV and XLSX.
//
// # Out
//
// [Export] walks the case once, in one state of it, through the gate (package
// redact), and scans what it writes for protected names. A source becomes a
// data set of FollowTheMoney, and a Document that says what is known of the
// source; a statement becomes a value of a property.
//
// FollowTheMoney has no doubt. A value that has any, in itself (">=700") or in
// the words of who says it ("appears"), and one that a source disputes, is never
// written as a bare value: it goes into the summary in words, and, where the
// file may carry what is ours, whole into a member "redthread" that other
// readers pass over. An amount is written with its currency, and only where all
// amounts of the entity in that data set have the same.
//
// Kinds of entity that FollowTheMoney lacks are written under our names, with
// the schema file of [SchemaFile] beside them; or, asked to be plain, as the
// nearest kind it has, and the [Report] lists what was flattened and what was
// lost by it.
//
// # In
//
// [Import] reads a file of any size line by line into one action. The ids of
// other programs become ids of ours by a hash, so that the same file read again
// changes nothing. What the ontology has no place for (an unknown schema, an
// unknown property, a value that cannot be read, a member at the top of an
// entity) is kept aside in a statement of the entity, as JSON, and given back on
// export. Lines that cannot be read are listed with their number, and the rest
// goes in.
package exchange
