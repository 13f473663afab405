package names

import (
	"crypto/sha256"
	"io/fs"
	"sync"

	"redthread/assets"
)

// rulesVersion changes with the code by which names are taken apart and compared.
const rulesVersion = "names rules 1\n"

// Rules is a hash of all by which names are taken apart and compared: the code's version and every table. What was
// computed by other rules must be computed anew.
var Rules = sync.OnceValue(func() (sum [32]byte) {
	h := sha256.New()
	h.Write([]byte(rulesVersion))
	_ = fs.WalkDir(assets.Names, "names", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := assets.Names.ReadFile(name)
		h.Write([]byte(name + "\n"))
		h.Write(text)
		return err
	})
	return [32]byte(h.Sum(nil))
})
