package fetchspec

import "strings"

// HeadersOnTheWire is how engine writes list into a request: one line a name,
// the values of repeats joined. The Standard leaves the form of the lines to
// HTTP, for which both ways are the same. A nil engine is the Standard.
func HeadersOnTheWire(list HeaderList, method string, engine *Engine) HeaderList {
	engine = engine.orStandard()
	if engine.FirstContentTypeLastAuthorization {
		list = pickRepeated(list)
	}
	list = joinRepeated(list)
	for i := range list {
		list[i].Value = valueOnTheWire(list[i], method, engine)
	}
	return list
}

func valueOnTheWire(header Header, method string, engine *Engine) string {
	// Departure: Blink's cache reads the range of a GET and writes its own.
	if engine.RangeDialect == RangeBlink && method == "GET" && equalFoldASCII(header.Name, "Range") {
		return rewriteRange(header.Value)
	}
	// Departure: WebKitGTK hands header values to libsoup as UTF-8.
	if engine.HeaderBytesAsUTF8 {
		return isomorphicDecode(header.Value)
	}
	return header.Value
}

// pickRepeated leaves the first Content-Type and the last Authorization.
// Departure: Gecko does so, and joins every other repeated header.
func pickRepeated(list HeaderList) HeaderList {
	var picked HeaderList
	for i, header := range list {
		switch {
		case equalFoldASCII(header.Name, "Content-Type") && picked.Contains(header.Name):
		case equalFoldASCII(header.Name, "Authorization") && list[i+1:].Contains(header.Name):
		default:
			picked = append(picked, header)
		}
	}
	return picked
}

// joinRepeated puts the values of a repeated name, joined with ", ", in the
// place of its first header. The result shares nothing with list.
func joinRepeated(list HeaderList) HeaderList {
	joined := make(HeaderList, 0, len(list))
	values := make(map[string][]string, len(list))
	for _, header := range list {
		name := lowerASCIIString(header.Name)
		if _, repeated := values[name]; !repeated {
			joined = append(joined, header)
		}
		values[name] = append(values[name], header.Value)
	}
	for i := range joined {
		joined[i].Value = strings.Join(values[lowerASCIIString(joined[i].Name)], ", ")
	}
	return joined
}

// rewriteRange writes a range that Blink can read as "bytes=START-END"; what
// it cannot read, or what has several ranges, stays as it is.
func rewriteRange(value string) string {
	unit, set, found := strings.Cut(value, "=")
	if !found || !equalFoldASCII(strings.Trim(unit, httpTabOrSpace), "bytes") {
		return value
	}
	var only string
	for element := range strings.SplitSeq(set, ",") {
		element = strings.Trim(element, httpTabOrSpace)
		if element == "" {
			continue
		}
		if only != "" {
			return value
		}
		only = element
	}
	start, end, found := strings.Cut(only, "-")
	if !found {
		return value
	}
	parsed, ok := parseRangeInDialect("bytes="+strings.Trim(start, httpTabOrSpace)+"-"+strings.Trim(end, httpTabOrSpace), RangeBlink)
	if !ok {
		return value
	}
	return "bytes=" + trimZeros(parsed.start) + "-" + trimZeros(parsed.end)
}
