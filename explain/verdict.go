package explain

import "corsplain/fetchspec"

// verdictOf is what a browser makes of a response.
func verdictOf(response *fetchspec.Response) Verdict {
	switch response.Type {
	case fetchspec.ResponseError:
		return verdictOfFailure(response.Failure)
	case fetchspec.ResponseOpaque, fetchspec.ResponseOpaqueRedirect:
		if response.LoadedWithoutCORS {
			return VerdictAllowed
		}
		return VerdictOpaque
	}
	return VerdictAllowed
}

// verdictOfFailure tells what a rule refused from what failed below it.
func verdictOfFailure(failure *fetchspec.Failure) Verdict {
	if failure == nil || failure.Step.Algorithm != "HTTP-network fetch" || failure.Cause == nil {
		return VerdictBlocked
	}
	switch networkKind(failure.Cause) {
	case fetchspec.FailureRecording:
		return VerdictUnknown
	case fetchspec.FailureStreamOverHTTP1:
		return VerdictBlocked
	}
	return VerdictFailed
}
