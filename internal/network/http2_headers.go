package network

import (
	"errors"
	"strings"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"corsplain/fetchspec"
)

// takeHeaders takes a header block: an interim answer, the final one, or
// trailers, which browsers drop.
func (session *http2Session) takeHeaders(frame *http2.HeadersFrame) error {
	stream := session.stream
	streamID, streamEnded := frame.StreamID, frame.StreamEnded()
	fields, err := session.readHeaderBlock(frame)
	if err != nil {
		return err
	}
	if streamID != stream.id || stream.ended {
		return http2.ConnectionError(http2.ErrCodeProtocol)
	}
	if !stream.answered {
		if err := checkResponseFields(fields); err != nil {
			return http2.StreamError{StreamID: streamID, Code: http2.ErrCodeProtocol, Cause: err}
		}
		if err := stream.onHeaders(fields); err != nil {
			return err
		}
		stream.answered = !strings.HasPrefix(fields[0].Value, "1")
	} else if !streamEnded {
		return http2.ConnectionError(http2.ErrCodeProtocol)
	}
	if streamEnded && !stream.answered {
		return http2.ConnectionError(http2.ErrCodeProtocol)
	}
	stream.ended = streamEnded
	return nil
}

// readHeaderBlock decodes the block that frame begins, with its continuations.
func (session *http2Session) readHeaderBlock(frame *http2.HeadersFrame) ([]hpack.HeaderField, error) {
	var fields []hpack.HeaderField
	session.decoder.SetEmitFunc(func(field hpack.HeaderField) {
		if session.headerLeft -= int(field.Size()); session.headerLeft >= 0 {
			fields = append(fields, field)
		}
	})
	fragment, isLast := frame.HeaderBlockFragment(), frame.HeadersEnded()
	for {
		if _, err := session.decoder.Write(fragment); err != nil {
			return nil, headerBlockError(err)
		}
		if session.headerLeft < 0 {
			return nil, errHeadTooLarge
		}
		if isLast {
			break
		}
		next, err := session.framer.ReadFrame()
		if err != nil {
			return nil, err
		}
		continuation, ok := next.(*http2.ContinuationFrame)
		if !ok {
			return nil, http2.ConnectionError(http2.ErrCodeProtocol)
		}
		fragment, isLast = continuation.HeaderBlockFragment(), continuation.HeadersEnded()
		// A frame costs something even if it holds nothing.
		session.headerLeft -= continuationCost
	}
	if err := session.decoder.Close(); err != nil {
		return nil, headerBlockError(err)
	}
	return fields, nil
}

// continuationCost is taken off the header limit for each CONTINUATION frame.
const continuationCost = 16

func headerBlockError(err error) error {
	if errors.Is(err, hpack.ErrStringLength) {
		return errHeadTooLarge
	}
	return http2.ConnectionError(http2.ErrCodeCompression)
}

// checkResponseFields refuses what Chromium refuses: fields that do not begin
// with one :status, names in upper case, values with line breaks or NULs.
//
// https://www.rfc-editor.org/rfc/rfc9113#name-http-message-framing
func checkResponseFields(fields []hpack.HeaderField) error {
	if len(fields) == 0 || fields[0].Name != ":status" {
		return errors.New("the answer does not begin with :status")
	}
	for _, field := range fields[1:] {
		if !fetchspec.IsHeaderName(field.Name) || strings.ToLower(field.Name) != field.Name {
			return errors.New("a header name is not valid in HTTP/2")
		}
		if strings.ContainsAny(field.Value, "\r\n\x00") {
			return errors.New("a header value holds a line break or a NUL")
		}
	}
	return nil
}
