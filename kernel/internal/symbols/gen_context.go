// Code generated from context by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p0 "context"
	p1 "time"
)

func table_context() []symbol {
	return []symbol{
		{"AfterFunc", p0.AfterFunc},
		{"Background", p0.Background},
		{"CancelCauseFunc", (*p0.CancelCauseFunc)(nil)},
		{"CancelFunc", (*p0.CancelFunc)(nil)},
		{"Canceled", &p0.Canceled},
		{"Cause", p0.Cause},
		{"Context", (*p0.Context)(nil)},
		{"_Context", (*_context_Context)(nil)},
		{"DeadlineExceeded", &p0.DeadlineExceeded},
		{"TODO", p0.TODO},
		{"WithCancel", p0.WithCancel},
		{"WithCancelCause", p0.WithCancelCause},
		{"WithDeadline", p0.WithDeadline},
		{"WithDeadlineCause", p0.WithDeadlineCause},
		{"WithTimeout", p0.WithTimeout},
		{"WithTimeoutCause", p0.WithTimeoutCause},
		{"WithValue", p0.WithValue},
		{"WithoutCancel", p0.WithoutCancel},
	}
}

// _context_Context is an interface wrapper for Context.
type _context_Context struct {
	IValue    interface{}
	WDeadline func() (p1.Time, bool)
	WDone     func() <-chan struct{}
	WErr      func() error
	WValue    func(a0 any) any
}

func (w _context_Context) Deadline() (p1.Time, bool) {
	return w.WDeadline()
}
func (w _context_Context) Done() <-chan struct{} {
	return w.WDone()
}
func (w _context_Context) Err() error {
	return w.WErr()
}
func (w _context_Context) Value(a0 any) any {
	return w.WValue(a0)
}
