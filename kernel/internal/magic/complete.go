package magic

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// A Match is one way to go on.
type Match struct {
	Name string
	Kind string // "magic", "path", "program", "variable"
}

// A completer proposes what can follow the text of an argument up to the cursor; at is where the proposals begin in it.
type completer func(text string) (found []Match, at int)

// Complete proposes what can stand at an offset in a line that is not Go, and where in the cell the text begins that
// they replace. It tells whether the offset is in such a line. A kind "declared" asks for the names of the session.
func Complete(code string, offset int) (found []Match, start int, ok bool) {
	if !special(code) {
		return nil, 0, false
	}
	for _, l := range Split(code).Lines {
		end := len(code)
		if nl := strings.IndexByte(code[l.Start:], '\n'); nl >= 0 {
			end = l.Start + nl
		}
		if offset < l.Start || offset > end {
			continue
		}
		if offset <= l.Start+len(l.Name) && l.Name != "$" && !strings.HasPrefix(l.Name, "?") {
			for _, c := range commands {
				if strings.HasPrefix(c.name, code[l.Start:offset]) {
					found = append(found, Match{c.name, "magic"})
				}
			}
			return found, l.Start, true
		}
		c := find(l.Name)
		if c == nil || c.complete == nil || l.At > offset {
			return nil, offset, l.Name != "%time" && !strings.Contains(l.Name, "?")
		}
		found, at := c.complete(code[l.At:offset])
		return found, l.At + at, true
	}
	return nil, 0, false
}

func lastWord(text string) int { return strings.LastIndexAny(text, " \t") + 1 }

func programs(text string) ([]Match, int) {
	at := lastWord(text)
	if at > 0 || strings.ContainsAny(text, "/~") {
		return files(text)
	}
	var out []Match
	for _, n := range onPath(text) {
		out = append(out, Match{n, "program"})
	}
	const most = 200
	return out[:min(len(out), most)], at
}

func files(text string) ([]Match, int)   { return entries(text, func(os.DirEntry) bool { return true }) }
func folders(text string) ([]Match, int) { return entries(text, isFolder) }

// Files proposes the files that a path may go on to, and where in it the proposals begin.
func Files(path string) (found []Match, start int) { return files(path) }

func isFolder(e os.DirEntry) bool {
	return e.IsDir() || e.Type()&os.ModeSymlink != 0
}

// entries proposes the files of the folder that the last word names.
func entries(text string, keep func(os.DirEntry) bool) ([]Match, int) {
	at := lastWord(text)
	dir, prefix := text[at:], ""
	sep := strings.LastIndexByte(dir, '/')
	if runtime.GOOS == "windows" {
		sep = strings.LastIndexAny(dir, `/\`)
	}
	dir, prefix = dir[:sep+1], dir[sep+1:]
	real := dir
	if real == "" {
		real = "."
	} else if h, err := home(dir); err == nil {
		real = h
	}
	list, err := os.ReadDir(filepath.Clean(real))
	if err != nil {
		return nil, at
	}
	var out []Match
	for _, e := range list {
		n := e.Name()
		if !strings.HasPrefix(n, prefix) || strings.HasPrefix(n, ".") && prefix == "" || !keep(e) {
			continue
		}
		if e.IsDir() {
			n += "/"
		}
		out = append(out, Match{dir + n, "path"})
	}
	return out, at
}

func variables(text string) ([]Match, int) {
	var out []Match
	for _, n := range envNames() {
		if strings.HasPrefix(n, text) {
			out = append(out, Match{n, "variable"})
		}
	}
	return out, 0
}

func declared(text string) ([]Match, int) {
	return []Match{{Kind: "declared"}}, lastWord(text)
}
