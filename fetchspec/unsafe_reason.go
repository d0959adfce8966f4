package fetchspec

import "strings"

// An UnsafeKind is the rule by which a header needs a preflight.
type UnsafeKind string

// The rules, in the order in which they are looked at.
const (
	UnsafeNothing     UnsafeKind = ""             // the header is safe
	UnsafeName        UnsafeKind = "name"         // the name is not on the safelist
	UnsafeLength      UnsafeKind = "length"       // the value is longer than 128 bytes
	UnsafeByte        UnsafeKind = "byte"         // the value has an unsafe byte, at Index
	UnsafeMIMEType    UnsafeKind = "mime-type"    // the MIME type is Essence, none that a form can send
	UnsafeNoMIMEType  UnsafeKind = "no-mime-type" // the value is no MIME type
	UnsafeComma       UnsafeKind = "comma"        // the value has a comma, at Index (Gecko)
	UnsafeRange       UnsafeKind = "range"        // the value is no single range with a start
	UnsafeTotalLength UnsafeKind = "total-length" // all safelisted values together are longer than 1024 bytes
)

// An UnsafeReason says why a header needs a preflight; the zero value is that
// it needs none.
type UnsafeReason struct {
	Kind UnsafeKind
	// Index is the byte of the value that an UnsafeByte or UnsafeComma is at.
	Index int
	// Length is the bytes counted by an UnsafeLength or UnsafeTotalLength, and
	// Limit the most that is allowed.
	Length, Limit int
	// Essence is the type and subtype of an UnsafeMIMEType, in lower case.
	Essence string
}

// CORSUnsafeReasons says of each header of list why engine asks first for it. A
// nil engine is the Standard.
func CORSUnsafeReasons(list HeaderList, engine *Engine) []UnsafeReason {
	engine = engine.orStandard()
	joined := joinedForSafelist(list, engine)
	values := make(map[string]string, len(joined))
	for _, header := range joined {
		values[lowerASCIIString(header.Name)] = header.Value
	}
	total := safelistValueSize(joined, engine)
	tooMuch := total > safelistedValueTotalLimit && !engine.NoTotalSizeLimit
	reasons := make([]UnsafeReason, len(list))
	for i, header := range list {
		if engine.JoinsBeforeSafelist {
			header.Value = values[lowerASCIIString(header.Name)]
		}
		reasons[i] = unsafeReason(header.Name, header.Value, engine)
		switch {
		case reasons[i].Kind == UnsafeMIMEType:
			mimeType, _ := ParseMIMEType(header.Value)
			reasons[i].Essence = mimeType.Essence()
		case reasons[i].Kind == UnsafeNothing && tooMuch:
			reasons[i] = UnsafeReason{Kind: UnsafeTotalLength, Length: total, Limit: safelistedValueTotalLimit}
		}
	}
	return reasons
}

// unsafeReason is the CORS-safelisted request-header algorithm for one header.
// It makes no copies: Essence is left to CORSUnsafeReasons. The name is looked
// at before the length, so that the reason given is the one that a shorter
// value would not mend.
func unsafeReason(name, value string, engine *Engine) UnsafeReason {
	rule := ruleForValuesOf(name, engine)
	if rule != noSuchName && len(value) > safelistedValueLimit {
		return UnsafeReason{Kind: UnsafeLength, Length: len(value), Limit: safelistedValueLimit}
	}
	switch rule {
	case noSuchName:
		return UnsafeReason{Kind: UnsafeName}
	case acceptRule:
		return unsafeAccept(value, engine)
	case languageRule:
		return unsafeLanguage(value)
	case contentTypeRule:
		return unsafeContentType(value, engine)
	case rangeRule:
		return unsafeRange(value, engine)
	}
	return UnsafeReason{}
}

// A valueRule is what the value of a safelisted name has to be.
type valueRule int

const (
	noSuchName valueRule = iota // the name is not on the safelist
	anyValue
	acceptRule
	languageRule
	contentTypeRule
	rangeRule
)

func ruleForValuesOf(name string, engine *Engine) valueRule {
	switch {
	case equalFoldASCII(name, "accept"):
		return acceptRule
	case equalFoldASCII(name, "accept-language"), equalFoldASCII(name, "content-language"):
		return languageRule
	case equalFoldASCII(name, "content-type"):
		return contentTypeRule
	case equalFoldASCII(name, "range"):
		return rangeRule
	// Departure: Blink sends its client hints, and Intervention, whatever they
	// say.
	case containsFoldASCII(engine.ExtraSafelistedNames, name):
		return anyValue
	}
	return noSuchName
}

func unsafeAccept(value string, engine *Engine) UnsafeReason {
	for i := 0; i < len(value); i++ {
		// Departure: Gecko takes bytes above 0x7F as unsafe.
		if IsCORSUnsafeRequestHeaderByte(value[i]) || engine.NonASCIIUnsafe && value[i] > 0x7F {
			return UnsafeReason{Kind: UnsafeByte, Index: i}
		}
	}
	return UnsafeReason{}
}

func unsafeLanguage(value string) UnsafeReason {
	for i := 0; i < len(value); i++ {
		if !isLanguageByte(value[i]) {
			return UnsafeReason{Kind: UnsafeByte, Index: i}
		}
	}
	return UnsafeReason{}
}

func unsafeContentType(value string, engine *Engine) UnsafeReason {
	if reason := unsafeAccept(value, engine); reason.Kind != UnsafeNothing {
		return reason
	}
	kind, subtype, _, ok := splitMIMEType(value)
	if !ok {
		return UnsafeReason{Kind: UnsafeNoMIMEType}
	}
	if !isFormMIMEType(kind, subtype) {
		return UnsafeReason{Kind: UnsafeMIMEType}
	}
	// Departure: Gecko allows one MIME type in the whole value.
	if comma := strings.IndexByte(value, ','); comma >= 0 && engine.CommaInContentTypeUnsafe {
		return UnsafeReason{Kind: UnsafeComma, Index: comma}
	}
	return UnsafeReason{}
}

// isFormMIMEType reports whether the essence is one of the three that an HTML
// form could send to any server before there was CORS.
func isFormMIMEType(kind, subtype string) bool {
	return equalFoldASCII(kind, "application") && equalFoldASCII(subtype, "x-www-form-urlencoded") ||
		equalFoldASCII(kind, "multipart") && equalFoldASCII(subtype, "form-data") ||
		equalFoldASCII(kind, "text") && equalFoldASCII(subtype, "plain")
}

func unsafeRange(value string, engine *Engine) UnsafeReason {
	parsed, ok := parseRangeInDialect(value, engine.RangeDialect)
	if !ok || parsed.start == "" {
		return UnsafeReason{Kind: UnsafeRange}
	}
	return UnsafeReason{}
}
