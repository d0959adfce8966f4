package report

import (
	"slices"

	"corsplain/fetchspec"
	"corsplain/internal/audit"
)

// An Audit is the machine contract's audit object: what came of auditing one
// URL. Fields are only ever added.
type Audit struct {
	Schema string `json:"schema"`
	URL    string `json:"url"`
	// Asked is the URL that was given, where redirects led elsewhere.
	Asked    string         `json:"asked,omitempty"`
	Policy   *AuditPolicy   `json:"policy"` // null for a plan
	Findings []AuditFinding `json:"findings"`
	Requests int            `json:"requests"`
	// MaxRequests and RequestsPerSecond are what the audit was held to.
	MaxRequests       int            `json:"maxRequests"`
	RequestsPerSecond float64        `json:"requestsPerSecond"`
	Stopped           string         `json:"stopped,omitempty"`
	Unasked           []AuditUnasked `json:"unasked,omitempty"`
	Planned           []AuditPlanned `json:"planned,omitempty"`

	worst audit.Severity
}

// An AuditPolicy is a server's policy as its answers show it.
type AuditPolicy struct {
	Kind audit.PolicyKind `json:"kind"`
	// Default is Access-Control-Allow-Origin for an origin that nobody trusts;
	// null for none.
	Default     *ByteString   `json:"default"`
	Credentials bool          `json:"credentials"`
	Origins     []AuditOrigin `json:"origins"`
	// PreflightsAnswered says whether any preflight brought CORS headers.
	PreflightsAsked    bool         `json:"preflightsAsked"`
	PreflightsAnswered bool         `json:"preflightsAnswered"`
	Methods            []ByteString `json:"methods"`
	AnyMethod          bool         `json:"anyMethod"`
	Headers            []ByteString `json:"headers"`
	AnyHeader          bool         `json:"anyHeader"`
	ExposedHeaders     []ByteString `json:"exposedHeaders"`
	MaxAge             *int64       `json:"maxAge"` // seconds; null for none
	VariesOnOrigin     bool         `json:"variesOnOrigin"`
	Cache              string       `json:"cache,omitempty"`
	Login              string       `json:"login,omitempty"`
	RedirectsTo        string       `json:"redirectsTo,omitempty"`
}

// An AuditOrigin is what one origin was answered; null stands for no header.
type AuditOrigin struct {
	Origin           string       `json:"origin"`
	Role             audit.Role   `json:"role"`
	Access           audit.Access `json:"access"`
	AllowOrigin      *ByteString  `json:"allowOrigin"`
	AllowCredentials *ByteString  `json:"allowCredentials"`
	Status           int          `json:"status"`
}

// An AuditFinding is one thing that is wrong with a policy.
type AuditFinding struct {
	Code       audit.Code      `json:"code"`
	Title      string          `json:"title"`
	Severity   audit.Severity  `json:"severity"`
	Summary    string          `json:"summary"`
	Reason     string          `json:"reason"` // why it is as grave as that
	Detail     string          `json:"detail"`
	Attack     string          `json:"attack"` // what someone else could do
	Remedy     string          `json:"remedy"`
	Evidence   []AuditEvidence `json:"evidence"`
	References []string        `json:"references"`
}

// AuditEvidence is one exchange, as far as it shows a finding.
type AuditEvidence struct {
	Request  AuditEvidenceRequest  `json:"request"`
	Response AuditEvidenceResponse `json:"response"`
}

// An AuditEvidenceRequest has the headers that a finding turns on, as sent.
type AuditEvidenceRequest struct {
	Method  string     `json:"method"`
	URL     string     `json:"url"`
	Headers HeaderList `json:"headers"`
}

// An AuditEvidenceResponse has the headers that a finding turns on, as
// received.
type AuditEvidenceResponse struct {
	Status     int        `json:"status"`
	StatusText ByteString `json:"statusText"`
	Headers    HeaderList `json:"headers"`
}

// An AuditUnasked question was due and could not be asked.
type AuditUnasked struct {
	Purpose string `json:"purpose"`
	Origin  string `json:"origin,omitempty"`
	Why     string `json:"why"`
}

// An AuditPlanned request is one that an audit would send.
type AuditPlanned struct {
	Method  string     `json:"method"`
	URL     string     `json:"url"`
	Headers HeaderList `json:"headers"`
	Purpose string     `json:"purpose"`
	// Conditions have all to hold; none: it is always sent.
	Conditions []string `json:"conditions,omitempty"`
}

