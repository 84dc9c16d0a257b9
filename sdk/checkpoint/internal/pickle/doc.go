// Package pickle reads the part of Python's pickle format that files of weights are made of. It executes nothing: what a
// pickle asks to be called is a name that the [Machine]'s owner knows or the reading ends with [ErrRefused]. What a pickle says
// of itself costs nothing before its bytes are there, and bytes, values and depth have limits.
package pickle
