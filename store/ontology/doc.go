// Package ontology knows the kinds of things and links a case can hold.
//
// A [Schema] is a kind of entity: a company, a permit, an ownership. It inherits
// the properties of the schemata it extends. A [Property] is a kind of
// statement about an entity and says which kind of value it takes. A schema with an [Edge] is
// a link between two entities, drawn as a line; it is still an entity, with
// dates, sources and doubts of its own.
//
// None of this is written in Go. It is read from the YAML files in
// assets/ontology, which a researcher can read and correct; thing.yaml explains their form. Names and
// inheritance follow FollowTheMoney, so that cases can be exchanged with tools
// that read it. What is ours stands in redthread.yaml and carries the mark
// Extension here.
//
// As in FollowTheMoney, properties are inherited and Required, Featured, Caption and
// Edge are not: a schema that wants those of its parent says them again. Where two
// parents have a property of the same name (both Thing and Interval have a
// summary), it is one property and the first parent's wording holds; loading fails if they
// differ in more than wording.
//
// The program starts from compiled.json, the same content in a form that is read
// quickly. After a change to a YAML file, run go generate in this folder.
//
// Everything a loaded [Ontology] hands out is shared and read by many
// goroutines at once: callers must not change it.
package ontology
