// Package tensor holds arrays on the host: dense, row-major, with named axes, over gorgonia.org/tensor.
//
// A [Tensor] is what backends return and what probes slice. Heavy computing belongs in a backend; what is here is for
// looking at results: slice by axis name ([Tensor.At], [Tensor.Range]), go on with gonum ([Tensor.Matrix]) or with
// gorgonia ([Tensor.Dense]).
package tensor
