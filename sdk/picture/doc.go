// Package picture reads image files and brings them to a model's size exactly as the Python processors do.
//
// [Open] reads JPEG, PNG, WebP, GIF (its first frame), TIFF and BMP, after a look at what the file claims: one that is too large,
// or that would unpack to too many pixels, is refused before anything is decoded. An [Image] keeps the channels of its file (grey,
// colours, inks, alpha), because processors differ in when they convert. Like in Python it
// is not turned as EXIF says, but in TIFF.
//
// A [Processor] resizes with Pillow's own integer arithmetic, and JPEG and WebP are decoded as libjpeg and libwebp do: every pixel
// is the one that Python's processors compute. The exception is grey of 16 bits, which Pillow turns white; here it is cut to 8.
package picture
