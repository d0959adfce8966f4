package explain

// What is wrong with Access-Control-Allow-Credentials.
const (
	AllowCredentialsMissing  Code = "allow-credentials-missing"
	AllowCredentialsCase     Code = "allow-credentials-case"
	AllowCredentialsFalse    Code = "allow-credentials-false"
	AllowCredentialsRepeated Code = "allow-credentials-repeated"
	AllowCredentialsNotTrue  Code = "allow-credentials-not-true"
)

var allowCredentialsEntries = []Entry{
	{
		Code: AllowCredentialsMissing, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Credentials is missing",
		Steps:   "CORS check, step 8",
		Summary: "The server at {server} sent no Access-Control-Allow-Credentials, and {exchange} is made with credentials.",
		Detail:  "Preflight and answer are checked apart: both need the header.",
		Fix:     "Add Access-Control-Allow-Credentials: true",
		Cost:    "Pages at {sent} can then read what the server shows to this visitor. A server that sends back whatever origin asks has to compare it with a list first, or every page can.",
	},
	{
		Code: AllowCredentialsCase, Kind: KindBlocker,
		Title:   "True is not true",
		Steps:   "CORS check, step 8",
		Summary: "The server at {server} sent Access-Control-Allow-Credentials: {value}, and browsers accept only true, in lower case.",
		Detail:  "A boolean of Python or C# was printed as it is.",
		Fix:     "Write it in lower case: Access-Control-Allow-Credentials: true",
	},
	{
		Code: AllowCredentialsFalse, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Credentials: false",
		Steps:   "CORS check, step 8",
		Summary: "The server at {server} sent Access-Control-Allow-Credentials: false, so it takes no credentials from other origins.",
		Fix:     "Switch credentials on in the server's CORS settings: Access-Control-Allow-Credentials: true",
		Cost:    "Pages at {sent} can then read what the server shows to this visitor. A server that sends back whatever origin asks has to compare it with a list first, or every page can.",
	},
	{
		Code: AllowCredentialsRepeated, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Credentials is sent twice",
		Steps:   "CORS check, step 8",
		Summary: "The answer from {server} has Access-Control-Allow-Credentials {count}, which browsers read as {value}, and that is not true.",
		Detail:  "Two layers both add it, usually the application and a proxy in front.",
		Fix:     "Let one layer handle CORS. One line has to be left: Access-Control-Allow-Credentials: true",
	},
	{
		Code: AllowCredentialsNotTrue, Kind: KindBlocker,
		Title:   "Access-Control-Allow-Credentials is not true",
		Steps:   "CORS check, step 8",
		Summary: "The server at {server} sent Access-Control-Allow-Credentials: {value}, and browsers accept only true.",
		Fix:     "Write exactly Access-Control-Allow-Credentials: true",
	},
}
