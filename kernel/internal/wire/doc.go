// Package wire turns messages of the Jupyter protocol into signed frames and
// back. It opens no sockets.
//
// A message on the wire is: any number of routing identities, the delimiter
// <IDS|MSG>, a hexadecimal HMAC, four JSON objects (header, parent
// header, metadata, content) and any number of binary buffers. The HMAC covers
// exactly the four objects.
package wire
