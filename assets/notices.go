package assets

import _ "embed"

//go:embed notices/THIRD_PARTY.txt
var notices string

// Notices returns what the program carries of others: a table with a name, a
// version and the licences in each line, tabs between them, and below it the
// full text of each licence. It is made by make notices.
func Notices() string { return notices }
