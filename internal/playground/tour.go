package playground

// Tour returns the endpoints that the demo diagnoses, in its order: one that
// is allowed, then the mistakes that people meet most.
func Tour() []Endpoint {
	var tour []Endpoint
	for _, path := range []string{
		"/right/preflight",
		"/wrong/method",
		"/wrong/wildcard-with-cookies",
		"/wrong/login-first",
		"/wrong/error-without-headers",
		"/wrong/tainted",
	} {
		for _, endpoint := range Endpoints() {
			if endpoint.Path == path {
				tour = append(tour, endpoint)
			}
		}
	}
	return tour
}
