// Package playground is a server to learn from: each of its endpoints is wrong
// in one way that real servers are wrong in, and beside it stand right ones.
//
//	endpoints.go  what each endpoint answers, and the call that shows it
//	server.go     the server, on a loopback port
//	index.go      its front page: the endpoints, with code to try in a browser
//	tour.go       the endpoints that the demo walks through
package playground
