// Code generated from wade/sdk/backend by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "context"
	p0 "wade/sdk/backend"
	p2 "wade/sdk/program"
	p3 "wade/sdk/tensor"
)

func table_sdk_backend() []symbol {
	return []symbol{
		{"Backend", (*p0.Backend)(nil)},
		{"_Backend", (*_wade_sdk_backend_Backend)(nil)},
		{"Description", (*p0.Description)(nil)},
		{"ErrClosed", &p0.ErrClosed},
		{"ErrDied", &p0.ErrDied},
		{"ErrInvalid", &p0.ErrInvalid},
		{"ErrOutOfMemory", &p0.ErrOutOfMemory},
		{"ErrUnavailable", &p0.ErrUnavailable},
		{"ErrUnknownHandle", &p0.ErrUnknownHandle},
		{"ErrUnknownName", &p0.ErrUnknownName},
		{"ErrUnsupported", &p0.ErrUnsupported},
		{"ErrVersion", &p0.ErrVersion},
		{"LoadSpec", (*p0.LoadSpec)(nil)},
		{"Model", (*p0.Model)(nil)},
		{"OpError", (*p0.OpError)(nil)},
		{"Piece", (*p0.Piece)(nil)},
		{"Policy", (*p0.Policy)(nil)},
		{"Program", (*p0.Program)(nil)},
		{"Result", (*p0.Result)(nil)},
		{"Run", (*p0.Run)(nil)},
		{"RunResult", (*p0.RunResult)(nil)},
		{"Session", (*p0.Session)(nil)},
		{"Step", (*p0.Step)(nil)},
		{"Stored", (*p0.Stored)(nil)},
		{"Unsupported", (*p0.Unsupported)(nil)},
	}
}

// _wade_sdk_backend_Backend is an interface wrapper for Backend.
type _wade_sdk_backend_Backend struct {
	IValue      interface{}
	WClose      func() error
	WCompile    func(a0 p1.Context, a1 p0.Model, a2 *p2.Program) (p0.Program, error)
	WDescribe   func(a0 p1.Context) (p0.Description, error)
	WDrop       func(a0 p1.Context, a1 p0.Session) error
	WFetch      func(a0 p1.Context, a1 p0.Model, a2 ...string) (map[string]*p3.Tensor, error)
	WFork       func(a0 p1.Context, a1 p0.Session) (p0.Session, error)
	WLength     func(a0 p1.Context, a1 p0.Session) (int, error)
	WLoad       func(a0 p1.Context, a1 p0.LoadSpec) (p0.Model, error)
	WNewSession func(a0 p1.Context, a1 p0.Model) (p0.Session, error)
	WRelease    func(a0 p1.Context, a1 p0.Program) error
	WReorder    func(a0 p1.Context, a1 p0.Session, a2 []int) error
	WRun        func(a0 p1.Context, a1 p0.Program, a2 p0.Run) (*p0.RunResult, error)
	WStep       func(a0 p1.Context, a1 p0.Program, a2 p0.Step) (*p0.Result, error)
	WStore      func(a0 p1.Context, a1 p0.Model, a2 map[string]*p3.Tensor) error
	WTruncate   func(a0 p1.Context, a1 p0.Session, a2 int) error
	WUnload     func(a0 p1.Context, a1 p0.Model) error
}

func (w _wade_sdk_backend_Backend) Close() error {
	return w.WClose()
}
func (w _wade_sdk_backend_Backend) Compile(a0 p1.Context, a1 p0.Model, a2 *p2.Program) (p0.Program, error) {
	return w.WCompile(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Describe(a0 p1.Context) (p0.Description, error) {
	return w.WDescribe(a0)
}
func (w _wade_sdk_backend_Backend) Drop(a0 p1.Context, a1 p0.Session) error {
	return w.WDrop(a0, a1)
}
func (w _wade_sdk_backend_Backend) Fetch(a0 p1.Context, a1 p0.Model, a2 ...string) (map[string]*p3.Tensor, error) {
	return w.WFetch(a0, a1, a2...)
}
func (w _wade_sdk_backend_Backend) Fork(a0 p1.Context, a1 p0.Session) (p0.Session, error) {
	return w.WFork(a0, a1)
}
func (w _wade_sdk_backend_Backend) Length(a0 p1.Context, a1 p0.Session) (int, error) {
	return w.WLength(a0, a1)
}
func (w _wade_sdk_backend_Backend) Load(a0 p1.Context, a1 p0.LoadSpec) (p0.Model, error) {
	return w.WLoad(a0, a1)
}
func (w _wade_sdk_backend_Backend) NewSession(a0 p1.Context, a1 p0.Model) (p0.Session, error) {
	return w.WNewSession(a0, a1)
}
func (w _wade_sdk_backend_Backend) Release(a0 p1.Context, a1 p0.Program) error {
	return w.WRelease(a0, a1)
}
func (w _wade_sdk_backend_Backend) Reorder(a0 p1.Context, a1 p0.Session, a2 []int) error {
	return w.WReorder(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Run(a0 p1.Context, a1 p0.Program, a2 p0.Run) (*p0.RunResult, error) {
	return w.WRun(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Step(a0 p1.Context, a1 p0.Program, a2 p0.Step) (*p0.Result, error) {
	return w.WStep(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Store(a0 p1.Context, a1 p0.Model, a2 map[string]*p3.Tensor) error {
	return w.WStore(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Truncate(a0 p1.Context, a1 p0.Session, a2 int) error {
	return w.WTruncate(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Unload(a0 p1.Context, a1 p0.Model) error {
	return w.WUnload(a0, a1)
}
