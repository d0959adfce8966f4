package network

import (
	"bufio"
	"context"
	"net"
	"sync"
	"time"
)

// A connection is used by one exchange at a time, which owns it and does all
// reading and writing itself: there is no goroutine behind it.
type connection struct {
	net.Conn
	reader  *bufio.Reader
	key     poolKey
	address string // the peer's
	secure  bool   // TLS up to the server
	forward *proxy // the HTTP proxy that plain requests go through; nil if none
	http2   *http2Session
	head    []byte // reused for requests' and answers' heads

	idleSince time.Time
	// unanswered says that no byte of the current exchange's answer has come.
	unanswered bool

	mutex       sync.Mutex
	interrupted bool
}

// interruptWith makes reads and writes fail at once when ctx ends. The
// returned function ends that, and reports whether the connection is untouched.
func (connection *connection) interruptWith(ctx context.Context) (stop func() bool) {
	return context.AfterFunc(ctx, func() {
		connection.mutex.Lock()
		defer connection.mutex.Unlock()
		connection.interrupted = true
		connection.SetDeadline(time.Unix(1, 0))
	})
}

// limitReading lets reads fail after a while; 0 takes the limit away.
func (connection *connection) limitReading(after time.Duration) {
	connection.mutex.Lock()
	defer connection.mutex.Unlock()
	if connection.interrupted {
		return
	}
	if after <= 0 {
		connection.SetReadDeadline(time.Time{})
		return
	}
	connection.SetReadDeadline(time.Now().Add(after))
}

// use makes conn what the connection reads from and writes to.
func (connection *connection) use(conn net.Conn) {
	connection.Conn = conn
	connection.reader = bufio.NewReader(conn)
}
