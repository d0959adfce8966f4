// Package intake turns what other programs write down about requests into
// simulate.Calls: commands and code that people paste, and exchanges that
// something recorded. It sends nothing, runs nothing, and reads no file that a
// pasted text names unless it is told that it may.
//
// What comes out is an [Import]: calls, notes on how the text was understood,
// and where the text holds answers too, a [Recording] to replay them from.
// What cannot be understood is a [SyntaxError] with its place.
//
// The way through the files:
//
//	paste.go             Recognize says which format a text is; ParsePaste reads it
//	import.go            what all importers return
//	options.go           what the command line says about a text, and the limits
//	source.go            a text that knows its lines
//	syntax_error.go      the user's own line with a caret under the place;
//	                     mask.go hides secrets in it
//	recording.go         recorded exchanges as a fetchspec.Exchanger
//
// Commands:
//
//	curl.go              ParseCurl, ParseCurlArgs
//	  words.go           a command and its words
//	  posix_words.go     words of a POSIX shell, by a shell's parser
//	    shell_guard.go   refuses what would run programs before that parser sees it
//	    ansi_c_quoting.go
//	  cmd_words.go       words of Windows' cmd.exe
//	  powershell.go      Invoke-WebRequest and its kin, with literals only:
//	                     powershell_reader.go (expressions),
//	                     powershell_strings.go, powershell_values.go,
//	                     powershell_json.go, powershell_parameters.go,
//	                     powershell_request.go (what is sent),
//	                     powershell_curl.go (curl.exe)
//	  curl_options.go    how curl's options are read, by the table in
//	                     curl_options.txt
//	  curl_command.go    what they ask for; curl_body.go the body, curl_finish.go
//	                     the requests that come of all options
//	fetch.go             ParseFetch: JavaScript, run by pagescript/ in a sandbox
//	  fetch_call.go      what it did → calls
//	request_objects.go   ParseRequests: request objects of the machine contract
//	copied_request.go    a request as sent → the call that the page's script made:
//	                     copied_page.go (which page), copied_headers.go (whose
//	                     header is it, cookies, preflights)
//	browser_headers.go   the table of whose a header is
//
// Recordings:
//
//	raw_http.go          ParseRawHTTP: text → exchanges
//	  raw_message.go     a request or a response as text
//	  raw_verbose.go     what curl -v prints
//	  raw_plain.go       requests and responses as on the wire: curl -i, HTTPie
//	  raw_developer_tools.go  the network panel's text
//	  raw_calls.go       exchanges → calls: preflights and redirects go with
//	                     the request that they belong to
//
//	archive.go           OpenArchive: har/'s entries, one request at a time, with
//	                     the preflights and redirects that belong to it
//	  archived_request.go  what is known of a request; entries → exchanges
//	  archive_reading.go   entries → call and recording
//	  archive_choice.go    what the archive leaves out, told from what the
//	                       recording browser made of the answer
//
// Console messages are no requests. message.go finds them in a text for `why`,
// by the patterns that message_pattern.go makes of explain's templates;
// message_merge.go puts together what belongs to one failure, and
// message_scene.go sets up the exchange that makes the browser print it.
//
// A copied request becomes a call by one rule: what the browser added by
// itself is the page's context, and everything else is the script's. Each
// choice is a note that the report shows.
package intake
