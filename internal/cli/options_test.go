package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestEachOptionSetsOneThingAndHasItsOwnName(t *testing.T) {
	for _, command := range commands() {
		names, letters := map[string]bool{}, map[byte]bool{}
		for _, option := range command.options() {
			ways := 0
			for _, way := range []bool{option.text != nil, option.flag != nil, option.list != nil, option.set != nil} {
				if way {
					ways++
				}
			}
			if ways != 1 {
				t.Errorf("%s --%s sets %d things", command.name, option.name, ways)
			}
			if option.flag != nil && option.argument != "" || option.text != nil && option.argument == "" {
				t.Errorf("%s --%s: argument %q", command.name, option.name, option.argument)
			}
			if names[option.name] || option.short != 0 && letters[option.short] {
				t.Errorf("%s --%s is there twice, or its letter is", command.name, option.name)
			}
			names[option.name], letters[option.short] = true, true
			if option.group == "" {
				t.Errorf("%s --%s has no heading", command.name, option.name)
			}
		}
	}
}

func TestEachOptionIsUsedInAScript(t *testing.T) {
	var scripts strings.Builder
	files, _ := filepath.Glob(filepath.Join("..", "..", "testdata", "script", "*.txtar"))
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		scripts.Write(content)
	}
	for _, option := range checkOptions() {
		spelling := `--(no-)?` + regexp.QuoteMeta(option.name) + `\b`
		if option.short != 0 {
			spelling += `| '?-[A-Za-z]*` + regexp.QuoteMeta(string(rune(option.short)))
		}
		if !regexp.MustCompile(spelling).MatchString(scripts.String()) {
			t.Errorf("no script uses --%s", option.name)
		}
	}
}
