package engine

// The interpreter reads and writes the variables of the prologue without synchronisation, a word at a time; what a tick sees
// a moment late, the next one sees. The race detector must not take part in that.

//go:norace
func setFlag(p *bool, v bool) { *p = v }
