package explain

import "corsplain/fetchspec"

// A LayerIdentifier says which layers had a hand in an answer: a CDN, a proxy,
// a framework.
type LayerIdentifier interface {
	// IdentifyLayers looks at one exchange, whose index is for the Layers. The
	// layer that most probably made the answer comes first.
	IdentifyLayers(index int, exchange *fetchspec.Exchange) []Layer
}

func (session *session) layers() []Layer {
	identifier := session.diagnoser.Layers
	if identifier == nil {
		return nil
	}
	var layers []Layer
	for i := range session.record.answers {
		layers = append(layers, identifier.IdentifyLayers(i, &session.record.answers[i].exchange)...)
	}
	return layers
}
