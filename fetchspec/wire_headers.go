package fetchspec

import "strings"

// HeadersOnTheWire is how engine writes the request's headers: one line a
// name, the values of repeats joined. The Standard leaves the form of the lines
// to HTTP, for which both ways are the same. A nil engine is the Standard.
func HeadersOnTheWire(request *Request, engine *Engine) HeaderList {
	engine = engine.orStandard()
	list := request.HeaderList
	if engine.FirstContentTypeLastAuthorization {
		list = pickRepeated(list, request.Body != nil)
	}
	list = joinRepeated(list)
	for i := range list {
		list[i].Value = valueOnTheWire(list[i], request.Method, engine)
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

// pickRepeated leaves one Content-Type and one Authorization. Departure: Gecko
// sends the first Content-Type with a body, the last without one, and the last
// Authorization; it joins every other repeated header.
func pickRepeated(list HeaderList, hasBody bool) HeaderList {
	var picked HeaderList
	for i, header := range list {
		isType := equalFoldASCII(header.Name, "Content-Type")
		lastOnly := equalFoldASCII(header.Name, "Authorization") || isType && !hasBody
		switch {
		case lastOnly && list[i+1:].Contains(header.Name):
		case isType && hasBody && picked.Contains(header.Name):
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
