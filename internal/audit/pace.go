package audit

import (
	"context"
	"sync"
	"time"
)

// DefaultRate is how many requests a second an audit sends at most.
const DefaultRate = 10

// A Pace keeps requests apart in time. Its methods may be used by several
// goroutines.
type Pace struct {
	interval time.Duration
	now      func() time.Time
	sleep    func(ctx context.Context, duration time.Duration) error

	mutex sync.Mutex
	next  time.Time
}

// NewPace makes a Pace of so many requests a second, which must be more than
// none.
func NewPace(perSecond float64) *Pace {
	return &Pace{
		interval: time.Duration(float64(time.Second) / perSecond),
		now:      time.Now,
		sleep:    sleepOrDone,
	}
}

// PerSecond is the rate.
func (pace *Pace) PerSecond() float64 {
	if pace.interval == 0 {
		return float64(time.Second)
	}
	return float64(time.Second) / float64(pace.interval)
}

// wait returns when the next request may go out, or with the context's error.
func (pace *Pace) wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	pace.mutex.Lock()
	now := pace.now()
	at := pace.next
	if at.Before(now) {
		at = now
	}
	pace.next = at.Add(pace.interval)
	pace.mutex.Unlock()
	if delay := at.Sub(now); delay > 0 {
		return pace.sleep(ctx, delay)
	}
	return nil
}

func sleepOrDone(ctx context.Context, duration time.Duration) error {
	timer := time.NewTimer(duration)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
