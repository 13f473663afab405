package command

import (
	"context"
	"os"
	"path/filepath"

	"redthread/app/capture"
	"redthread/store"
)

func manifestCommand() command {
	return command{
		name: "manifest", args: []arg{argCase}, brief: "write the originals with their hashes and an index into a new folder", answer: manifestAnswer{}, run: runManifest,
		flags: []flag{
			flagOutput("DIR", "the folder to make; it must not be there yet"),
			{name: "full", help: "originals of protected sources too"},
		},
		more: "SHA256SUMS is what \"sha256sum -c\" reads; INDEX.html says of each original where it comes from and what was done with it. A third party needs no Redthread. " +
			"Originals that belong only to sources of the class source or worker are withheld unless --full is given.",
		examples: []string{"redthread manifest harbour.rtcase -o proof && cd proof && sha256sum -c SHA256SUMS"},
	}
}

type manifestAnswer struct {
	Folder   string `json:"folder" doc:"base name of the folder"`
	Written  int    `json:"written" doc:"originals written"`
	Withheld int    `json:"withheld" doc:"originals withheld to protect a source"`
	Noted    bool   `json:"noted" doc:"false where the case can only be read, so that its record does not know of the copies"`
}

func (a manifestAnswer) print(p *page) {
	p.line("Wrote %s to %s, with SHA256SUMS and INDEX.html.", plural(a.Written, "original", "originals"), a.Folder)
	if a.Withheld > 0 {
		p.line("  %s withheld to protect a source; --full writes all.", plural(a.Withheld, "original is", "originals are"))
	}
	if !a.Noted {
		p.line("  The case can only be read now, so this is not noted in its record.")
	}
}

func runManifest(ctx context.Context, k *call) (answer, error) {
	dir := filepath.Clean(k.text("o"))
	if _, err := os.Stat(filepath.Dir(dir)); err != nil {
		return nil, refuse(store.ErrNotFound, "The folder of %s does not exist; make it first.", filepath.Base(dir))
	}
	a := manifestAnswer{Folder: filepath.Base(dir)}
	err := k.with(ctx, false, func(c *store.Case) (err error) {
		all, err := c.Evidence(ctx, store.ID{})
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return refuse(store.ErrNotFound, "The case holds no originals; \"redthread source add\" takes them in.")
		}
		only, _ := c.ReadOnly()
		a.Noted = !only
		tell, end := k.progress()
		defer end()
		a.Written, a.Withheld, err = capture.Manifest(ctx, c, dir, k.has("full"), tell)
		return err
	})
	return a, err
}
