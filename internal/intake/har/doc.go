// Package har reads HTTP archives, HAR 1.2, as browsers and proxies write
// them, entry by entry: memory does not grow with the archive, nor with the
// bodies in it, of which only beginnings are kept.
//
//	Reader      reader.go    Next gives one entry after the other
//	  scanner   scanner.go   JSON as a stream, in which any value can be passed over
//	Entry       entry.go     what is kept of an entry
//	            entry_read.go
//	            call.go      the request object in corsplain's own archives
//
// http://www.softwareishard.com/blog/har-12-spec/
package har
