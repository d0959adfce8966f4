package explain

import (
	"strconv"
	"strings"

	"corsplain/fetchspec"
)

// The operations of a Change. On an answer: OpSet, OpRemove and OpStatus. On
// the page's request: all but OpSet and OpStatus.
const (
	OpSet         = "set"         // a header, by name and value
	OpRemove      = "remove"      // a header, by name
	OpStatus      = "status"      // of the answer
	OpURL         = "url"         // the page calls another one
	OpMethod      = "method"      // the page uses another one
	OpMode        = "mode"        // as in RequestInit; so are the next
	OpCredentials = "credentials" //
	OpRedirect    = "redirect"
	OpCache       = "cache"
	OpIntegrity   = "integrity"
	OpReferrer    = "referrer"
	OpKeepalive   = "keepalive"
	OpBody        = "body" // "" for none, "text" for a string in place of a stream
)

// changesAnswer reports whether the remedy changes the answer at index.
func (remedy *Remedy) changesAnswer(index int) bool {
	return remedy.Exchange == index && (remedy.Target == TargetPreflight || remedy.Target == TargetResponse)
}

// changesRequest reports whether the remedy changes what the page asks for.
func (remedy *Remedy) changesRequest() bool {
	return remedy.Target == TargetRequest || remedy.Target == TargetPage
}

// changedAnswer is an answer with what remedies change about it.
func changedAnswer(received *fetchspec.HTTPResponse, index int, remedies []Remedy) *fetchspec.HTTPResponse {
	changed := *received
	// The request may not be the one that was sent.
	changed.SentHeaders = nil
	cloned := false
	for i := range remedies {
		if !remedies[i].changesAnswer(index) {
			continue
		}
		if !cloned {
			changed.HeaderList, cloned = received.HeaderList.Clone(), true
		}
		for _, change := range remedies[i].Change {
			change.applyToAnswer(&changed)
		}
	}
	return &changed
}

func (change Change) applyToAnswer(answer *fetchspec.HTTPResponse) {
	switch change.Op {
	case OpSet:
		answer.HeaderList.Set(change.Name, change.Value)
	case OpRemove:
		answer.HeaderList.Delete(change.Name)
	case OpStatus:
		if status, err := strconv.Atoi(change.Value); err == nil {
			answer.Status, answer.StatusText = status, reasonPhrase(status)
		}
	}
}

// changedRequest is the fetch's request with what remedies change about it.
// The Failure is what the API says to that.
func (record *record) changedRequest(remedies []Remedy) (*fetchspec.Request, *fetchspec.Failure) {
	if record.start.Request == nil {
		return record.changedInit(remedies)
	}
	request := record.start.Request.Clone()
	for i := range remedies {
		if !remedies[i].changesRequest() {
			continue
		}
		for _, change := range remedies[i].Change {
			change.applyToRequest(request)
		}
	}
	return request, nil
}

func (change Change) applyToRequest(request *fetchspec.Request) {
	switch change.Op {
	case OpRemove:
		request.HeaderList.Delete(change.Name)
		request.AuthorHeaderNames = withoutFold(request.AuthorHeaderNames, change.Name)
	case OpURL:
		if url, err := fetchspec.ParseURL(change.Value); err == nil {
			request.URLList = []*fetchspec.URL{url}
		}
	case OpMethod:
		request.Method = fetchspec.NormalizeMethod(change.Value)
	case OpMode:
		change.applyMode(request)
	case OpCredentials:
		request.CredentialsMode = fetchspec.CredentialsMode(change.Value)
	case OpRedirect:
		request.RedirectMode = fetchspec.RedirectMode(change.Value)
	case OpCache:
		request.CacheMode = fetchspec.CacheMode(change.Value)
	case OpIntegrity:
		request.IntegrityMetadata = change.Value
	case OpKeepalive:
		request.Keepalive = false
	case OpBody:
		change.applyBody(request)
	}
}

// applyMode changes the mode. Headers that "no-cors" left out go along in the
// others.
func (change Change) applyMode(request *fetchspec.Request) {
	request.Mode = fetchspec.Mode(change.Value)
	if request.Mode == fetchspec.ModeNoCORS {
		return
	}
	for _, dropped := range request.DroppedHeaders {
		if dropped.Reason == fetchspec.DropNoCORS {
			request.HeaderList.Append(dropped.Name, dropped.Value)
			request.AuthorHeaderNames = append(request.AuthorHeaderNames, dropped.Name)
		}
	}
}

func (change Change) applyBody(request *fetchspec.Request) {
	if change.Value == "" {
		request.Body = nil
		return
	}
	if request.Body != nil && request.Body.Stream {
		request.Body = &fetchspec.Body{Bytes: request.Body.Bytes}
		request.UseCORSPreflight = request.UploadListeners
	}
}

// changedInit asks the API again, which has refused the script's options.
func (record *record) changedInit(remedies []Remedy) (*fetchspec.Request, *fetchspec.Failure) {
	if record.start.Init == nil {
		return nil, &fetchspec.Failure{Step: unknownOptions, Exchange: -1}
	}
	init := *record.start.Init
	for i := range remedies {
		for _, change := range remedies[i].Change {
			change.applyToInit(&init)
		}
	}
	return record.makeRequest(init)
}

// unknownOptions stands where it is not known what the script asked for.
var unknownOptions = fetchspec.Step{Algorithm: "new Request(input, init)"}

func (change Change) applyToInit(init *fetchspec.RequestInit) {
	switch change.Op {
	case OpURL:
		init.URL = change.Value
	case OpMethod:
		init.Method = change.Value
	case OpMode:
		init.Mode = fetchspec.Mode(change.Value)
	case OpCache:
		init.Cache = fetchspec.CacheMode(change.Value)
	case OpReferrer:
		init.Referrer = nil
	case OpKeepalive:
		init.Keepalive = false
	case OpRemove:
		init.Headers = withoutHeader(init.Headers, change.Name)
	case OpBody:
		change.applyToInitBody(init)
	}
}

func (change Change) applyToInitBody(init *fetchspec.RequestInit) {
	if change.Value == "" || init.Body == nil {
		init.Body = nil
		return
	}
	body := *init.Body
	body.Type = fetchspec.BodyInitText
	init.Body = &body
}

func withoutHeader(headers []fetchspec.Header, name string) []fetchspec.Header {
	var kept []fetchspec.Header
	for _, header := range headers {
		if !strings.EqualFold(header.Name, name) {
			kept = append(kept, header)
		}
	}
	return kept
}

func withoutFold(list []string, unwanted string) []string {
	var kept []string
	for _, item := range list {
		if !strings.EqualFold(item, unwanted) {
			kept = append(kept, item)
		}
	}
	return kept
}
