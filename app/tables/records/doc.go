// Package records reads tables of every format as rows of cells: CSV and its
// kin, XLSX, ODS, JSON, JSON Lines and XML.
//
// A table has sheets, and a sheet has a heading and rows. A file of records
// (JSON, XML) is a tree: what repeats in it is a record, and a row is a record
// or something that repeats within one, such as each founder of a firm. The
// columns of a record are the paths to what it holds, "employer.name" or
// "СвНаимЮЛ/@НаимЮЛПолн"; a row within a record sees what stands around it
// under the same names.
//
// Nothing is held but one row, or one record and its bounds, whatever the size
// of the file. What is hostile (entities that multiply, archives that unpack
// without end, records that never close) is refused in one sentence.
package records
