package report

import (
	"slices"

	"corsplain/explain"
)

func (build *builder) findings(findings []explain.Finding) []Finding {
	made := []Finding{}
	for _, finding := range findings {
		made = append(made, Finding{
			Code:      finding.Code,
			Exchange:  finding.Exchange,
			Algorithm: finding.Step.Algorithm,
			Step:      finding.Step.Number,
			SpecURL:   finding.SpecURL,
			Summary:   build.redact.text(finding.Summary),
			Detail:    build.redact.text(finding.Detail),
			Evidence:  build.evidenceList(finding.Evidence),
			Remedies:  indexes(finding.Remedies),
		})
	}
	return made
}

func (build *builder) evidenceList(list []explain.Evidence) []Evidence {
	made := []Evidence{}
	for _, evidence := range list {
		made = append(made, build.evidence(evidence))
	}
	return made
}

// evidence keeps the marks only where the value is shown as it was: in a
// redacted one they would point elsewhere.
func (build *builder) evidence(evidence explain.Evidence) Evidence {
	made := Evidence{
		Exchange: evidence.Exchange,
		Where:    evidence.Where,
		Name:     ByteString(evidence.Name),
		Value:    build.redact.header(evidence.Name, evidence.Value),
		Absent:   evidence.Absent,
		Note:     build.redact.text(evidence.Note),
	}
	if string(made.Value) != evidence.Value {
		return made
	}
	for _, mark := range evidence.Marks {
		if 0 <= mark.Start && mark.Start <= mark.End && mark.End <= len(evidence.Value) {
			made.Marks = append(made.Marks, [2]int{mark.Start, mark.End})
		}
	}
	return made
}

func (build *builder) remedies() []Remedy {
	made := []Remedy{}
	for _, remedy := range build.diagnosis.Remedies {
		made = append(made, Remedy{
			Target:   remedy.Target,
			Exchange: remedy.Exchange,
			Change:   build.changes(remedy.Change),
			Text:     build.redact.text(remedy.Text),
			Cost:     build.redact.text(remedy.Cost),
			Unlocks:  indexes(remedy.Unlocks),
			Proven:   remedy.Proven,

			Alternative: remedy.Alternative,
		})
	}
	return made
}

func (build *builder) changes(changes []explain.Change) []Change {
	made := []Change{}
	for _, change := range changes {
		made = append(made, Change{
			Op:    change.Op,
			Name:  ByteString(change.Name),
			Value: build.redact.header(change.Name, change.Value),
		})
	}
	return made
}

func (build *builder) repaired() *Repaired {
	if build.diagnosis.Repaired.Verdict == "" {
		return nil
	}
	return &Repaired{
		Verdict: build.diagnosis.Repaired.Verdict,
		Why:     build.redact.text(build.diagnosis.Repaired.Why),
	}
}

func (build *builder) engines() Engines {
	if len(build.diagnosis.Engines) == 0 {
		return nil
	}
	made := Engines{}
	for name, view := range build.diagnosis.Engines {
		made[name] = build.engineView(view)
	}
	return made
}

func (build *builder) engineView(view explain.EngineView) EngineView {
	made := EngineView{Verdict: view.Verdict, Console: []string{}, Why: build.redact.text(view.Why)}
	for _, line := range view.Console {
		made.Console = append(made.Console, build.redact.text(line))
	}
	if view.Exchanges != nil {
		made.Exchanges = []Exchange{}
		for i := range view.Exchanges {
			made.Exchanges = append(made.Exchanges, build.exchange(&view.Exchanges[i], -1))
		}
	}
	if view.Response != nil {
		made.Response = build.response(view.Response)
	}
	return made
}

func (build *builder) layers() []Layer {
	var made []Layer
	for _, layer := range build.diagnosis.Layers {
		made = append(made, Layer{
			Exchange:   layer.Exchange,
			Name:       build.redact.text(layer.Name),
			Stack:      layer.Stack,
			Role:       layer.Role,
			Confidence: layer.Confidence,
			Made:       layer.Made,
			Evidence:   build.evidenceList(layer.Evidence),
		})
	}
	return made
}

func (build *builder) fix(fix *explain.Fix) *Fix {
	if fix == nil {
		return nil
	}
	made := &Fix{Why: build.redact.text(fix.Why), Files: []FixFile{}, Notes: []string{}}
	notes := fix.Notes
	if fix.Snippet != nil {
		stack := fix.Snippet.Stack
		made.Stack, made.title, made.Traps = stack.Name, stack.Title, stack.Traps
		verified := verification(stack.Verified)
		made.Verified = &verified
		notes = append(slices.Clone(notes), fix.Snippet.Unmet...)
		made.Files = fixFiles(fix.Snippet.Files)
	}
	for _, note := range notes {
		made.Notes = append(made.Notes, build.redact.text(note))
	}
	return made
}

// indexes is never null in JSON.
func indexes(list []int) []int { return append([]int{}, list...) }
