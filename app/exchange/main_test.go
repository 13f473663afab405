package exchange

import (
	"flag"
	"os"
	"testing"
)

// TestMain keeps the properties to a few tries by default: each makes two
// cases on the disk. -rapid.checks asks for more.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := f.Value.Set("25"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
