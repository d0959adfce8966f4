package fetchspec

// CrossOriginResourcePolicyCheck reports whether a response may be used by
// another origin without CORS; nil is allowed. A nil client has no embedder
// policy.
//
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
func CrossOriginResourcePolicyCheck(origin Origin, client *Client, _ Destination, response *Response) *Failure {
	if failed := corpInternalCheck(origin, EmbedderPolicyUnsafeNone, response); failed != nil {
		return failed
	}
	if client == nil {
		return nil
	}
	// Steps 4 and 6 report to the page's own server, which alone needs the
	// destination.
	return corpInternalCheck(origin, client.EmbedderPolicy, response)
}

// corpInternalCheck is the cross-origin resource policy internal check for
// what is no navigation.
//
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
func corpInternalCheck(origin Origin, embedderPolicy EmbedderPolicy, response *Response) *Failure {
	policy, _ := response.HeaderList.Get("Cross-Origin-Resource-Policy")
	var target Origin // opaque for a response without a URL
	if url := response.URL(); url != nil {
		target = url.Origin()
	}
	switch effectiveResourcePolicy(policy, embedderPolicy, response) {
	case "same-origin":
		if !origin.SameOrigin(target) {
			return failure("cross-origin resource policy internal check", "5[2]", "Cross-Origin-Resource-Policy", response.Exchange)
		}
	case "same-site":
		secureEnough := origin.Scheme == "https" || target.Scheme != "https"
		if !SchemelesslySameSite(origin, target) || !secureEnough {
			return failure("cross-origin resource policy internal check", "5[3]", "Cross-Origin-Resource-Policy", response.Exchange)
		}
	}
	return nil
}

// effectiveResourcePolicy is steps 3 and 4; "" is the Standard's null. Values
// are compared byte for byte, so that `same-site, same-origin` is none.
func effectiveResourcePolicy(policy string, embedderPolicy EmbedderPolicy, response *Response) string {
	switch policy {
	case "same-origin", "same-site", "cross-origin":
		return policy
	}
	switch embedderPolicy {
	case EmbedderPolicyCredentialless:
		if response.RequestIncludesCredentials {
			return "same-origin"
		}
	case EmbedderPolicyRequireCORP:
		return "same-origin"
	}
	return ""
}
