// Package link is what host and plugin must agree on besides the messages: the handshake, and where the data of a tensor
// travels. Small tensors stay inside their message; large ones go to the shared arena, or follow in chunks.
package link
