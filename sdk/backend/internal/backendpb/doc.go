// Package backendpb is generated from proto/v1/backend.proto. `go generate` needs nothing but Go.
package backendpb

//go:generate go run github.com/bufbuild/buf/cmd/buf@v1.50.0 generate ../../proto/v1 --template buf.gen.yaml
