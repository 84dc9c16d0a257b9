// Package reference is a backend in pure Go: slow, obvious, and right. It is the oracle that other backends are tested
// against (wade/sdk/backend/backendtest) and what wade falls back on where no backend plugin is installed.
//
// Its policies are f32, bf16 (weights kept as bfloat16, everything else as in f32) and f64, the truth mode: values are
// float64 throughout and are returned so. Under every policy sums are taken in float64, but for those of
// matrix products.
//
// A notebook does not need this package; see wade/sdk.
package reference
