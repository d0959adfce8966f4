// Package curl knows curl's command-line language: how options are spelled,
// and what the arguments of the ones that make a request mean. It decides
// nothing about browsers and opens nothing: files are read through a Files
// that the caller gives.
//
// The words of a command line go through [Scan] against a [Vocabulary]; lines
// of a file for -K through [ScanConfig]. Then each argument has its own
// reader: [ParseHeader] for -H, [JoinData] for -d and its kin, [ParseFormPart]
// and [EncodeForm] for -F, [ParseCookieFile] for -b, [GuessScheme] for the URL.
//
// Checked against curl 7.88 and the manual of curl 8.
package curl
