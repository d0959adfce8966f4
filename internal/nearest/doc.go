// Package nearest finds the word that somebody who mistyped one probably
// meant.
package nearest
