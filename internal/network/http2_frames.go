package network

import (
	"golang.org/x/net/http2"
)

// step reads one frame and does what it asks for.
func (session *http2Session) step() error {
	stream := session.stream
	if stream.failed != nil {
		return stream.failed
	}
	frame, err := session.framer.ReadFrame()
	if err != nil {
		return err
	}
	switch frame := frame.(type) {
	case *http2.HeadersFrame:
		return session.takeHeaders(frame)
	case *http2.DataFrame:
		return session.takeData(frame)
	case *http2.RSTStreamFrame:
		return session.takeReset(frame)
	case *http2.GoAwayFrame:
		return session.takeGoAway(frame)
	case *http2.SettingsFrame:
		return session.takeSettings(frame)
	case *http2.WindowUpdateFrame:
		return session.takeWindowUpdate(frame)
	case *http2.PingFrame:
		return session.takePing(frame)
	case *http2.PushPromiseFrame:
		// Pushing was forbidden in this side's settings.
		return http2.ConnectionError(http2.ErrCodeProtocol)
	}
	return nil
}

func (session *http2Session) takeData(frame *http2.DataFrame) error {
	stream := session.stream
	if frame.StreamID != stream.id || !stream.answered || stream.ended {
		return http2.ConnectionError(http2.ErrCodeProtocol)
	}
	stream.data = frame.Data()
	stream.ended = frame.StreamEnded()
	padding := int(frame.Length) - len(stream.data)
	if padding > 0 {
		return session.acknowledge(padding)
	}
	return nil
}

// takeReset ends the stream. With no error after a whole answer, it only means
// that the rest of the request's body is not wanted.
func (session *http2Session) takeReset(frame *http2.RSTStreamFrame) error {
	stream := session.stream
	if frame.StreamID != stream.id {
		return nil
	}
	stream.aborted = true
	if stream.ended && frame.ErrCode == http2.ErrCodeNo {
		return nil
	}
	stream.failed = &http2Reset{frame.ErrCode}
	return stream.failed
}

func (session *http2Session) takeGoAway(frame *http2.GoAwayFrame) error {
	session.closing = true
	if frame.LastStreamID >= session.stream.id {
		return nil
	}
	session.stream.failed = &http2GoAway{frame.ErrCode}
	return session.stream.failed
}

func (session *http2Session) takeSettings(frame *http2.SettingsFrame) error {
	if frame.IsAck() {
		return nil
	}
	err := frame.ForeachSetting(func(setting http2.Setting) error {
		if err := setting.Valid(); err != nil {
			return err
		}
		switch setting.ID {
		case http2.SettingHeaderTableSize:
			session.encoder.SetMaxDynamicTableSizeLimit(setting.Val)
		case http2.SettingInitialWindowSize:
			session.stream.sendWindow += int64(setting.Val) - session.peerWindow
			session.peerWindow = int64(setting.Val)
		case http2.SettingMaxFrameSize:
			session.peerMaxFrame = int(setting.Val)
		}
		return nil
	})
	if err != nil {
		return err
	}
	session.framer.WriteSettingsAck()
	return session.writer.Flush()
}

// maxWindow is the largest that a window may become.
const maxWindow = 1<<31 - 1

func (session *http2Session) takeWindowUpdate(frame *http2.WindowUpdateFrame) error {
	window := &session.sendWindow
	switch frame.StreamID {
	case 0:
	case session.stream.id:
		window = &session.stream.sendWindow
	default:
		return nil
	}
	*window += int64(frame.Increment)
	if *window > maxWindow {
		return http2.ConnectionError(http2.ErrCodeFlowControl)
	}
	return nil
}

func (session *http2Session) takePing(frame *http2.PingFrame) error {
	if frame.IsAck() {
		return nil
	}
	session.framer.WritePing(true, frame.Data)
	return session.writer.Flush()
}
