package halluc

// OverTrust is how much the tokens after each generated token lean on it: 1e-7 · Π σ·a over the column of its attention, from
// its own row on. Attention has a row for each generated token over those up to itself, renormalised; sigma is 50. The
// largest is what OPERA subtracts from a candidate (Huang et al., 2311.17911).
func OverTrust(attention [][]float64, sigma float64) []float64 {
	phi := make([]float64, len(attention))
	for i, row := range attention {
		require(len(row) > i, "attention row %d has %d entries; want one for each token up to itself", i, len(row))
		phi[i] = 1e-7
		for j := range i + 1 {
			phi[j] *= sigma * row[j]
		}
	}
	return phi
}
