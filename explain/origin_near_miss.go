package explain

import (
	"strings"

	"corsplain/fetchspec"
)

// A nearMiss says how an Access-Control-Allow-Origin value differs from the
// origin that was asked for.
type nearMiss struct {
	code  Code
	marks []Mark // the bytes of the value that are wrong
	note  string
}

// compareOrigins names the difference between a value and the origin that a
// browser compared it with. They differ: the CORS check has said so.
func compareOrigins(value, origin string) nearMiss {
	switch {
	case value == "*":
		return nearMiss{code: AllowOriginWildcardWithCredentials, marks: wholeValue(value)}
	case value == "":
		return nearMiss{code: AllowOriginEmpty}
	case value == "null":
		return nearMiss{code: AllowOriginNull, marks: wholeValue(value)}
	}
	if miss, found := compareText(value); found {
		return miss
	}
	return compareParts(value, origin)
}

// compareText finds what is no single origin by its text alone.
func compareText(value string) (nearMiss, bool) {
	if isPlaceholder(value) {
		return nearMiss{code: AllowOriginPlaceholder, marks: wholeValue(value)}, true
	}
	if at := strings.IndexAny(value, `"'<>{}`); at >= 0 || strings.HasPrefix(value, `["`) || strings.HasPrefix(value, "['") {
		return nearMiss{code: AllowOriginQuoted, marks: []Mark{{max(at, 0), max(at, 0) + 1}}}, true
	}
	if isRegularExpression(value) {
		return nearMiss{code: AllowOriginRegularExpression, marks: wholeValue(value)}, true
	}
	if at := strings.IndexAny(value, ", ;|"); at >= 0 {
		if strings.Contains(value, "://") && strings.Trim(value[at:], ", ;|") != "" {
			return nearMiss{code: AllowOriginList, marks: []Mark{{at, at + 1}}}, true
		}
		return nearMiss{code: AllowOriginNotAnOrigin, marks: []Mark{{at, at + 1}}}, true
	}
	if at := strings.IndexByte(value, '*'); at >= 0 {
		return nearMiss{code: wildcardCode(value, at), marks: []Mark{{at, at + 1}}}, true
	}
	return nearMiss{}, false
}

// isPlaceholder reports whether a value is a variable's name, or what a
// language prints for nothing.
func isPlaceholder(value string) bool {
	switch value {
	case "undefined", "None", "nil", "NULL", "Null", "NaN", "[object Object]", "$http_origin", "$origin", "%{Origin}i", "%{HTTP_ORIGIN}e", "<origin>", "ORIGIN", "origin":
		return true
	}
	for _, brackets := range [...][2]string{{"${", "}"}, {"{{", "}}"}, {"#{", "}"}, {"%{", "}"}, {"<%", "%>"}} {
		_, rest, found := strings.Cut(value, brackets[0])
		if found && strings.Contains(rest, brackets[1]) {
			return true
		}
	}
	return strings.HasPrefix(value, "$") && !strings.Contains(value, "://") ||
		len(value) > 2 && strings.HasPrefix(value, "%") && strings.HasSuffix(value, "%")
}

