// Package houserules holds the repository's rules as tests: which package may
// import which, and what no file may contain.
package houserules
