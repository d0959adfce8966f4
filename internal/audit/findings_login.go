package audit

import "fmt"

// loginFindings are about * where a login is that browsers send by
// themselves. An address for tokens that scripts add is rightly open to all.
func loginFindings(o *observations) []Finding {
	login := o.login()
	unrelated := o.inRole(RoleUnrelated)
	if !login.ambient || len(unrelated) == 0 || o.highest() != AccessRead || o.floor() != AccessRead {
		return nil
	}
	return []Finding{o.finding(WildcardBehindLogin, SeverityLow,
		fmt.Sprintf("The server at %s lets in every page, without credentials, where it wants a login (%s).", o.host(), login.shown),
		"browsers keep the visitor's login out of it", []*answer{unrelated[0], login.answer}, login.header)}
}

// errorFindings are about errors that pages cannot read.
func errorFindings(o *observations) []Finding {
	best := o.best()
	if best == nil {
		return nil
	}
	failed := o.first(topicError)
	if failed != nil && failed.status() >= 400 && failed.access == AccessNone && best.access != AccessNone && best.status() < 400 {
		return []Finding{o.finding(ErrorsNotReadable, SeverityLow,
			fmt.Sprintf("The server at %s lets in a page of %s, but answered it with status %d without CORS headers where there is nothing.", o.host(), failed.question.attack.origin, failed.status()),
			"pages break, but nobody gets in", []*answer{failed})}
	}
	preflight := o.farthestPreflight(best.question.attack.origin)
	if best.status() >= 400 && best.access == AccessNone && preflight != nil && preflight.access != AccessNone {
		return []Finding{o.finding(ErrorsNotReadable, SeverityLow,
			fmt.Sprintf("The server at %s lets in a page of %s by its preflight, but answers status %d without CORS headers.", o.host(), best.question.attack.origin, best.status()),
			"pages break, but nobody gets in", []*answer{preflight, best})}
	}
	return nil
}
