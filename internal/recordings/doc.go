// Package recordings holds the browsers against what was recorded of them:
// testdata/recordings/browsers.jsonl.gz has 1,512 cross-origin requests as
// Chromium 156.0.8078.79, Firefox ESR 153.7.0 and WebKitGTK 2.50.6 handled
// them on loopback: whether script could read the answer and what of it, the
// requests on the wire, and the error lines in the console.
//
// A line is one scenario: the request (the machine contract's request object),
// requests that went before it (setup), how the server answers each hop (an
// answer is a status, headers as pairs or raw lines, and a body; of several
// the last repeats), and each browser's results.
//
// Where this tool disagrees with a recording, testdata/recordings/
// disagreements.txt says why: a disagreement that it does not list fails the
// test, and so does one that is listed and gone.
package recordings
