package intake_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"corsplain/internal/intake"
)

// allocated is how many bytes a function allocates: a measure of its work that
// does not depend on what else the machine does.
func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// chain sets a variable to ten times the one before, again and again.
func chain(line string, length int) string {
	var text strings.Builder
	for i := range length {
		name, before := string(rune('b'+i)), string(rune('a'+i))
		fmt.Fprintf(&text, line+"\n", name, strings.Repeat("$"+before, 10))
	}
	return text.String()
}

func TestVariablesDoNotFillTheMemory(t *testing.T) {
	for name, text := range map[string]string{
		"shell":      "a=xxxxxxxxxx\n" + chain(`%s="%s"`, 12) + "curl https://a.example/ -d $m",
		"PowerShell": "$a = 'xxxxxxxxxx'\n" + chain(`$%s = "%s"`, 12) + "Invoke-WebRequest https://a.example/ -Body $m",
		"sums": "$a = 'xxxxxxxxxx'\n" + strings.Repeat("$a = $a + $a + $a + $a\n", 30) +
			"Invoke-WebRequest https://a.example/ -Body $a",
		"JSON": "$a = @{x = 'xxxxxxxxxx'}\n" + strings.Repeat("$a = @{a = $a; b = $a}\n", 60) +
			"Invoke-WebRequest https://a.example/ -Body ($a | ConvertTo-Json)",
	} {
		used := allocated(func() {
			_, err := intake.ParseCurl(text, options)
			if err == nil || !strings.Contains(err.Error(), "adds up to more than 64 MiB") {
				t.Errorf("%s: %v", name, err)
			}
		})
		if used > 1<<30 {
			t.Errorf("%s: %d bytes of text took %d MB", name, len(text), used>>20)
		}
	}
}

func TestATableWithinItselfIsNoJSON(t *testing.T) {
	_, err := intake.ParseCurl("$a = @{}\n$a.self = $a\nInvoke-WebRequest https://a.example/ -Body ($a | ConvertTo-Json)", options)
	if err == nil || !strings.Contains(err.Error(), "nested more than 100 deep") {
		t.Error(err)
	}
}

// PowerShell names a list within a list after its type.
func TestListsWithinListsAreNamedByPowerShell(t *testing.T) {
	imported, err := intake.ParseCurl("$a = 1,2\n$b = $a,'x'\nInvoke-WebRequest https://a.example/ -Method Post -Body \"$a $b\"", options)
	if err != nil {
		t.Fatal(err)
	}
	if body := string(imported.Calls[0].Call.Body); body != "1 2 System.Object[] x" {
		t.Errorf("body %q", body)
	}
}

// Every URL gets all of a command's data and notes.
func TestManyURLsDoNotMultiplyTheData(t *testing.T) {
	urls := strings.Repeat("https://a.example/ ", 1000)
	data := strings.Repeat("x", 1<<20)
	for name, text := range map[string]string{
		"data":    "curl " + urls + "-d " + data,
		"query":   "curl -G " + urls + "-d " + data,
		"form":    "curl " + urls + "-F a=" + data,
		"header":  "curl " + urls + "-H a:" + data,
		"unknown": "curl " + urls + strings.Repeat("--zqx1 --zqx2 --zqx3 ", 1<<14),
	} {
		used := allocated(func() {
			if _, err := intake.ParseCurl(text, options); err == nil {
				t.Errorf("%s: no error", name)
			}
		})
		if used > 256<<20 {
			t.Errorf("%s: %d bytes of text took %d MB", name, len(text), used>>20)
		}
	}
}

func TestStandardInputIsReadOnce(t *testing.T) {
	imported, err := intake.ParseCurl("curl https://a.example/ -d @- -d @- -d b=2 <<'END'\na=1\nEND\n", options)
	if err != nil {
		t.Fatal(err)
	}
	if body := string(imported.Calls[0].Call.Body); body != "a=1&&b=2" {
		t.Errorf("body %q", body)
	}
}

func TestContinuedHeadersTakeLinearWork(t *testing.T) {
	text := "GET / HTTP/1.1\nHost: a.example\nX-Long: y\n" + strings.Repeat(" x\n", 1<<18)
	var imported *intake.Import
	used := allocated(func() {
		var err error
		if imported, err = intake.ParseRawHTTP(text, options); err != nil {
			t.Fatal(err)
		}
	})
	headers := imported.Calls[0].Call.Headers
	if len(headers) != 1 || headers[0].Value != "y"+strings.Repeat(" x", 1<<18) {
		t.Errorf("%d headers", len(headers))
	}
	if used > 256<<20 {
		t.Errorf("%d bytes of text took %d MB", len(text), used>>20)
	}
}
