package pond

// PixelMean and PixelStd normalise pixels for the model: (x - PixelMean) / PixelStd for x in 0..1, all channels alike.
const (
	PixelMean = 0.5
	PixelStd  = 0.25
)
