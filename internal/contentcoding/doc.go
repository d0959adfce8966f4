// Package contentcoding reads a response's body as a browser does: it takes
// the content codings off, keeps the beginning, counts the rest, and stops at
// limits. Both Exchangers that get real bytes use it: the network and the
// in-process handler.
//
//	read.go    Read: from framed bytes to a fetchspec.ResponseBody
//	coding.go  which codings a Content-Encoding names, and their decoders
package contentcoding
