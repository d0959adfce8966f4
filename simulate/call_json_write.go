package simulate

import (
	"cmp"
	"encoding/json"
	"unicode/utf8"
)

// MarshalJSON writes the request object; fields that have their default are
// left out. Reading it back gives the same call, but for what the object has no
// fields for: Boundary, Initiator, Refused and RefusedHeader.
func (call Call) MarshalJSON() ([]byte, error) {
	written := callObject{
		ID: call.ID, URL: call.URL, Page: call.Page, Origin: call.Origin, Method: call.Method,
		BodyType: call.BodyType, BlobType: call.BlobType,
		Mode: call.Mode, Credentials: call.Credentials, Redirect: call.Redirect, Cache: call.Cache,
		Referrer: call.Referrer, ReferrerPolicy: call.ReferrerPolicy, Integrity: call.Integrity, Keepalive: call.Keepalive,
		API: call.API, WithCredentials: call.WithCredentials, UploadListeners: call.UploadListeners,
		Destination: call.Destination, EmbedderPolicy: call.EmbedderPolicy, Cookies: call.Cookies,
		TimeoutMs: call.TimeoutMs, BodyTimeoutMs: call.BodyTimeoutMs, Op: call.Op, Cookie: call.Cookie,
	}
	for _, header := range call.Headers {
		written.Headers = append(written.Headers, [2]string{codeUnits(header.Name), codeUnits(header.Value)})
	}
	switch {
	case call.Body == nil:
	case utf8.Valid(call.Body):
		text := string(call.Body)
		written.Body = &text
	default:
		// In base64 a body without a type would be read as bytes.
		written.BodyBase64, written.BodyType = call.Body, cmp.Or(call.BodyType, BodyText)
	}
	return json.Marshal(written)
}

// A callObject is the request object as it is written.
type callObject struct {
	ID              json.RawMessage `json:"id,omitempty"`
	URL             string          `json:"url,omitempty"`
	Page            string          `json:"page,omitempty"`
	Origin          string          `json:"origin,omitempty"`
	Method          string          `json:"method,omitempty"`
	Headers         [][2]string     `json:"headers,omitempty"`
	Body            *string         `json:"body,omitempty"`
	BodyBase64      []byte          `json:"bodyBase64,omitempty"`
	BodyType        BodyType        `json:"bodyType,omitempty"`
	BlobType        string          `json:"blobType,omitempty"`
	Mode            string          `json:"mode,omitempty"`
	Credentials     string          `json:"credentials,omitempty"`
	Redirect        string          `json:"redirect,omitempty"`
	Cache           string          `json:"cache,omitempty"`
	Referrer        *string         `json:"referrer,omitempty"`
	ReferrerPolicy  string          `json:"referrerPolicy,omitempty"`
	Integrity       string          `json:"integrity,omitempty"`
	Keepalive       bool            `json:"keepalive,omitempty"`
	API             API             `json:"api,omitempty"`
	WithCredentials bool            `json:"withCredentials,omitempty"`
	UploadListeners bool            `json:"uploadListeners,omitempty"`
	Destination     string          `json:"destination,omitempty"`
	EmbedderPolicy  string          `json:"embedderPolicy,omitempty"`
	Cookies         []string        `json:"cookies,omitempty"`
	TimeoutMs       int             `json:"timeoutMs,omitempty"`
	BodyTimeoutMs   int             `json:"bodyTimeoutMs,omitempty"`
	Op              string          `json:"op,omitempty"`
	Cookie          string          `json:"cookie,omitempty"`
}

// codeUnits makes one code unit of each byte.
func codeUnits(text string) string {
	units := make([]rune, len(text))
	for i := range len(text) {
		units[i] = rune(text[i])
	}
	return string(units)
}
