// Package host finds backend plugins, starts them and speaks to them: [Open] returns a backend whose work happens in
// another process. If that process dies, every call says so (backend.ErrDied) and nothing else is harmed; open it again and
// load the weights again.
//
// A plugin is an executable called wade-backend-<name>, looked for in the folders that [Folders] lists. It gets a bare
// environment, a private socket, certificates for this one connection, and, on Linux, an arena of shared memory in which
// large tensors travel. It ends when its host ends, however that happens.
package host
