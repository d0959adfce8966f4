package explain

import (
	"encoding/base64"
	"strconv"

	"corsplain/fetchspec"
)

// bodyOfFailed is the body whose integrity was checked.
func (console *console) bodyOfFailed() []byte {
	if console.answer == nil {
		return nil
	}
	return console.answer.Body.Bytes
}

// digest is the base64 of the body's hash by an algorithm of Subresource
// Integrity: "sha256", "sha384" or "sha512".
func (console *console) digest(algorithm string) string {
	return fetchspec.IntegrityDigest(algorithm, console.bodyOfFailed())
}

func (console *console) chromeIntegrity() []string {
	blocked := console.text("fetch.integrity", "url", console.failedURL)
	if console.failedAt("main fetch", "23.2") {
		return []string{console.text("integrity.notEligible", "url", console.failedURL), blocked}
	}
	digest := console.text("integrity.digest", "url", console.failedURL,
		"algorithm", "SHA-256", "hash", console.digest("sha256"))
	return []string{digest, blocked}
}

func (console *console) firefoxIntegrity() []string {
	strongest := fetchspec.StrongestIntegrityMetadata(fetchspec.ParseIntegrityMetadata(console.request.IntegrityMetadata))
	if len(strongest) == 0 {
		return nil
	}
	var lines []string
	for _, hash := range strongest {
		if !isDigest(hash.Value) {
			lines = append(lines, console.text("integrityUndecodable"))
		}
	}
	algorithm := strongest[0].Algorithm
	return append(lines, console.text("integrityMismatch", "algorithm", algorithm,
		"url", console.failedURL, "hash", console.digest(algorithm)))
}

// isDigest reports whether value is a digest in base64: none is shorter than
// SHA-256's 32 bytes.
func isDigest(value string) bool {
	decoded, err := base64.StdEncoding.DecodeString(value)
	return err == nil && len(decoded) >= 32
}

func (console *console) safariIntegrity() []string {
	length := strconv.Itoa(len(console.bodyOfFailed()))
	return []string{
		console.text("IntegrityMismatch", "url", console.failedURL, "length", length, "metadata", console.request.IntegrityMetadata),
		console.safariAccessControl(),
	}
}
