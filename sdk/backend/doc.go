// Package backend is the contract between wade and whatever computes: the reference in pure Go, the CPU plugin, a GPU
// plugin, or one of your own.
//
// A [Backend] loads named weights, compiles programs (wade/sdk/program) over them and runs steps. One step is one call,
// never one call per operation; a decode of many tokens is one call as well ([Backend.Run]). Models, programs and
// sessions are handles, so that the backend may live in another process; a handle that is not known is
// [ErrUnknownHandle].
//
// To write a backend: embed [Unsupported], implement what you can, run wade/sdk/backend/backendtest over it, and call
// wade/sdk/backend/serve from main. People who write notebooks do not need this package; see wade/sdk.
package backend
