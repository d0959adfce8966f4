package network

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// What this side tells the server, which is what Chrome tells it.
const (
	http2HeaderTableSize  = 64 << 10
	http2StreamWindow     = 6 << 20
	http2ConnectionWindow = 15 << 20
	// http2InitialWindow is a window's size before anyone says otherwise.
	http2InitialWindow = 64<<10 - 1
	http2MaxFrame      = 16 << 10
)

// An http2Session is this side of an HTTP/2 connection. It has no goroutine:
// frames are read by the exchange that waits for one, and those that came
// while the connection was idle, by the next exchange.
//
// https://www.rfc-editor.org/rfc/rfc9113
type http2Session struct {
	framer  *http2.Framer
	writer  *bufio.Writer
	encoder *hpack.Encoder
	block   bytes.Buffer // the encoder's output
	decoder *hpack.Decoder
	// headerLeft is how many bytes the current answer's header lists may
	// still have, of headerLimit.
	headerLeft, headerLimit int

	stream       *http2Stream // the current one
	nextStreamID uint32
	closing      bool // GOAWAY came, or stream numbers are used up

	sendWindow     int64 // of the connection
	peerWindow     int64 // that new streams begin with
	peerMaxFrame   int
	unacknowledged int64 // bytes received and not yet given back to the connection's window
}

// An http2Stream is one exchange's part of the connection.
type http2Stream struct {
	session    *http2Session
	id         uint32
	sent       time.Time // when the request was out, as far as it is
	sendWindow int64
	onHeaders  func([]hpack.HeaderField) error
	answered   bool // the final headers came; further ones are trailers

	early          []byte // data that came while the request was being sent
	data           []byte // unread data of the last frame
	unacknowledged int64
	ended          bool  // the server ended the stream
	aborted        bool  // this side ended its own half early
	failed         error // how it broke
}

// startHTTP2 writes this side's preface; it goes out with the first request.
func (connection *connection) startHTTP2(maxHeaderBytes int) {
	session := &http2Session{
		writer:       bufio.NewWriter(connection.Conn),
		headerLimit:  maxHeaderBytes,
		nextStreamID: 1,
		sendWindow:   http2InitialWindow,
		peerWindow:   http2InitialWindow,
		peerMaxFrame: http2MaxFrame,
	}
	session.framer = http2.NewFramer(session.writer, connection.reader)
	session.framer.SetMaxReadFrameSize(http2MaxFrame)
	session.framer.SetReuseFrames()
	session.decoder = hpack.NewDecoder(http2HeaderTableSize, nil)
	session.decoder.SetMaxStringLength(maxHeaderBytes)
	session.encoder = hpack.NewEncoder(&session.block)
	// Errors of the buffered writer come back at the next flush.
	session.writer.WriteString(http2.ClientPreface)
	session.framer.WriteSettings(
		http2.Setting{ID: http2.SettingHeaderTableSize, Val: http2HeaderTableSize},
		http2.Setting{ID: http2.SettingEnablePush, Val: 0},
		http2.Setting{ID: http2.SettingInitialWindowSize, Val: http2StreamWindow},
		http2.Setting{ID: http2.SettingMaxHeaderListSize, Val: uint32(maxHeaderBytes)})
	session.framer.WriteWindowUpdate(0, http2ConnectionWindow-http2InitialWindow)
	connection.http2 = session
}

func (session *http2Session) newStream() *http2Stream {
	session.stream = &http2Stream{session: session, id: session.nextStreamID, sent: time.Now(), sendWindow: session.peerWindow}
	session.nextStreamID += 2
	session.headerLeft = session.headerLimit
	if session.nextStreamID > 1<<30 {
		session.closing = true
	}
	return session.stream
}

// writeHeaders sends the request's fields, in as many frames as they need.
func (session *http2Session) writeHeaders(stream *http2Stream, fields []hpack.HeaderField, endStream bool) error {
	session.block.Reset()
	for _, field := range fields {
		if err := session.encoder.WriteField(field); err != nil {
			return err
		}
	}
	for first := true; first || session.block.Len() > 0; first = false {
		fragment := session.block.Next(session.peerMaxFrame)
		isLast := session.block.Len() == 0
		var err error
		if first {
			err = session.framer.WriteHeaders(http2.HeadersFrameParam{
				StreamID: stream.id, BlockFragment: fragment, EndStream: endStream, EndHeaders: isLast,
			})
		} else {
			err = session.framer.WriteContinuation(stream.id, isLast, fragment)
		}
		if err != nil {
			return err
		}
	}
	return session.writer.Flush()
}

