package explain

import "corsplain/fetchspec"

// classify refines the step at which the Standard gave up into the one cause
// that a person can act on. It reads the trace and decides nothing: whatever
// it says, the verdict stands. It returns "" for a step that it does not know,
// which a test keeps from happening.
func (scene *scene) classify() Code {
	switch scene.failure.Step.Algorithm {
	case "CORS check":
		return scene.probedRefusal(scene.classifyCORSCheck())
	case "CORS-preflight fetch":
		return scene.probedRefusal(scene.classifyPreflight())
	case "HTTP-network fetch":
		return scene.classifyNetwork()
	case "HTTP-redirect fetch":
		return scene.classifyRedirect()
	case "HTTP fetch":
		return scene.classifyRedirectMode()
	case "HTTP-network-or-cache fetch":
		return scene.classifyNetworkOrCache()
	case "main fetch":
		return scene.classifyMainFetch()
	case "scheme fetch":
		return scene.classifySchemeFetch()
	case "cross-origin resource policy internal check":
		return scene.classifyResourcePolicy()
	case "fetch a classic script", "default fetch and process the linked resource", "process this type of linked resource":
		return scene.classifyElement()
	}
	return scene.classifyAPI()
}

// at reports whether the fetch gave up at this number of its algorithm.
func (scene *scene) at(number string) bool { return scene.failure.Step.Number == number }

// subjectURL takes a failure's subject as a URL; nil if it is none.
func (scene *scene) subjectURL() *fetchspec.URL {
	url, err := fetchspec.ParseURL(scene.failure.Subject)
	if err != nil {
		return nil
	}
	return url
}
