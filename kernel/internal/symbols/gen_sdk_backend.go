// Code generated from wade/sdk/backend by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p2 "context"
	reflect "reflect"
	p1 "wade/sdk/backend"
	p3 "wade/sdk/program"
	p4 "wade/sdk/tensor"
)

func init() {
	tables["wade/sdk/backend/backend"] = map[string]reflect.Value{
		"Backend":          reflect.ValueOf((*p1.Backend)(nil)),
		"_Backend":         reflect.ValueOf((*_wade_sdk_backend_Backend)(nil)),
		"Description":      reflect.ValueOf((*p1.Description)(nil)),
		"ErrClosed":        reflect.ValueOf(&p1.ErrClosed).Elem(),
		"ErrDied":          reflect.ValueOf(&p1.ErrDied).Elem(),
		"ErrInvalid":       reflect.ValueOf(&p1.ErrInvalid).Elem(),
		"ErrOutOfMemory":   reflect.ValueOf(&p1.ErrOutOfMemory).Elem(),
		"ErrUnavailable":   reflect.ValueOf(&p1.ErrUnavailable).Elem(),
		"ErrUnknownHandle": reflect.ValueOf(&p1.ErrUnknownHandle).Elem(),
		"ErrUnknownName":   reflect.ValueOf(&p1.ErrUnknownName).Elem(),
		"ErrUnsupported":   reflect.ValueOf(&p1.ErrUnsupported).Elem(),
		"ErrVersion":       reflect.ValueOf(&p1.ErrVersion).Elem(),
		"LoadSpec":         reflect.ValueOf((*p1.LoadSpec)(nil)),
		"Model":            reflect.ValueOf((*p1.Model)(nil)),
		"OpError":          reflect.ValueOf((*p1.OpError)(nil)),
		"Policy":           reflect.ValueOf((*p1.Policy)(nil)),
		"Program":          reflect.ValueOf((*p1.Program)(nil)),
		"Result":           reflect.ValueOf((*p1.Result)(nil)),
		"Run":              reflect.ValueOf((*p1.Run)(nil)),
		"RunResult":        reflect.ValueOf((*p1.RunResult)(nil)),
		"Session":          reflect.ValueOf((*p1.Session)(nil)),
		"Step":             reflect.ValueOf((*p1.Step)(nil)),
		"Unsupported":      reflect.ValueOf((*p1.Unsupported)(nil)),
	}
}

// _wade_sdk_backend_Backend is an interface wrapper for Backend.
type _wade_sdk_backend_Backend struct {
	IValue      interface{}
	WClose      func() error
	WCompile    func(a0 p2.Context, a1 p1.Model, a2 *p3.Program) (p1.Program, error)
	WDescribe   func(a0 p2.Context) (p1.Description, error)
	WDrop       func(a0 p2.Context, a1 p1.Session) error
	WFetch      func(a0 p2.Context, a1 p1.Model, a2 ...string) (map[string]*p4.Tensor, error)
	WFork       func(a0 p2.Context, a1 p1.Session) (p1.Session, error)
	WLength     func(a0 p2.Context, a1 p1.Session) (int, error)
	WLoad       func(a0 p2.Context, a1 p1.LoadSpec) (p1.Model, error)
	WNewSession func(a0 p2.Context, a1 p1.Model) (p1.Session, error)
	WRelease    func(a0 p2.Context, a1 p1.Program) error
	WRun        func(a0 p2.Context, a1 p1.Program, a2 p1.Run) (*p1.RunResult, error)
	WStep       func(a0 p2.Context, a1 p1.Program, a2 p1.Step) (*p1.Result, error)
	WStore      func(a0 p2.Context, a1 p1.Model, a2 map[string]*p4.Tensor) error
	WTruncate   func(a0 p2.Context, a1 p1.Session, a2 int) error
	WUnload     func(a0 p2.Context, a1 p1.Model) error
}

func (w _wade_sdk_backend_Backend) Close() error { return w.WClose() }
func (w _wade_sdk_backend_Backend) Compile(a0 p2.Context, a1 p1.Model, a2 *p3.Program) (p1.Program, error) {
	return w.WCompile(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Describe(a0 p2.Context) (p1.Description, error) {
	return w.WDescribe(a0)
}
func (w _wade_sdk_backend_Backend) Drop(a0 p2.Context, a1 p1.Session) error { return w.WDrop(a0, a1) }
func (w _wade_sdk_backend_Backend) Fetch(a0 p2.Context, a1 p1.Model, a2 ...string) (map[string]*p4.Tensor, error) {
	return w.WFetch(a0, a1, a2...)
}
func (w _wade_sdk_backend_Backend) Fork(a0 p2.Context, a1 p1.Session) (p1.Session, error) {
	return w.WFork(a0, a1)
}
func (w _wade_sdk_backend_Backend) Length(a0 p2.Context, a1 p1.Session) (int, error) {
	return w.WLength(a0, a1)
}
func (w _wade_sdk_backend_Backend) Load(a0 p2.Context, a1 p1.LoadSpec) (p1.Model, error) {
	return w.WLoad(a0, a1)
}
func (w _wade_sdk_backend_Backend) NewSession(a0 p2.Context, a1 p1.Model) (p1.Session, error) {
	return w.WNewSession(a0, a1)
}
func (w _wade_sdk_backend_Backend) Release(a0 p2.Context, a1 p1.Program) error {
	return w.WRelease(a0, a1)
}
func (w _wade_sdk_backend_Backend) Run(a0 p2.Context, a1 p1.Program, a2 p1.Run) (*p1.RunResult, error) {
	return w.WRun(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Step(a0 p2.Context, a1 p1.Program, a2 p1.Step) (*p1.Result, error) {
	return w.WStep(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Store(a0 p2.Context, a1 p1.Model, a2 map[string]*p4.Tensor) error {
	return w.WStore(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Truncate(a0 p2.Context, a1 p1.Session, a2 int) error {
	return w.WTruncate(a0, a1, a2)
}
func (w _wade_sdk_backend_Backend) Unload(a0 p2.Context, a1 p1.Model) error { return w.WUnload(a0, a1) }
