package audit

import (
	"fmt"
	"slices"
	"strings"

	"corsplain/fetchspec"
)

// syntaxFindings are about values that browsers do not understand, or that do
// nothing. One example of each is enough.
func syntaxFindings(o *observations) []Finding {
	return slices.Concat(o.neverMatching(), o.notTrue(), o.notParsable(), o.credentialsBesideWildcard())
}

func (o *observations) neverMatching() []Finding {
	for i := range o.answers {
		told := &o.answers[i]
		if why := whyNeverMatches(told); why != "" {
			return []Finding{o.finding(AllowOriginNeverMatches, SeverityLow,
				fmt.Sprintf("The server at %s sends Access-Control-Allow-Origin: %s, which %s: no page's origin is that.", o.host(), told.allowOrigin(), why),
				"pages break, but nobody gets in", []*answer{told})}
		}
	}
	return nil
}

// whyNeverMatches says why no origin that a browser sends is the value; "" if
// one can be.
func whyNeverMatches(told *answer) string {
	value := told.allowOrigin()
	switch {
	case value == "", value == "*", value == "null":
		return ""
	case len(told.response.HeaderList.Values("Access-Control-Allow-Origin")) > 1:
		return "comes in several headers"
	case strings.ContainsAny(value, ", \t"):
		return "is more than one value"
	case strings.Contains(value, "*"):
		return "has a * that is not alone"
	case !strings.Contains(value, "://"):
		return "has no scheme"
	case len(value) > longestOrigin:
		return "is longer than any origin"
	}
	if url, err := fetchspec.ParseURL(value); err == nil && url.IsHTTP() && url.Origin().String() != value {
		return "is not written as browsers write " + url.Origin().String()
	}
	if strings.HasSuffix(value, "/") {
		return "ends with a slash"
	}
	return ""
}

// notTrue is about credentials that are meant to be allowed, and are not.
func (o *observations) notTrue() []Finding {
	for i := range o.answers {
		told := &o.answers[i]
		value := told.header("Access-Control-Allow-Credentials")
		if value == "true" || value == "" || strings.EqualFold(value, "false") {
			continue
		}
		return []Finding{o.finding(AllowCredentialsNotTrue, SeverityInfo,
			fmt.Sprintf("The server at %s sends Access-Control-Allow-Credentials: %s; only true, in lower case and once, allows them.", o.host(), value),
			"it has no effect", []*answer{told})}
	}
	return nil
}

func (o *observations) notParsable() []Finding {
	names := []string{"Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Expose-Headers", "Access-Control-Max-Age"}
	for i := range o.answers {
		told := &o.answers[i]
		if told.response == nil {
			continue
		}
		for _, name := range names {
			extracted := fetchspec.ExtractHeaderListValues(name, told.response.HeaderList)
			// A negative age is understood by browsers: do not keep it.
			if !extracted.Failed || strings.HasPrefix(extracted.Bad, "-") {
				continue
			}
			return []Finding{o.finding(ListNotParsable, SeverityLow,
				fmt.Sprintf("The server at %s sends %s with %q, which is no valid value.", o.host(), name, extracted.Bad),
				"pages break, but nobody gets in", []*answer{told})}
		}
	}
	return nil
}

func (o *observations) credentialsBesideWildcard() []Finding {
	for i := range o.answers {
		told := &o.answers[i]
		if told.allowOrigin() == "*" && told.header("Access-Control-Allow-Credentials") == "true" {
			return []Finding{o.finding(CredentialsBesideWildcard, SeverityInfo,
				fmt.Sprintf("The server at %s sends Access-Control-Allow-Credentials: true beside *, which never lets in a request with credentials.", o.host()),
				"it has no effect", []*answer{told})}
		}
	}
	return nil
}
