package pagescript

import (
	"context"
	"errors"
	"fmt"
	"runtime/metrics"
	"time"
)

// errStopped ends a run whose reason is in the sandbox's fault.
var errStopped = errors.New("stopped")

// grace is how long the engine has to notice that it was interrupted. It only
// does so between two instructions; page/guard.js refuses the built-in
// functions that would keep it from one.
const grace = 500 * time.Millisecond

// watch runs the engine, and stops it when it takes too long or too much
// memory. If the engine is stuck within a built-in function, watch gives up on
// it and leaves its goroutine behind: the program ends with the error.
func (box *sandbox) watch(ctx context.Context, run func()) error {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer box.recoverFault()
		run()
	}()
	limit := heapInUse() + maxHeapGrowth
	deadline := time.NewTimer(box.options.Timeout)
	defer deadline.Stop()
	ticker := time.NewTicker(2 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return nil
		case <-ctx.Done():
			box.interrupt(done, &Problem{Start: -1, End: -1, Message: "the evaluation was canceled"})
			return ctx.Err()
		case <-deadline.C:
			return box.interrupt(done, &Problem{
				Start: -1, End: -1,
				Message: fmt.Sprintf("the code does not come to an end: it was stopped after %s", box.options.Timeout),
				Hint:    "paste the part that makes the request, without the loop around it",
			})
		case <-ticker.C:
			if heapInUse() > limit {
				return box.interrupt(done, &Problem{
					Start: -1, End: -1,
					Message: fmt.Sprintf("the code was stopped: it needs more than %d MiB of memory", maxHeapGrowth>>20),
				})
			}
		}
	}
}

// recoverFault makes a panic of the engine a fault of the run: the code may
// have found a hole in it.
func (box *sandbox) recoverFault() {
	if problem := recover(); problem != nil && box.fault == nil {
		box.fault = &Problem{Start: -1, End: -1, Message: fmt.Sprintf("the code could not be run: %v", problem)}
	}
}

// interrupt stops the engine and waits for it.
func (box *sandbox) interrupt(done <-chan struct{}, problem *Problem) error {
	box.vm.Interrupt(problem)
	select {
	case <-done:
		return nil
	case <-time.After(grace):
		return problem
	}
}

func heapInUse() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}

// stop ends the run from within it.
func (box *sandbox) stop(problem *Problem) {
	if box.fault == nil {
		box.fault = problem
	}
	box.vm.Interrupt(errStopped)
}
