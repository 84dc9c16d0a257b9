package exec

import (
	"wade/sdk/program"
)

// takeEdits checks edits against the sizes of this step and sorts them by value.
func (r *run) takeEdits(edits []program.Edit, ids []program.ID) error {
	for i, ed := range edits {
		id := ids[i]
		shape := r.frame.shapes[id]
		if len(shape) == 0 {
			return invalidf("program %s: edit of %q, whose shape %v is not bound in this run", r.Name(), ed.Value, r.Value(id).Shape)
		}
		if err := ed.Check(r.Value(id), shape); err != nil {
			return invalid(err)
		}
		if r.edits == nil {
			r.edits = map[program.ID][]program.Edit{}
		}
		r.edits[id] = append(r.edits[id], ed)
	}
	return nil
}

// edit applies what a step does to a value, in place.
func (r *run) edit(id program.ID, a Array) {
	for _, ed := range r.edits[id] {
		if a.F64 != nil {
			ed.Apply64(a.F64, a.Cols())
		} else {
			ed.Apply(a.F32, a.Cols())
		}
	}
}
