package app

import (
	"path/filepath"

	"redthread/app/tables"
)

// Mappings is where this computer remembers how tables were mapped.
func (e *Env) Mappings() *tables.Memory {
	return tables.NewMemory(filepath.Join(e.dir, "mappings"))
}