// NewAudit makes the audit object. Secrets are redacted unless they are to be
// shown.
func NewAudit(made *audit.Report, showSecrets bool) *Audit {
	build := auditBuilder{redact: newAuditRedactor(made, showSecrets)}
	object := &Audit{
		Schema:            audit.SchemaName,
		URL:               build.redact.url(made.URL.WithoutFragment()),
		Findings:          []AuditFinding{},
		Requests:          made.Requests,
		MaxRequests:       made.MaxRequests,
		RequestsPerSecond: made.RatePerSecond,
		Stopped:           build.redact.text(made.Stopped),
		worst:             made.Worst(),
	}
	if made.Asked.WithoutFragment() != made.URL.WithoutFragment() {
		object.Asked = build.redact.url(made.Asked.WithoutFragment())
	}
	if made.Policy != nil {
		object.Policy = build.policy(made.Policy)
	}
	for i := range made.Findings {
		object.Findings = append(object.Findings, build.finding(&made.Findings[i]))
	}
	for _, unasked := range made.Unasked {
		object.Unasked = append(object.Unasked, AuditUnasked{unasked.Purpose, unasked.Origin, build.redact.text(unasked.Why)})
	}
	for _, planned := range made.Planned {
		object.Planned = append(object.Planned, AuditPlanned{
			Method: planned.Method, URL: build.redact.url(planned.URL), Headers: build.headers(planned.Headers),
			Purpose: planned.Purpose, Conditions: planned.Conditions,
		})
	}
	return object
}

// newAuditRedactor knows the user's own headers, and what the quoted answers
// hold.
func newAuditRedactor(made *audit.Report, showSecrets bool) *redactor {
	if showSecrets {
		return nil
	}
	known := knownSecrets{values: map[string]bool{}, public: []string{made.URL.Origin().String()}}
	known.ofURL(made.URL.String())
	known.ofURL(made.Asked.String())
	known.ofHeaders(made.Headers)
	for _, finding := range made.Findings {
		for _, evidence := range finding.Evidence {
			known.ofHeaders(evidence.ResponseHeaders)
		}
	}
	return &redactor{known: known.replacer()}
}

// An auditBuilder passes every string through the redactor.
type auditBuilder struct{ redact *redactor }

func (build auditBuilder) policy(policy *audit.Policy) *AuditPolicy {
	made := &AuditPolicy{
		Kind:               policy.Kind,
		Default:            build.optional("Access-Control-Allow-Origin", policy.Default, policy.HasDefault),
		Credentials:        policy.Credentials,
		Origins:            []AuditOrigin{},
		PreflightsAsked:    policy.PreflightsAsked,
		PreflightsAnswered: policy.PreflightsAnswered,
		Methods:            build.names(policy.Methods),
		AnyMethod:          policy.AnyMethod,
		Headers:            build.names(policy.Headers),
		AnyHeader:          policy.AnyHeader,
		ExposedHeaders:     build.names(policy.ExposedHeaders),
		VariesOnOrigin:     policy.VariesOnOrigin,
		Cache:              policy.Cache,
		Login:              build.redact.text(policy.Login),
		RedirectsTo:        build.redact.url(policy.RedirectsTo),
	}
	if policy.HasMaxAge {
		made.MaxAge = &policy.MaxAge
	}
	for _, origin := range policy.Origins {
		made.Origins = append(made.Origins, AuditOrigin{
			Origin: origin.Origin, Role: origin.Role, Access: origin.Access, Status: origin.Status,
			AllowOrigin:      build.optional("Access-Control-Allow-Origin", origin.AllowOrigin, origin.HasAllowOrigin),
			AllowCredentials: build.optional("Access-Control-Allow-Credentials", origin.AllowCredentials, origin.HasAllowCredentials),
		})
	}
	return made
}

func (build auditBuilder) optional(name, value string, present bool) *ByteString {
	if !present {
		return nil
	}
	redacted := build.redact.header(name, value)
	return &redacted
}

func (build auditBuilder) names(names []string) []ByteString {
	made := make([]ByteString, 0, len(names))
	for _, name := range names {
		made = append(made, build.redact.header("", name))
	}
	return made
}

func (build auditBuilder) headers(list fetchspec.HeaderList) HeaderList {
	made := HeaderList{}
	for _, header := range list {
		made = append(made, Header{ByteString(header.Name), build.redact.header(header.Name, header.Value)})
	}
	return made
}

func (build auditBuilder) finding(finding *audit.Finding) AuditFinding {
	entry, _ := audit.Lookup(finding.Code)
	made := AuditFinding{
		Code:       finding.Code,
		Title:      entry.Title,
		Severity:   finding.Severity,
		Summary:    build.redact.text(finding.Summary),
		Reason:     build.redact.text(finding.Reason),
		Detail:     build.redact.text(finding.Detail),
		Attack:     finding.Attack,
		Remedy:     build.redact.text(finding.Remedy),
		Evidence:   []AuditEvidence{},
		References: slices.Clone(entry.References),
	}
	for i := range finding.Evidence {
		made.Evidence = append(made.Evidence, build.evidence(&finding.Evidence[i]))
	}
	return made
}

func (build auditBuilder) evidence(evidence *audit.Evidence) AuditEvidence {
	return AuditEvidence{
		Request: AuditEvidenceRequest{evidence.Method, build.redact.url(evidence.URL), build.headers(evidence.RequestHeaders)},
		Response: AuditEvidenceResponse{
			Status:     evidence.Status,
			StatusText: build.redact.header("", evidence.StatusText),
			Headers:    build.headers(evidence.ResponseHeaders),
		},
	}
}
