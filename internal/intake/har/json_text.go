package har

import "encoding/json"

// appendJSONText writes a text as JSON.
func appendJSONText(out []byte, text string) []byte {
	encoded, err := json.Marshal(text)
	if err != nil {
		return append(out, `""`...)
	}
	return append(out, encoded...)
}
