package fetchspec

// ExtractMIMEType makes of all Content-Type headers one MIME type: the last
// that can be parsed, with the charset that came before it for the same
// essence. ok is false for the Standard's failure.
//
// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
func ExtractMIMEType(headers HeaderList) (mimeType MIMEType, ok bool) {
	values, present := GetDecodeAndSplit("Content-Type", headers)
	if !present {
		return MIMEType{}, false
	}
	var essence, charset string
	var hasCharset bool
	for _, value := range values {
		parsed, parses := ParseMIMEType(value)
		if !parses || parsed.Essence() == "*/*" {
			continue
		}
		mimeType, ok = parsed, true
		own, hasOwn := parsed.Parameter("charset")
		switch {
		case parsed.Essence() != essence:
			essence, charset, hasCharset = parsed.Essence(), own, hasOwn
		case !hasOwn && hasCharset:
			mimeType = parsed.withParameter("charset", charset)
		}
	}
	return mimeType, ok
}
