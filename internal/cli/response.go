package cli

import (
	"fmt"
	"io"

	"corsplain/fetchspec"
	"corsplain/simulate"
)

// lastExchange is the one that the fetch ended with: what -i, -o, -D and -w
// are about, whether or not a page could see it. It is nil if nothing was
// sent.
func lastExchange(result *simulate.Result) *fetchspec.Exchange {
	if result.Trace == nil || len(result.Trace.Exchanges) == 0 {
		return nil
	}
	return &result.Trace.Exchanges[len(result.Trace.Exchanges)-1]
}

// writeResponse writes the last response as -i, -o and -D ask for.
func (invocation *invocation) writeResponse(result *simulate.Result, index int) error {
	output := &invocation.settings.output
	exchange := lastExchange(result)
	if exchange == nil || exchange.Response == nil {
		return nil
	}
	response := exchange.Response
	if output.dumpHeader != "" {
		if err := invocation.writeFile("-D", output.dumpHeader, forAll, func(w io.Writer) error { return writeHead(w, response) }); err != nil {
			return err
		}
	}
	file := "-"
	switch {
	case index < len(output.files):
		file = output.files[index]
	case !output.include:
		return nil
	}
	return invocation.writeFile("-o", file, forAll, func(w io.Writer) error {
		if output.include {
			if err := writeHead(w, response); err != nil {
				return err
			}
		}
		_, err := w.Write(response.Body.Bytes)
		return err
	})
}

// writeHead writes a response's head as it was received.
func writeHead(w io.Writer, response *fetchspec.HTTPResponse) error {
	head := fmt.Appendf(nil, "HTTP/%s %d %s\r\n", response.HTTPVersion, response.Status, response.StatusText)
	for _, header := range response.HeaderList {
		head = fmt.Appendf(head, "%s: %s\r\n", header.Name, header.Value)
	}
	_, err := w.Write(append(head, "\r\n"...))
	return err
}
