package recordings

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"

	"corsplain/fetchspec"
)

// A scenario is one line of the recordings.
type scenario struct {
	ID      string
	Group   string
	Request json.RawMessage
	Setup   []struct {
		Request json.RawMessage
		Wait    int
	}
	Wait    int
	Ext     bool
	Server  map[string]hop
	Results map[fetchspec.EngineName]recorded
}

// A hop is how the server answers the requests for one URL of a scenario.
type hop struct {
	Preflight, Actual answers
}

// answers are used one after the other; the last repeats.
type answers []answer

// An answer is a reply as the server writes it.
type answer struct {
	Status     int
	Reason     string
	Headers    []header
	Body       string
	BodyBase64 []byte
	NoLength   bool
	Close      bool
	Raw        *string
}

// A header is a name and a value, or a line as it is.
type header struct{ name, value, line string }

func (list *answers) UnmarshalJSON(text []byte) error {
	if text[0] == '[' {
		return json.Unmarshal(text, (*[]answer)(list))
	}
	*list = make(answers, 1)
	return json.Unmarshal(text, &(*list)[0])
}

func (h *header) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		return json.Unmarshal(text, &h.line)
	}
	var pair [2]string
	err := json.Unmarshal(text, &pair)
	h.name, h.value = pair[0], pair[1]
	return err
}

// recorded is what one browser did.
type recorded struct {
	Outcome  string
	Unstable bool
	Response struct {
		Type    string
		Headers [][2]string
	}
	Wire    []wireRequest
	Console []string
}

// A wireRequest is a request as the server received it.
type wireRequest struct {
	Kind    string
	Method  string
	URL     string
	Headers [][2]string
}

// scenarios reads those whose requests the contract can say and that need no
// waiting.
func scenarios(t *testing.T) []scenario {
	t.Helper()
	file, err := os.Open("../../testdata/recordings/browsers.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []scenario
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one scenario
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		if !one.Ext && one.Wait == 0 {
			list = append(list, one)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
