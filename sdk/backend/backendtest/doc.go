// Package backendtest is the contract of a backend as tests: what passes [Run] is a backend.
//
//	func TestConformance(t *testing.T) {
//		backendtest.Run(t, func(t *testing.T) backend.Backend { return mine.New() })
//	}
//
// The suite knows nothing but the interface, so a backend in another process is tested the same way: start it in the
// factory. The factory is called several times; the suite closes what it returns. Operations that Description.Ops does not
// list and policies that Description.Policies does not list are skipped, aloud; everything else must hold.
//
// Results are compared with the float64 truth of wade/sdk/backend/reference, whose gradients this package's own tests
// compare with finite differences. A value may differ from the truth by [Forward] (results) or [Backward] (gradients) of
// the largest element of its tensor under policy f32, and by [Rounded] under bf16.
package backendtest
