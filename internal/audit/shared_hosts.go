package audit

// sharedHosts are origins that whoever opens an account, mostly for nothing,
// can put a page on. The name stands for any account's.
func sharedHosts() []string {
	return []string{
		"https://" + attackerLabel + ".github.io",
		"https://" + attackerLabel + ".vercel.app",
		"https://" + attackerLabel + ".netlify.app",
		"https://" + attackerLabel + ".pages.dev",
		"https://" + attackerLabel + ".herokuapp.com",
		"https://" + attackerLabel + ".web.app",
		"https://" + attackerLabel + ".azurewebsites.net",
		"https://" + attackerLabel + ".s3.amazonaws.com",
		// Pages that run other people's scripts under one name for all.
		"https://codepen.io",
		"https://jsfiddle.net",
		"http://jsbin.com",
	}
}
