// Package rtype makes types at run time that are to compiled code what declared types are: with a name, fields of any
// name, embedded fields, methods, and references to themselves.
//
// A type is described as a graph of Type values, and made by Build. Types of one name are distinct, like types declared in
// two functions. Methods are bound to functions later, and may be bound again. Types are never freed.
//
// The package writes the runtime's own structures, so it is tied to the release of Go: New releases need a look at
// internal/abi, runtime/iface.go and reflect/type.go. Supported tells whether it works here; where it does not, Build fails.
package rtype