// isRegularExpression reports whether a value has what only expressions have.
func isRegularExpression(value string) bool {
	return strings.HasPrefix(value, "^") || strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "//") ||
		strings.HasSuffix(value, "$") || strings.Contains(value, `\`) ||
		strings.Contains(value, ".*") || strings.Contains(value, ".+") || strings.Contains(value, "(")
}

// wildcardCode tells `https://*.example.com` from other stars.
func wildcardCode(value string, at int) Code {
	if at+1 < len(value) && value[at+1] == '.' {
		return AllowOriginWildcardSubdomain
	}
	return AllowOriginWildcardPart
}

// originParts are the pieces of a value that looks like an origin, with their
// places in it.
type originParts struct {
	scheme     string
	authority  Mark // user information, host and port
	host, port Mark // port without its colon; empty for none
	rest       Mark // path, query and fragment
	hasScheme  bool
}

func splitOrigin(value string) originParts {
	var parts originParts
	start := 0
	if at := strings.Index(value, "://"); at > 0 {
		parts.scheme, parts.hasScheme, start = value[:at], true, at+len("://")
	} else if strings.HasPrefix(value, "//") {
		start = len("//")
	}
	end := len(value)
	if at := strings.IndexAny(value[start:], "/?#"); at >= 0 {
		end = start + at
	}
	parts.authority, parts.rest = Mark{start, end}, Mark{end, len(value)}
	hostStart := start + strings.LastIndexByte(value[start:end], '@') + 1
	parts.host, parts.port = Mark{hostStart, end}, Mark{end, end}
	colon := strings.LastIndexByte(value[hostStart:end], ':')
	bracket := strings.LastIndexByte(value[hostStart:end], ']')
	if colon > bracket {
		parts.host.End = hostStart + colon
		parts.port = Mark{hostStart + colon + 1, end}
	}
	return parts
}

func (mark Mark) of(value string) string { return value[mark.Start:mark.End] }

func (mark Mark) isEmpty() bool { return mark.Start >= mark.End }

// compareParts compares what parses as an origin piece by piece: the piece
// that differs most gives the code.
func compareParts(value, origin string) nearMiss {
	parts := splitOrigin(value)
	if !parts.hasScheme {
		return compareBareHost(value, origin, parts)
	}
	url, err := fetchspec.ParseURL(value)
	if err != nil || url.Host() == "" {
		return nearMiss{code: AllowOriginNotAnOrigin, marks: wholeValue(value)}
	}
	wanted := splitOrigin(origin)
	if host := wanted.host.of(origin); url.Host() != host {
		return nearMiss{code: hostCode(url.Host(), host), marks: []Mark{parts.host}}
	}
	if strings.ToLower(parts.scheme) != wanted.scheme {
		return nearMiss{code: AllowOriginWrongScheme, marks: []Mark{{0, len(parts.scheme)}}}
	}
	if url.Port() != originPort(origin) {
		return nearMiss{code: AllowOriginWrongPort, marks: portMarks(parts)}
	}
	return compareSpelling(value, parts)
}

// compareSpelling is for a value whose origin is the right one: it is only
// written otherwise.
func compareSpelling(value string, parts originParts) nearMiss {
	switch {
	case parts.rest.of(value) == "/":
		return nearMiss{code: AllowOriginTrailingSlash, marks: []Mark{parts.rest}}
	case !parts.rest.isEmpty():
		return nearMiss{code: AllowOriginWithPath, marks: []Mark{parts.rest}}
	case parts.host.Start > parts.authority.Start:
		return nearMiss{code: AllowOriginNotAnOrigin, marks: []Mark{{parts.authority.Start, parts.host.Start}}}
	case !isASCII(parts.host.of(value)):
		return nearMiss{code: AllowOriginUnicodeHost, marks: []Mark{parts.host}}
	case strings.ToLower(value) != value:
		return nearMiss{code: AllowOriginCase, marks: upperCaseMarks(value)}
	case !parts.port.isEmpty():
		return nearMiss{code: AllowOriginDefaultPort, marks: []Mark{{parts.port.Start - 1, parts.port.End}}}
	}
	return nearMiss{code: AllowOriginNotAnOrigin, marks: wholeValue(value)}
}

// compareBareHost is for a value without a scheme.
func compareBareHost(value, origin string, parts originParts) nearMiss {
	host := strings.ToLower(parts.host.of(value))
	wanted := splitOrigin(origin)
	looksLikeHost := strings.ContainsAny(host, ".:") || host == "localhost" || host == wanted.host.of(origin)
	if !looksLikeHost || strings.ContainsAny(host, "()=") {
		return nearMiss{code: AllowOriginNotAnOrigin, marks: wholeValue(value)}
	}
	return nearMiss{code: AllowOriginWithoutScheme, marks: wholeValue(value), note: "no scheme"}
}

func hostCode(host, wanted string) Code {
	switch {
	case isLoopbackName(host) && isLoopbackName(wanted):
		return AllowOriginLocalhostAlias
	case host == "www."+wanted, "www."+host == wanted:
		return AllowOriginWWW
	}
	return AllowOriginOther
}

// isLoopbackName reports whether a serialized host is the machine itself.
func isLoopbackName(host string) bool {
	return host == "localhost" || host == "[::1]" || host == "0.0.0.0" || strings.HasPrefix(host, "127.") || strings.HasSuffix(host, ".localhost")
}

// originPort is the port in use of a serialized origin.
func originPort(origin string) int {
	url, err := fetchspec.ParseURL(origin)
	if err != nil {
		return 0
	}
	return url.Port()
}

// portMarks marks the port, or the end of the host where it is missing.
func portMarks(parts originParts) []Mark {
	if parts.port.isEmpty() {
		return []Mark{parts.host}
	}
	return []Mark{parts.port}
}

func upperCaseMarks(value string) []Mark {
	var marks []Mark
	for i := range len(value) {
		if 'A' <= value[i] && value[i] <= 'Z' {
			if last := len(marks) - 1; last >= 0 && marks[last].End == i {
				marks[last].End = i + 1
				continue
			}
			marks = append(marks, Mark{i, i + 1})
		}
	}
	return marks
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
