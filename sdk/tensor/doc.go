// Package tensor holds arrays on the host: dense, row-major, with named axes, over gorgonia.org/tensor.
//
// A [Tensor] is what backends return and what probes slice. Heavy computing belongs in a backend; what is here is for
// looking at results. Use [Tensor.Dense] to go on
// with gorgonia.
package tensor
