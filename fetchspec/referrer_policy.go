package fetchspec

import "strings"

// A ReferrerPolicy says how much of a page's address its requests tell; the
// zero value is the empty string, which leaves it to the page's own policy.
//
// https://w3c.github.io/webappsec-referrer-policy/#referrer-policy
type ReferrerPolicy string

// The referrer policies.
const (
	ReferrerPolicyEmpty                       ReferrerPolicy = ""
	ReferrerPolicyNoReferrer                  ReferrerPolicy = "no-referrer"
	ReferrerPolicyNoReferrerWhenDowngrade     ReferrerPolicy = "no-referrer-when-downgrade"
	ReferrerPolicySameOrigin                  ReferrerPolicy = "same-origin"
	ReferrerPolicyOrigin                      ReferrerPolicy = "origin"
	ReferrerPolicyStrictOrigin                ReferrerPolicy = "strict-origin"
	ReferrerPolicyOriginWhenCrossOrigin       ReferrerPolicy = "origin-when-cross-origin"
	ReferrerPolicyStrictOriginWhenCrossOrigin ReferrerPolicy = "strict-origin-when-cross-origin"
	ReferrerPolicyUnsafeURL                   ReferrerPolicy = "unsafe-url"
)

// DefaultReferrerPolicy is the policy of a page that has none.
//
// https://w3c.github.io/webappsec-referrer-policy/#default-referrer-policy
const DefaultReferrerPolicy = ReferrerPolicyStrictOriginWhenCrossOrigin

// IsReferrerPolicy reports whether policy is one of the policies, the empty
// string among them.
func (policy ReferrerPolicy) IsReferrerPolicy() bool {
	switch policy {
	case ReferrerPolicyEmpty, ReferrerPolicyNoReferrer, ReferrerPolicyNoReferrerWhenDowngrade,
		ReferrerPolicySameOrigin, ReferrerPolicyOrigin, ReferrerPolicyStrictOrigin,
		ReferrerPolicyOriginWhenCrossOrigin, ReferrerPolicyStrictOriginWhenCrossOrigin, ReferrerPolicyUnsafeURL:
		return true
	}
	return false
}

// ParseReferrerPolicy returns the last policy in the Referrer-Policy headers;
// "" if there is none. Tokens that are no policy are for newer browsers, and
// ignored.
//
// https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header
func ParseReferrerPolicy(list HeaderList) ReferrerPolicy {
	value, _ := list.Get("Referrer-Policy")
	policy := ReferrerPolicyEmpty
	for token := range strings.SplitSeq(value, ",") {
		token = lowerASCIIString(strings.Trim(token, httpTabOrSpace))
		if token != "" && ReferrerPolicy(token).IsReferrerPolicy() {
			policy = ReferrerPolicy(token)
		}
	}
	return policy
}

// SetRequestsReferrerPolicyOnRedirect gives the request the policy that a
// redirect came with, if any.
//
// https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect
func SetRequestsReferrerPolicyOnRedirect(request *Request, response *Response) {
	if policy := ParseReferrerPolicy(response.HeaderList); policy != ReferrerPolicyEmpty {
		request.ReferrerPolicy = policy
	}
}
