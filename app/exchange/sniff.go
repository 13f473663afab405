package exchange

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"

	"redthread/store"
)

// sniffed is how much of a file is looked at to tell its format.
const sniffed = 1 << 20

// Sniff tells which of the formats a file or folder is in.
func Sniff(path string) (Format, error) {
	unknown := store.Sentence(store.ErrInvalid, "%s holds neither entities nor statements of FollowTheMoney, and is no export of Redthread; a table of your own comes in by \"Import a table\".", base(path))
	info, err := os.Stat(path)
	if err != nil {
		return "", store.Sentence(store.ErrNotFound, "There is no file %s; check the name and the folder.", base(path))
	}
	if info.IsDir() || strings.EqualFold(filepath.Base(path), statementSheet+".csv") {
		dir := path
		if !info.IsDir() {
			dir = filepath.Dir(path)
		}
		if _, err := os.Stat(filepath.Join(dir, statementSheet+".csv")); err != nil {
			return "", unknown
		}
		return CSV, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return "", store.Sentence(store.ErrNotFound, "%s cannot be read; check that you may open it.", base(path))
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, sniffed)
	n, err := io.ReadFull(f, head)
	if err != nil && n == 0 {
		return "", unknown
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head[:n], []byte("\ufeff")), " \t\r\n")
	line, _, _ := bytes.Cut(head, []byte("\n"))
	switch {
	case bytes.HasPrefix(head, []byte("PK")) && strings.EqualFold(filepath.Ext(path), ".xlsx"):
		return XLSX, nil
	case bytes.HasPrefix(line, []byte("{")):
		var members map[string]json.RawMessage
		if json.Unmarshal(line, &members) != nil {
			return "", unknown
		}
		if _, ok := members["entity_id"]; ok {
			return Statements, nil
		}
		if _, ok := members["schema"]; ok {
			return FTM, nil
		}
	case bytes.Contains(line, []byte("entity_id")) && bytes.Contains(line, []byte("prop")):
		return Statements, nil
	}
	return "", unknown
}
