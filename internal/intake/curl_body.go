package intake

import "corsplain/internal/curl"

// A curlBody is what the data options of a curl command add up to.
type curlBody struct {
	present bool
	bytes   []byte
	json    bool
	form    []curl.FormPart
	// contentType is that of the form, once bytes is made of it.
	contentType string
}

// data applies a data option.
func (operation *curlOperation) data(argument curlArgument) error {
	what := "--" + argument.option.Name + " @file"
	files := operation.files(argument, what)
	switch argument.option.Name {
	case "form":
		parts, err := curl.ParseFormPart(argument.value, files)
		operation.body.form = append(operation.body.form, parts...)
		return operation.argumentFault(argument, err)
	case "form-string":
		part, err := curl.LiteralFormPart(argument.value)
		operation.body.form = append(operation.body.form, part)
		return operation.argumentFault(argument, err)
	case "upload-file":
		content, err := operation.readFile(argument, argument.value, "-T")
		operation.uploadsFile = true
		operation.body.present, operation.body.bytes = true, content
		return err
	}
	datum := curl.Datum{Kind: dataKind(argument.option.Name), Argument: argument.value}
	body, err := curl.AppendData(operation.body.bytes, datum, files)
	if err != nil {
		return operation.argumentFault(argument, err)
	}
	operation.body.present, operation.body.bytes = true, body
	operation.body.json = operation.body.json || datum.Kind == curl.DataJSON
	return nil
}

func dataKind(option string) curl.DataKind {
	if option == "data-ascii" {
		return curl.DataPlain
	}
	return curl.DataKind(option)
}
