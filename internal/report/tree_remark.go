package report

import (
	"fmt"
	"strings"
)

// remarks say what broke and who answered, and with verbose which cookies
// stayed behind and how long it took.
func (tree treeMaker) remarks(index int) []paragraph {
	exchange := &tree.report.Exchanges[index]
	var remarks []paragraph
	if exchange.Error != nil {
		remarks = append(remarks, tree.prose(exchange.Error.Message))
	}
	if tree.verbose || tree.isBlockedAt(index) {
		remarks = append(remarks, tree.layerRemarks(index)...)
	}
	if !tree.verbose {
		return remarks
	}
	remarks = append(remarks, cookieRemarks(exchange)...)
	return append(remarks, connectionRemark(exchange))
}

func (tree treeMaker) isBlockedAt(index int) bool {
	for _, blocker := range tree.report.Blockers {
		if blocker.Exchange == index {
			return true
		}
	}
	return false
}

func (tree treeMaker) layerRemarks(index int) []paragraph {
	var remarks []paragraph
	for i := range tree.report.Layers {
		layer := &tree.report.Layers[i]
		if layer.Exchange != index {
			continue
		}
		text := tree.partOf(layer) + " " + name(layer.Name) + " (" + name(layer.Confidence)
		for i := range layer.Evidence {
			text += "; " + visible(cutMiddle(layerEvidence(&layer.Evidence[i]), 120))
		}
		remarks = append(remarks, paragraph{{roleAside, text + ")"}})
	}
	return remarks
}

// partOf says what a layer had to do with an answer: it made it, or passed on
// what another one made, or that cannot be told.
func (tree treeMaker) partOf(layer *Layer) shown {
	if layer.Made {
		return "answered by"
	}
	for i := range tree.report.Layers {
		if tree.report.Layers[i].Exchange == layer.Exchange && tree.report.Layers[i].Made {
			return "passed on by"
		}
	}
	return "answered or passed on by"
}

func layerEvidence(evidence *Evidence) string {
	text := fmt.Sprintf("%s: %s", evidence.Name, evidence.Value)
	if evidence.Absent {
		text = "no " + string(evidence.Name)
	}
	if evidence.Note != "" {
		text += ", while " + evidence.Note
	}
	return text
}

func cookieRemarks(exchange *Exchange) []paragraph {
	var remarks []paragraph
	for _, cookie := range exchange.Cookies {
		cookieName := name(string(cookie.Name))
		var text shown
		switch {
		case cookie.Withheld != "" && cookie.Direction == "request":
			text = "cookie " + cookieName + " not sent: " + name(cookieWords(cookie.Withheld))
		case cookie.Withheld != "":
			text = "cookie " + cookieName + " not stored: " + name(cookieWords(cookie.Withheld))
		case cookie.Direction == "request":
			text = "cookie " + cookieName + " sent"
		default:
			text = "cookie " + cookieName + " stored"
		}
		remarks = append(remarks, paragraph{{roleAside, text}})
	}
	return remarks
}

// connectionRemark is "HTTP/1.1 with 203.0.113.7:443; lookup 2.1 ms, …".
func connectionRemark(exchange *Exchange) paragraph {
	var parts []string
	if exchange.Request.HTTPVersion != "" {
		parts = append(parts, "HTTP/"+exchange.Request.HTTPVersion)
	}
	if exchange.RemoteAddress != "" {
		parts = append(parts, "with "+exchange.RemoteAddress)
	}
	phases := []struct {
		name string
		took Milliseconds
	}{
		{"lookup", exchange.Timing.NameLookup},
		{"connect", exchange.Timing.Connect},
		{"TLS", exchange.Timing.TLS},
		{"first byte", exchange.Timing.FirstByte},
		{"total", exchange.Timing.Total},
	}
	var times []string
	for _, phase := range phases {
		if phase.took > 0 {
			times = append(times, phase.name+" "+string(duration(phase.took)))
		}
	}
	text := strings.Join(parts, " ")
	if len(times) > 0 {
		text = strings.TrimPrefix(text+"; "+strings.Join(times, ", "), "; ")
	}
	return paragraph{{roleAside, visible(cutMiddle(text, proseShown))}}
}
