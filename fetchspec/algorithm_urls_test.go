package fetchspec

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

func TestEachAlgorithmOfTheStandardHasItsOwnAddress(t *testing.T) {
	file, err := os.Open("testdata/steps.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		fields := strings.Split(scanner.Text(), "\t")
		if strings.HasPrefix(fields[0], "#") {
			continue
		}
		step := Step{fields[0], fields[2]}
		if got, want := step.URL(), "https://fetch.spec.whatwg.org/#"+fields[1]; got != want {
			t.Errorf("%s: got %q, want %q", step, got, want)
		}
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
}

func TestNoAlgorithmIsListedTwice(t *testing.T) {
	seen := map[string]bool{}
	for _, algorithm := range algorithmAddresses {
		if seen[algorithm.name] {
			t.Errorf("%q is listed twice", algorithm.name)
		}
		seen[algorithm.name] = true
	}
}

func TestUnknownAlgorithmHasNoAddress(t *testing.T) {
	if got := (Step{"no such algorithm", "1"}).URL(); got != "" {
		t.Errorf("got %q", got)
	}
}
