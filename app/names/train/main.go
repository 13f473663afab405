// Command train makes the tables and models in assets/names that are learnt from data. It needs the folder of training data as
// its second argument and writes into assets/names of the folder it is run in:
//
//	go run ./app/names/train rarity DATA    how often words stand in names
//	go run ./app/names/train letters DATA   how letters of other scripts are written in Latin
//	go run ./app/names/train model DATA     the trees that judge pairs of names; a number behind leaves a part of the bearers out
//	go run ./app/names/train check DATA     the same trees fitted to four fifths of the bearers and measured on the rest
//
// Each step uses what those before it wrote. The same data gives the same files.
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("write: train rarity|letters|model|check DATA")
	}
	data := args[1]
	switch args[0] {
	case "rarity":
		return rarity(data)
	case "letters":
		return learnLetters(data)
	case "model":
		without := -1
		if len(args) > 2 {
			without, _ = strconv.Atoi(args[2])
		}
		return model(data, without)
	case "check":
		return check(data)
	}
	return fmt.Errorf("there is no step %q", args[0])
}

const folder = "assets/names"

// rowsOf reads a TSV and calls f with the cells of each line but the first where head is set.
func rowsOf(path string, head bool, f func(cells []string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	s := bufio.NewScanner(file)
	s.Buffer(make([]byte, 1<<16), 1<<22)
	for n := 0; s.Scan(); n++ {
		if n > 0 || !head {
			f(strings.Split(s.Text(), "\t"))
		}
	}
	return s.Err()
}

func write(name string, text []byte) error {
	return os.WriteFile(filepath.Join(folder, name), text, 0o644)
}
