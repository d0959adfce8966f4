//go:build unix

package realservers

import (
	"io/fs"
	"maps"
	"net"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"corsplain/explain"
)

// A site is a server's files in a directory of its own, which it is started
// from.
type site struct {
	directory   string
	port        string
	application string // HOST:PORT of what stands behind a proxy
	nobody      string // HOST:PORT where nothing listens
}

// files are texts by their slash-separated paths.
type files map[string]string

// readFiles reads a directory of testdata; one that is not there is empty.
func readFiles(t *testing.T, directory string) files {
	t.Helper()
	read := files{}
	if _, err := os.Stat(directory); err != nil {
		return read
	}
	err := filepath.WalkDir(directory, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(directory, name)
		read[filepath.ToSlash(relative)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// snippetFiles are a snippet's files, with paths as they are below the
// server's own directory.
func snippetFiles(snippet *explain.Snippet) files {
	written := files{}
	for _, file := range snippet.Files {
		name := file.Name
		if below, isSystems := strings.CutPrefix(name, "/etc/"); isSystems {
			_, name, _ = strings.Cut(below, "/")
		}
		written[name] = file.Text
	}
	return written
}

// placeholder is the line of a server's file that its CORS configuration
// takes the place of.
var placeholder = regexp.MustCompile(`(?m)^.*@CORS@.*\n`)

// with puts a configuration into the server's files: at the placeholder of the
// file that it names, in place of a file without one, or as a file of its own.
func (server files) with(configuration files) files {
	whole := maps.Clone(server)
	for name, text := range configuration {
		target := server.find(name)
		if at := placeholder.FindStringIndex(whole[target]); at != nil {
			text = whole[target][:at[0]] + text + whole[target][at[1]:]
		}
		whole[target] = text
	}
	return whole
}

// find is the path of the server's file of that name: a snippet does not know
// in which directory an application stands.
func (server files) find(name string) string {
	for known := range server {
		if known == name || strings.HasSuffix(known, "/"+name) {
			return known
		}
	}
	return name
}

// newSite writes the files, with what only this run knows filled in.
func newSite(t *testing.T, written files, application string) *site {
	t.Helper()
	site := &site{directory: t.TempDir(), port: freePort(t), application: application, nobody: "127.0.0.1:" + freePort(t)}
	// Some servers leave root behind and have to come in again.
	if err := os.Chmod(site.directory, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range written {
		target := filepath.Join(site.directory, filepath.FromSlash(path.Clean(name)))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target, []byte(site.fill(text)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return site
}

// fill puts the site's values into a text.
func (site *site) fill(text string) string {
	return strings.NewReplacer(
		"@PORT@", site.port,
		"@DIRECTORY@", site.directory,
		"@APPLICATION@", site.application,
		"@APPLICATION_PORT@", portOf(site.application),
		"@NOBODY@", site.nobody,
		"@NOBODY_PORT@", portOf(site.nobody),
	).Replace(text)
}

func portOf(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}

// freePort is a port of loopback that nothing listens on just now.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return portOf(listener.Addr().String())
}
