package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// maxInputFile bounds what an argument's file may hold: a body, headers, a
// certificate, options.
const maxInputFile = 256 << 20

// readFile reads a file that an argument names; "-" is standard input.
func (streams *Streams) readFile(name string) ([]byte, error) {
	if name == "-" {
		return readBounded("standard input", streams.In)
	}
	if name == "" {
		return nil, errors.New("the file's name is missing")
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	defer file.Close()
	return readBounded(name, file)
}

func readBounded(name string, r io.Reader) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(r, maxInputFile+1))
	if err != nil {
		return nil, fileError(name, err)
	}
	if len(content) > maxInputFile {
		return nil, fmt.Errorf("%s holds more than %d MiB", name, maxInputFile>>20)
	}
	return content, nil
}

// The permissions of files that are written, before the umask. Cookies are
// logins.
const (
	forAll   fs.FileMode = 0o666
	forOwner fs.FileMode = 0o600
)

// checkWritable reports whether a file can be written, without changing it;
// "" and "-" are none.
func checkWritable(name string) error {
	if name == "" || name == "-" {
		return nil
	}
	if info, err := os.Stat(filepath.Dir(name)); err != nil || !info.IsDir() {
		return fmt.Errorf("there is no directory %s", filepath.Dir(name))
	}
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return outputError(name, err)
	}
	return file.Close()
}

// outputError is fileError for a file that was to be written.
func outputError(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no directory %s", filepath.Dir(name))
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("file %s cannot be written: permission denied", name)
	}
	return fileError(name, err)
}

// fileError names the file once, in plain words.
func fileError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %s", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("file %s cannot be read: permission denied", name)
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	return fmt.Errorf("file %s: %w", name, err)
}
