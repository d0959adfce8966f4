package explain

import (
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// The kinds of PreflightReason.
const (
	reasonMethod         = "method"
	reasonHeader         = "header"
	reasonHeadersSize    = "headers-size"
	reasonStream         = "stream"
	reasonUploadListener = "upload-listener"
)

// preflightNeed says whether the browser had to ask first, and why. The fetch
// has decided that; here it is only put into words.
func preflightNeed(trace *fetchspec.Trace) PreflightNeed {
	var need PreflightNeed
	for _, decision := range trace.Decisions {
		if decision.Step.Algorithm != "HTTP fetch" || decision.Step.Number != "4.1" {
			continue
		}
		need.Needed = true
		need.FromCache = need.FromCache || decision.Outcome == "cached"
	}
	if need.Needed {
		need.Reasons = preflightReasons(trace.Start.Request, &trace.Start.Engine)
	}
	return need
}

// preflightReasons are all that make a request need a preflight.
func preflightReasons(request *fetchspec.Request, engine *fetchspec.Engine) []PreflightReason {
	if request == nil {
		return nil
	}
	var reasons []PreflightReason
	if !fetchspec.IsCORSSafelistedMethod(request.Method) {
		reasons = append(reasons, PreflightReason{
			Kind: reasonMethod, Name: request.Method, Why: "the method is " + shownValue(request.Method) + ", not GET, HEAD or POST",
		})
	}
	reasons = append(reasons, headerReasons(request.HeaderList, engine)...)
	if request.Body != nil && request.Body.Stream {
		reasons = append(reasons, PreflightReason{Kind: reasonStream, Why: "the body is a stream, which no form can send"})
	}
	if request.UploadListeners && request.UseCORSPreflight {
		reasons = append(reasons, PreflightReason{
			Kind: reasonUploadListener, Why: "the script listens to the upload's progress, which would tell it whether the server is there",
		})
	}
	return reasons
}

func headerReasons(list fetchspec.HeaderList, engine *fetchspec.Engine) []PreflightReason {
	var reasons []PreflightReason
	told := map[fetchspec.Header]bool{}
	for i, reason := range fetchspec.CORSUnsafeReasons(list, engine) {
		header := list[i]
		kind, key := reasonHeader, fetchspec.Header{Name: strings.ToLower(header.Name), Value: header.Value}
		if reason.Kind == fetchspec.UnsafeTotalLength {
			// The sum of all headers is told once, and so is a header that repeats.
			kind, key = reasonHeadersSize, fetchspec.Header{}
		}
		if reason.Kind == fetchspec.UnsafeNothing || told[key] {
			continue
		}
		told[key] = true
		reasons = append(reasons, PreflightReason{Kind: kind, Name: header.Name, Value: header.Value, Why: headerWhy(header, reason)})
	}
	return reasons
}

// headerWhy is why a header makes the browser ask first.
func headerWhy(header fetchspec.Header, reason fetchspec.UnsafeReason) string {
	switch reason.Kind {
	case fetchspec.UnsafeName:
		return header.Name + " is a header that no form can send"
	case fetchspec.UnsafeLength:
		return header.Name + " is " + strconv.Itoa(reason.Length) + " bytes long, more than " + strconv.Itoa(reason.Limit)
	case fetchspec.UnsafeMIMEType:
		return header.Name + ": " + shownValue(reason.Essence) + " is not one of the three types that forms can send"
	case fetchspec.UnsafeNoMIMEType:
		return header.Name + " says no type that forms can send"
	case fetchspec.UnsafeByte:
		return header.Name + " has the character " + characterName(header.Value, reason.Index) + ", which forms cannot send there"
	case fetchspec.UnsafeComma:
		return header.Name + " names two types"
	case fetchspec.UnsafeRange:
		return header.Name + " asks for something else than one range with a start"
	case fetchspec.UnsafeTotalLength:
		return "the safe headers are " + strconv.Itoa(reason.Length) + " bytes long together, more than " + strconv.Itoa(reason.Limit)
	}
	return header.Name + " needs the server's permission"
}

// characterName is a byte as people read it.
func characterName(value string, index int) string {
	if index < 0 || index >= len(value) {
		return "that it ends with"
	}
	if c := value[index]; c > ' ' && c < 0x7F {
		return strconv.Quote(string(rune(c)))
	}
	return "0x" + strconv.FormatInt(int64(value[index]), 16)
}
