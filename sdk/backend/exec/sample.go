package exec

import "wade/sdk/program"

// sample draws one index for each row of logits; it is here and not in the kernels because it must be the same everywhere.
func sample(n *Node) error {
	logits, draws, seed := n.In[0], n.Out[0].I32, n.In[2].I32
	var params [program.SampleParams]float32
	convert(Array{F32: params[:]}, n.In[1])
	cols := logits.Cols()
	narrow := make([]float32, cols)
	for r := range draws {
		row := logits.part(r*cols, []int{cols})
		if row.F32 == nil {
			convert(Array{F32: narrow}, row)
			row.F32 = narrow
		}
		draws[r] = int32(program.Draw(row.F32, params, program.Uniform(uint32(seed[0])+uint32(r), uint32(seed[1]))))
	}
	return nil
}
