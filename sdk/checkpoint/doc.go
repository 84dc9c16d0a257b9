// Package checkpoint finds the tensors of published weights: safetensors files, PyTorch's .pt and .bin files (the zip format,
// TorchScript archives and the older one), and the indices of checkpoints in several files.
//
// [Open] reads what the files say of their tensors, checks it against the files, and keeps no file open. The weights
// themselves stay where they are: [File.Stored] tells a backend their places, which maps them. [File.Tensor] reads one.
// [Join] lays partial checkpoints over others.
//
// Nothing in a file is executed. A pickle that asks for anything that weights do not need is refused by name
// ([ErrRefused]), before it could do harm; nothing that a file says of sizes costs memory before the file was seen to
// have the bytes.
package checkpoint
