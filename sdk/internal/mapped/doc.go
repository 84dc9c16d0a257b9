// Package mapped sees files as memory, where the system can do that.
package mapped

import "errors"

// ErrNotData is about a file that is empty or none at all, such as a folder.
var ErrNotData = errors.New("an empty or special file")
