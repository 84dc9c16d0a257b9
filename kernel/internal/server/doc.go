// Package server is the kernel's loop: it takes requests of the Jupyter
// protocol from a transport, has an Engine run them, and sends replies and
// outputs in the order that front ends rely on.
package server
