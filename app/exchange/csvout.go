package exchange

import (
	"bufio"
	"encoding/csv"
	"os"
	"path/filepath"
)

// csvFolder writes each sheet as a file of a folder.
type csvFolder struct {
	dir  string
	file *os.File
	buf  *bufio.Writer
	enc  *csv.Writer
}

func (f *csvFolder) begin(name string, columns []string) error {
	file, err := os.OpenFile(filepath.Join(f.dir, name+".csv"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	f.file, f.buf = file, bufio.NewWriter(file)
	// Spreadsheets take a file without the mark for one in an old charset.
	if _, err := f.buf.WriteString("\ufeff"); err != nil {
		return err
	}
	f.enc = csv.NewWriter(f.buf)
	return f.enc.Write(columns)
}

func (f *csvFolder) row(cells []string) error {
	safe := make([]string, len(cells))
	for i, c := range cells {
		safe[i] = textCell(c)
	}
	return f.enc.Write(safe)
}

func (f *csvFolder) end() error {
	f.enc.Flush()
	err := f.enc.Error()
	if e := f.buf.Flush(); err == nil {
		err = e
	}
	if e := f.file.Close(); err == nil {
		err = e
	}
	f.file = nil
	return err
}

// abandon closes what an error left open.
func (f *csvFolder) abandon() {
	if f.file != nil {
		_ = f.file.Close()
	}
}