// writeBody sends the request's body as fast as the server's windows allow. An
// answer that is complete before the body is out ends the sending.
func (session *http2Session) writeBody(stream *http2Stream, body []byte) error {
	for {
		if stream.ended {
			stream.aborted = true
			session.framer.WriteRSTStream(stream.id, http2.ErrCodeNo)
			return session.writer.Flush()
		}
		room := min(session.sendWindow, stream.sendWindow, int64(session.peerMaxFrame))
		if room <= 0 && len(body) > 0 {
			if err := session.waitForWindow(); err != nil {
				return err
			}
			continue
		}
		part := body[:min(len(body), int(max(room, 0)))]
		body = body[len(part):]
		if err := session.framer.WriteData(stream.id, len(body) == 0, part); err != nil {
			return err
		}
		session.sendWindow -= int64(len(part))
		stream.sendWindow -= int64(len(part))
		if len(body) == 0 {
			return session.writer.Flush()
		}
	}
}

func (session *http2Session) waitForWindow() error {
	if err := session.writer.Flush(); err != nil {
		return err
	}
	if err := session.step(); err != nil {
		return err
	}
	stream := session.stream
	received := len(stream.data)
	stream.early = append(stream.early, stream.data...)
	stream.data = nil
	if len(stream.early) > maxEarlyData {
		return nil
	}
	return session.acknowledge(received)
}

// maxEarlyData is how much of an answer is taken in while the request is still
// being sent: a server that echoes would stop reading if its own data were not
// taken.
const maxEarlyData = 32 << 20

// Read reads the answer's body.
func (stream *http2Stream) Read(p []byte) (int, error) {
	for len(stream.early) == 0 && len(stream.data) == 0 {
		if stream.ended {
			return 0, io.EOF
		}
		if err := stream.session.step(); err != nil {
			return 0, brokenStream(err)
		}
	}
	if len(stream.early) > 0 {
		n := copy(p, stream.early)
		stream.early = stream.early[n:]
		return n, nil
	}
	n := copy(p, stream.data)
	stream.data = stream.data[n:]
	return n, stream.session.acknowledge(n)
}

func brokenStream(err error) error {
	if isDisconnect(err) {
		return failuref(io.ErrUnexpectedEOF, "the connection closed before the end of the body")
	}
	return err
}

// acknowledge gives bytes that were read back to the windows, in larger steps.
func (session *http2Session) acknowledge(n int) error {
	stream := session.stream
	session.unacknowledged += int64(n)
	stream.unacknowledged += int64(n)
	wrote := false
	if session.unacknowledged >= http2ConnectionWindow/2 {
		session.framer.WriteWindowUpdate(0, uint32(session.unacknowledged))
		session.unacknowledged, wrote = 0, true
	}
	if stream.unacknowledged >= http2StreamWindow/2 && !stream.ended {
		session.framer.WriteWindowUpdate(stream.id, uint32(stream.unacknowledged))
		stream.unacknowledged, wrote = 0, true
	}
	if !wrote {
		return nil
	}
	return session.writer.Flush()
}

// noBody reads an answer that must have no body to its end, and drops what it
// has. With too much of it the stream counts as aborted.
type noBody struct{ stream *http2Stream }

func (source noBody) Read(p []byte) (int, error) {
	for dropped := 0; dropped <= http2InitialWindow; {
		n, err := source.stream.Read(p)
		if err != nil {
			return 0, err
		}
		dropped += n
	}
	source.stream.aborted = true
	return 0, io.EOF
}

// An http2Reset is the server's end of a stream by an error code.
type http2Reset struct{ code http2.ErrCode }

func (reset *http2Reset) Error() string { return fmt.Sprintf("HTTP/2 stream error %s", reset.code) }

// An http2GoAway is the server's end of the connection, before it did anything
// for the stream.
type http2GoAway struct{ code http2.ErrCode }

func (goAway *http2GoAway) Error() string {
	return fmt.Sprintf("it is closing the HTTP/2 connection (%s)", goAway.code)
}
