//go:build !cgo

// Command kernels needs a C compiler.
package main

func main() { panic("kernels: built without C") }
