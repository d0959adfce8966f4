package cli

import (
	"corsplain/internal/curl"
	"corsplain/simulate"
)

// sendsJSON reports whether --json is among the options.
func (settings *settings) sendsJSON() bool {
	for _, datum := range settings.request.data {
		if datum.Kind == curl.DataJSON {
			return true
		}
	}
	return false
}

// body is that of -d and its kin, or of -F.
//
// curl sends -d as application/x-www-form-urlencoded. The script that does
// the same sets that Content-Type on a string body: URLSearchParams would add
// a charset, and a plain string would be text/plain.
func (build *callBuilder) body() error {
	request := &build.settings.request
	build.call.BodyType = simulate.BodyType(build.settings.page.bodyType)
	if len(request.form) > 0 {
		return build.formBody()
	}
	if len(request.data) == 0 || request.queryData {
		return nil
	}
	body, err := curl.JoinData(request.data, build.files)
	if err != nil {
		return wrong("%w", err)
	}
	if body == nil {
		body = []byte{}
	}
	build.call.Body = body
	switch {
	case build.settings.sendsJSON():
		build.addHeader("Content-Type", "application/json")
		build.addHeader("Accept", "application/json")
	case build.call.BodyType == "":
		build.addHeader("Content-Type", "application/x-www-form-urlencoded")
	}
	// Only an untyped Blob is sent without any Content-Type.
	if build.isRemoved("Content-Type") && build.call.BodyType == "" {
		build.call.BodyType = simulate.BodyBlob
	}
	return nil
}

// formBody encodes the form here, because the request object's own FormData
// has a single field; a Blob of that type goes out as FormData would.
func (build *callBuilder) formBody() error {
	if build.call.BodyType != "" {
		return wrong("-F makes a FormData body: --body-type cannot change that")
	}
	var parts []curl.FormPart
	for _, field := range build.settings.request.form {
		made, err := field.parts(build.files)
		if err != nil {
			return wrong("-F %s: %w", field.argument, err)
		}
		parts = append(parts, made...)
	}
	build.call.Body, build.call.BlobType = curl.EncodeForm(parts)
	build.call.BodyType = simulate.BodyBlob
	return nil
}

func (field formField) parts(files curl.Files) ([]curl.FormPart, error) {
	if !field.literal {
		return curl.ParseFormPart(field.argument, files)
	}
	part, err := curl.LiteralFormPart(field.argument)
	return []curl.FormPart{part}, err
}
