package network

import (
	"sync"
	"time"
)

const (
	// idleTimeout is shorter than what common servers allow.
	idleTimeout    = 30 * time.Second
	maxIdlePerKey  = 6 // as many connections to one host as browsers open
	maxIdleOverall = 64
	// maxIdleHead is the largest buffer that an idle connection keeps.
	maxIdleHead = 16 << 10
)

// A poolKey tells connections apart that must not be shared.
//
// https://fetch.spec.whatwg.org/#concept-connection
type poolKey struct {
	secure       bool
	host         string
	port         int
	credentials  bool
	partitionKey string
}

// A pool keeps idle connections. Old ones are closed when the pool is next
// used: no goroutine watches them.
type pool struct {
	mutex  sync.Mutex
	idle   idleConnections
	count  int
	closed bool
}

// idleConnections are those of each key, the longest idle first.
type idleConnections map[poolKey][]*connection

// take returns the connection that was idle for the shortest time; nil if
// there is none.
func (pool *pool) take(key poolKey) *connection {
	pool.mutex.Lock()
	defer pool.mutex.Unlock()
	pool.closeExpired(time.Now())
	list := pool.idle[key]
	if len(list) == 0 {
		return nil
	}
	last := len(list) - 1
	connection := list[last]
	pool.set(key, list[:last])
	pool.count--
	return connection
}

// put keeps a connection for later, or closes it.
func (pool *pool) put(connection *connection) {
	pool.mutex.Lock()
	defer pool.mutex.Unlock()
	now := time.Now()
	pool.closeExpired(now)
	list := pool.idle[connection.key]
	if pool.closed || len(list) >= maxIdlePerKey || pool.count >= maxIdleOverall {
		connection.Close()
		return
	}
	connection.idleSince = now
	if cap(connection.head) > maxIdleHead {
		connection.head = nil
	}
	if pool.idle == nil {
		pool.idle = make(idleConnections)
	}
	pool.idle[connection.key] = append(list, connection)
	pool.count++
}

// closeExpired relies on each list being ordered by idleSince.
func (pool *pool) closeExpired(now time.Time) {
	for key, list := range pool.idle {
		expired := 0
		for expired < len(list) && now.Sub(list[expired].idleSince) > idleTimeout {
			list[expired].Close()
			expired++
		}
		if expired > 0 {
			pool.set(key, list[expired:])
			pool.count -= expired
		}
	}
}

func (pool *pool) set(key poolKey, list []*connection) {
	if len(list) == 0 {
		delete(pool.idle, key)
		return
	}
	pool.idle[key] = list
}

// close closes what is idle; connections in use are closed when they come back.
func (pool *pool) close() {
	pool.mutex.Lock()
	defer pool.mutex.Unlock()
	for _, list := range pool.idle {
		for _, connection := range list {
			connection.Close()
		}
	}
	pool.idle, pool.count, pool.closed = nil, 0, true
}
