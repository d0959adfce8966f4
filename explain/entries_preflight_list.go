package explain

// What is wrong with Access-Control-Allow-Methods and -Headers.
const (
	AllowMethodsUnparsable              Code = "allow-methods-unparsable"
	AllowHeadersUnparsable              Code = "allow-headers-unparsable"
	AllowMethodsMissing                 Code = "allow-methods-missing"
	AllowMethodsLacksMethod             Code = "allow-methods-lacks-method"
	AllowMethodsCase                    Code = "allow-methods-case"
	MethodCase                          Code = "method-case"
	AllowMethodsWildcardWithCredentials Code = "allow-methods-wildcard-with-credentials"
	AllowHeadersMissing                 Code = "allow-headers-missing"
	AllowHeadersLacksName               Code = "allow-headers-lacks-name"
	AllowHeadersWildcardWithCredentials Code = "allow-headers-wildcard-with-credentials"
	AuthorizationUnderWildcard          Code = "authorization-under-wildcard"
	ResponseHeaderSetOnRequest          Code = "response-header-set-on-request"
)

var preflightListEntries = []Entry{
	{
		Code: AllowMethodsUnparsable, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Methods is not a list of methods",
		Steps:   "CORS-preflight fetch, step 7.3",
		Summary: "The server at {server} sent Access-Control-Allow-Methods: {value}, which browsers cannot read as a list of methods, so the whole answer counts as a no.",
		Detail:  "One bad item spoils the list, here {item}. The header is a list of words with commas between, without quotes, brackets or semicolons.",
		Fix:     "Send a plain list: Access-Control-Allow-Methods: {list}",
	},
	{
		Code: AllowHeadersUnparsable, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Headers is not a list of names",
		Steps:   "CORS-preflight fetch, step 7.3",
		Summary: "The server at {server} sent Access-Control-Allow-Headers: {value}, which browsers cannot read as a list of header names, so the whole answer counts as a no.",
		Detail:  "One bad item spoils the list, here {item}. The header is a list of names with commas between, without quotes, brackets or semicolons.",
		Fix:     "Send a plain list: Access-Control-Allow-Headers: {list}",
	},
	{
		Code: AllowMethodsMissing, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Methods is missing",
		Steps:   "CORS-preflight fetch, step 7.5",
		Summary: "The server at {server} answered the preflight without Access-Control-Allow-Methods, which has to name {method}.",
		Detail:  "Only GET, HEAD and POST need no mention. A header called Allow does not count.",
		Fix:     "Add to the preflight answer Access-Control-Allow-Methods: {list}",
	},
	{
		Code: AllowMethodsLacksMethod, Kind: KindBlocker,
		Title:   "The method is not in the list",
		Steps:   "CORS-preflight fetch, step 7.5",
		Summary: "The server at {server} allows {value} from other origins, but not {method}.",
		Fix:     "Add {method} to the preflight answer: Access-Control-Allow-Methods: {list}",
	},
	{
		Code: AllowMethodsCase, Kind: KindBlocker,
		Title:   "The server lists the method in another case",
		Steps:   "CORS-preflight fetch, step 7.5",
		Summary: "The server at {server} allows {item}, and the request's method is {method}; methods are compared letter by letter.",
		Fix:     "Write it in upper case: Access-Control-Allow-Methods: {list}",
	},
	{
		Code: MethodCase, Kind: KindBlocker,
		Title:   "patch is not PATCH",
		Steps:   "CORS-preflight fetch, step 7.5",
		Summary: "The page asks for {method}, and {server} allows {item}; methods are compared letter by letter.",
		Detail:  "Browsers change only DELETE, GET, HEAD, OPTIONS, POST and PUT to upper case. Every other method goes out as the script wrote it.",
		Fix:     "Write the method as {item} in the page.",
	},
	{
		Code: AllowMethodsWildcardWithCredentials, Kind: KindBlocker,
		Title:   "A * for methods does not count with credentials",
		Steps:   "CORS-preflight fetch, step 7.5",
		Summary: "The server at {server} allows any method with *, but the request is made with credentials, and then * is only a method called *.",
		Fix:     "Name the methods: Access-Control-Allow-Methods: {list}",
		Cost:    "What other calls use has to be named too, for without * the list is all there is.",
	},
	{
		Code: AllowHeadersMissing, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Headers is missing",
		Steps:   "CORS-preflight fetch, step 7.6; CORS-preflight fetch, step 7.7",
		Summary: "The server at {server} answered the preflight without Access-Control-Allow-Headers, which has to name {names}.",
		Detail:  "{reason}",
		Fix:     "Add to the preflight answer Access-Control-Allow-Headers: {list}",
	},
	{
		Code: AllowHeadersLacksName, Kind: KindBlocker,
		Title:   "A request header is not in the list",
		Steps:   "CORS-preflight fetch, step 7.6; CORS-preflight fetch, step 7.7",
		Summary: "The server at {server} does not allow {names} from other origins: Access-Control-Allow-Headers says {value}.",
		Detail:  "{reason}",
		Fix:     "Add to the preflight answer what is missing: Access-Control-Allow-Headers: {list}",
	},
	{
		Code: AllowHeadersWildcardWithCredentials, Kind: KindBlocker,
		Title:   "A * for headers does not count with credentials",
		Steps:   "CORS-preflight fetch, step 7.6; CORS-preflight fetch, step 7.7",
		Summary: "The server at {server} allows any header with *, but the request is made with credentials, and then * is only a header called *.",
		Fix:     "Name the headers: Access-Control-Allow-Headers: {list}",
		Cost:    "What other calls use has to be named too, for without * the list is all there is.",
	},
	{
		Code: AuthorizationUnderWildcard, Kind: KindBlocker,
		Title:   "A * does not cover Authorization",
		Steps:   "CORS-preflight fetch, step 7.6",
		Summary: "The server at {server} allows any header with *, and by the Standard that does not cover Authorization.",
		Detail:  "Chrome, Firefox and Safari still let it pass today, and Firefox warns that it will stop.",
		Fix:     "Name it beside the star: Access-Control-Allow-Headers: {list}",
	},
	{
		Code: ResponseHeaderSetOnRequest, Kind: KindBlocker,
		Title:   "The page sends a header that only servers send",
		Steps:   "CORS-preflight fetch, step 7.7",
		Summary: "The page sends {names} with its request; that is an answer's header, and does nothing there but need the server's permission.",
		Detail:  "Only the server can allow an origin. A page cannot allow itself.",
		Fix:     "Remove {names} from the page's code.",
	},
}
