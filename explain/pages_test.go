package explain_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"corsplain/explain"
	"corsplain/fetchspec"
)

// widestLine is the most characters that a line of a page's prose has.
const widestLine = 130

// pageTexts reads each page, by its code.
func pageTexts(t *testing.T) map[explain.Code]string {
	t.Helper()
	texts := map[explain.Code]string{}
	for _, code := range explain.Pages() {
		texts[code] = explain.Page(code)
	}
	if len(texts) == 0 {
		t.Fatal("there are no pages")
	}
	return texts
}

func TestEachPageIsOfACode(t *testing.T) {
	paths, err := filepath.Glob("pages/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		code := explain.Code(strings.TrimSuffix(filepath.Base(path), ".md"))
		if explain.Lookup(code) == nil {
			t.Errorf("%s: there is no such code", path)
		}
	}
}

func TestEachPageHasItsTitleAndHeadings(t *testing.T) {
	for code, text := range pageTexts(t) {
		want := []string{"# " + explain.Lookup(code).Title}
		for _, heading := range explain.PageHeadings {
			want = append(want, "## "+heading)
		}
		if diff := cmp.Diff(want, headingsOf(text)); diff != "" {
			t.Errorf("%s: headings (-want +got):\n%s", code, diff)
		}
	}
}

// headingsOf are a page's headings, without what looks like one in code.
func headingsOf(text string) []string {
	var headings []string
	inCode := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "```") {
			inCode = !inCode
		}
		if !inCode && strings.HasPrefix(line, "#") {
			headings = append(headings, line)
		}
	}
	return headings
}

func TestEachPageHasSomethingUnderEachHeading(t *testing.T) {
	for code, text := range pageTexts(t) {
		for _, heading := range explain.PageHeadings {
			if len(pageSection(text, heading)) < len("See the Standard.") {
				t.Errorf("%s: nothing stands under %q", code, heading)
			}
		}
	}
}

// pageSection is what stands under a heading, without the example.
func pageSection(text, heading string) string {
	_, after, _ := strings.Cut(text, "\n## "+heading+"\n")
	section, _, _ := strings.Cut(after, "\n## ")
	section, _, _ = strings.Cut(section, "```case")
	return strings.TrimSpace(section)
}

func TestEachPageIsWrapped(t *testing.T) {
	for code, text := range pageTexts(t) {
		prose, _, _ := strings.Cut(text, "```case")
		for line := range strings.Lines(prose) {
			line = strings.TrimRight(line, "\n")
			if utf8.RuneCountInString(line) > widestLine && !strings.Contains(line, "](http") {
				t.Errorf("%s: a line is too long: %s", code, line)
			}
			if line != strings.TrimRight(line, " \t") {
				t.Errorf("%s: a line ends in a space: %q", code, line)
			}
		}
	}
}

func TestEachPageSpeaksPlainly(t *testing.T) {
	for code, text := range pageTexts(t) {
		prose, _, _ := strings.Cut(text, "```case")
		for _, banned := range []string{"please", "simply", "the client", "ACAO", "ACAC", "e.g.", "i.e.", "obviously", "of course"} {
			if strings.Contains(prose, banned) {
				t.Errorf("%s says %q", code, banned)
			}
		}
	}
}

func TestEachPageCitesWhatItsStandardHas(t *testing.T) {
	steps := standardSteps(t)
	algorithms := map[string]bool{}
	for step := range steps {
		algorithms[step.Algorithm] = true
	}
	link := regexp.MustCompile(`\[((?:[^\[\]]|\[\d+\])+)\]\((https://[^)\s]+)\)`)
	for code, text := range pageTexts(t) {
		links := link.FindAllStringSubmatch(pageSection(text, "In the Standard"), -1)
		if len(links) == 0 {
			t.Errorf("%s cites nothing", code)
		}
		for _, found := range links {
			label := strings.Join(strings.Fields(found[1]), " ")
			algorithm, number, isStep := strings.Cut(label, ", step ")
			step := fetchspec.Step{Algorithm: algorithm, Number: number}
			if isStep && step.URL() != found[2] {
				t.Errorf("%s: %s stands at %q, not at %s", code, step, step.URL(), found[2])
			}
			if isStep && algorithms[algorithm] && !steps[step] {
				t.Errorf("%s cites %s, which the Standard does not have", code, step)
			}
		}
	}
}

func TestEachPageExampleYieldsItsCode(t *testing.T) {
	for code, text := range pageTexts(t) {
		t.Run(string(code), func(t *testing.T) {
			example := explain.PageExample(text)
			if example == "" {
				t.Fatal("it has no example")
			}
			if !strings.HasSuffix(text, "\n```case\n"+example+"```\n") {
				t.Error("something follows the example")
			}
			parsed, diagnosis, trace := diagnoseCase(t, []byte(example))
			if diff := cmp.Diff(parsed.Want, caseOf(diagnosis, trace, parsed.Want)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", parsed.Comment, diff)
			}
			got := append(codesOf(diagnosis.Blockers), codesOf(diagnosis.Warnings)...)
			if !slices.Contains(got, string(code)) {
				t.Errorf("the example yields %v", got)
			}
		})
	}
}

func TestNoPageAdvisesWhatIsUnsafe(t *testing.T) {
	for code, text := range pageTexts(t) {
		fix := pageSection(text, "How to fix it")
		for _, unsafe := range []string{"Access-Control-Allow-Origin: null", "--disable-web-security"} {
			if strings.Contains(fix, unsafe) {
				t.Errorf("%s advises %s", code, unsafe)
			}
		}
	}
}

func TestPagesEndTheirFiles(t *testing.T) {
	for _, code := range explain.Pages() {
		text, err := os.ReadFile("pages/" + string(code) + ".md")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\r") || strings.Contains(string(text), "\t") {
			t.Errorf("%s has a tab or a carriage return", code)
		}
	}
}
