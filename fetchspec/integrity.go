package fetchspec

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"strings"
)

// An IntegrityHash is one item of parsed integrity metadata.
type IntegrityHash struct {
	Algorithm string // "sha256", "sha384" or "sha512"
	Value     string // the digest in base64, as written
}

// ParseIntegrityMetadata returns the hashes in metadata whose algorithms are
// known; none means that nothing has to match. Departure: the specification
// splits at spaces; its own example, and every browser, at line feeds and tabs
// too.
//
// https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata
func ParseIntegrityMetadata(metadata string) []IntegrityHash {
	var hashes []IntegrityHash
	for item := range strings.FieldsFuncSeq(metadata, isASCIIWhitespace) {
		expression, _, _ := strings.Cut(item, "?")
		algorithm, value, _ := strings.Cut(expression, "-")
		if integrityStrength(algorithm) == 0 {
			continue
		}
		value, _, _ = strings.Cut(value, "-")
		hashes = append(hashes, IntegrityHash{Algorithm: algorithm, Value: value})
	}
	return hashes
}

func isASCIIWhitespace(r rune) bool {
	switch r {
	case '\t', '\n', '\f', '\r', ' ':
		return true
	}
	return false
}

// integrityStrength ranks the known algorithms from 1; 0 is for all others.
func integrityStrength(algorithm string) int {
	switch algorithm {
	case "sha256":
		return 1
	case "sha384":
		return 2
	case "sha512":
		return 3
	}
	return 0
}

// StrongestIntegrityMetadata returns the hashes with the strongest algorithm:
// the only ones that count.
//
// https://w3c.github.io/webappsec-subresource-integrity/#get-the-strongest-metadata
func StrongestIntegrityMetadata(hashes []IntegrityHash) []IntegrityHash {
	strongest := 0
	for _, hash := range hashes {
		strongest = max(strongest, integrityStrength(hash.Algorithm))
	}
	var kept []IntegrityHash
	for _, hash := range hashes {
		if integrityStrength(hash.Algorithm) == strongest {
			kept = append(kept, hash)
		}
	}
	return kept
}

// BytesMatchIntegrityMetadata reports whether bytes are what metadata
// promises. Metadata in which no algorithm is known promises nothing.
//
// https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist
func BytesMatchIntegrityMetadata(bytes []byte, metadata string) bool {
	parsed := ParseIntegrityMetadata(metadata)
	for _, hash := range StrongestIntegrityMetadata(parsed) {
		if IntegrityDigest(hash.Algorithm, bytes) == hash.Value {
			return true
		}
	}
	return len(parsed) == 0
}

// IntegrityDigest applies algorithm to bytes and encodes the result in base64;
// "" for an algorithm that is not known.
//
// https://w3c.github.io/webappsec-subresource-integrity/#apply-algorithm-to-response
func IntegrityDigest(algorithm string, bytes []byte) string {
	switch algorithm {
	case "sha256":
		digest := sha256.Sum256(bytes)
		return base64.StdEncoding.EncodeToString(digest[:])
	case "sha384":
		digest := sha512.Sum384(bytes)
		return base64.StdEncoding.EncodeToString(digest[:])
	case "sha512":
		digest := sha512.Sum512(bytes)
		return base64.StdEncoding.EncodeToString(digest[:])
	}
	return ""
}
