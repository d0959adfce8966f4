package curl

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Cookie is a line of a cookie file in the Netscape format.
type Cookie struct {
	Domain   string // without a leading dot
	HostOnly bool
	Path     string
	Secure   bool
	HTTPOnly bool
	Expires  int64 // seconds since 1970; 0 for a session cookie
	Name     string
	Value    string
	// SameSite is "none", "lax" or "strict"; "" if the file does not say. The
	// format knows nothing of it: WriteCookieFile says it in a comment above
	// the cookie, which curl skips.
	SameSite string
}

// A CookieFile is what a file for -b holds.
type CookieFile struct {
	Cookies []Cookie
	// SetCookies are the values of Set-Cookie lines, of whatever host is
	// asked.
	SetCookies []string
}

// ParseCookieFile reads a file for -b: lines in the Netscape format, or
// header lines of which the Set-Cookie ones count.
func ParseCookieFile(content []byte) (CookieFile, error) {
	var file CookieFile
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, len(content)+1)
	sameSite := ""
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimRight(lines.Text(), "\r")
		if value, found := setCookieValue(line); found {
			file.SetCookies = append(file.SetCookies, value)
			continue
		}
		if value, found := strings.CutPrefix(line, sameSitePrefix); found {
			sameSite = sameSiteOf(value)
			continue
		}
		httpOnly := strings.HasPrefix(line, httpOnlyPrefix)
		line = strings.TrimPrefix(line, httpOnlyPrefix)
		if line == "" || line[0] == '#' || !strings.Contains(line, "\t") {
			continue
		}
		cookie, err := parseCookieLine(line)
		if err != nil {
			return CookieFile{}, fmt.Errorf("line %d: %w", number, err)
		}
		cookie.HTTPOnly, cookie.SameSite = httpOnly, sameSite
		sameSite = ""
		file.Cookies = append(file.Cookies, cookie)
	}
	return file, nil
}

const (
	httpOnlyPrefix = "#HttpOnly_"
	sameSitePrefix = "# SameSite="
)

func sameSiteOf(value string) string {
	switch value := strings.ToLower(value); value {
	case "none", "lax", "strict":
		return value
	}
	return ""
}

func setCookieValue(line string) (string, bool) {
	name, value, found := strings.Cut(line, ":")
	return strings.TrimSpace(value), found && strings.EqualFold(name, "Set-Cookie")
}

func parseCookieLine(line string) (Cookie, error) {
	// The value is the rest of the line, tabs and all.
	fields := strings.SplitN(line, "\t", 7)
	// curl writes an empty value as no field at all.
	if len(fields) == 6 {
		fields = append(fields, "")
	}
	if len(fields) != 7 {
		return Cookie{}, fmt.Errorf("a cookie has 7 fields with tabs between them; this line has %d", len(fields))
	}
	expires, err := strconv.ParseInt(fields[4], 10, 64)
	if err != nil {
		return Cookie{}, fmt.Errorf("the fifth field is the time of expiry in seconds, not %q", fields[4])
	}
	return Cookie{
		Domain:   strings.TrimPrefix(fields[0], "."),
		HostOnly: !strings.EqualFold(fields[1], "TRUE"),
		Path:     fields[2],
		Secure:   strings.EqualFold(fields[3], "TRUE"),
		Expires:  expires,
		Name:     fields[5],
		Value:    fields[6],
	}, nil
}

// WriteCookieFile writes cookies in the Netscape format, as -c does. A name
// with a tab cannot be written, and is left out.
func WriteCookieFile(w io.Writer, cookies []Cookie) error {
	out := bufio.NewWriter(w)
	out.WriteString("# Netscape HTTP Cookie File\n\n")
	for _, cookie := range cookies {
		if strings.Contains(cookie.Name, "\t") {
			continue
		}
		if cookie.SameSite != "" {
			fmt.Fprintf(out, "%s%s\n", sameSitePrefix, cookie.SameSite)
		}
		prefix, domain := "", cookie.Domain
		if cookie.HTTPOnly {
			prefix = httpOnlyPrefix
		}
		if !cookie.HostOnly {
			domain = "." + domain
		}
		fmt.Fprintf(out, "%s%s\t%s\t%s\t%s\t%d\t%s\t%s\n", prefix, domain, upperBool(!cookie.HostOnly),
			cookie.Path, upperBool(cookie.Secure), cookie.Expires, cookie.Name, cookie.Value)
	}
	return out.Flush()
}

func upperBool(b bool) string { return strings.ToUpper(strconv.FormatBool(b)) }
