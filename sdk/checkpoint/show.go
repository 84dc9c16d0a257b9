package checkpoint

import (
	"fmt"
	"path/filepath"

	"wade/sdk/display"
)

// maxRows is how many tensors a table shows; the names of the others come from Names.
const maxRows = 400

// Table lists the tensors: name, type, sizes, bytes, file.
func (f *File) Table() *display.Table {
	t := display.NewTable("tensor", "type", "sizes", "bytes", "file")
	names := f.Names()
	for _, name := range names[:min(len(names), maxRows)] {
		e := f.entries[name]
		t.Add(name, e.DType, fmt.Sprint(e.Sizes), int(e.Bytes()), filepath.Base(e.File))
	}
	if n := len(names) - maxRows; n > 0 {
		t.Add(fmt.Sprintf("and %d more", n), "", "", "", "")
	}
	return t
}

// HTML is the table.
func (f *File) HTML() string { return f.Table().HTML() }

// String is a line: format, number of tensors, bytes.
func (f *File) String() string {
	return fmt.Sprintf("%s: %d tensors, %d bytes", f.format, len(f.entries), f.Bytes())
}
