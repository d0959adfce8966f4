package fetchspec

// Chrome returns the departures recorded from Chromium 156.
func Chrome() Engine {
	return Engine{
		Name:                            EngineChrome,
		AuthorizationCoveredByWildcard:  true,
		NegativeMaxAgeNotCached:         true,
		MaxAgeLimit:                     7200,
		CacheKeepsOnFailure:             true,
		CacheKeepsLastReplyOnly:         true,
		CacheModeBypassesPreflightCache: true,
		UploadListenersNeedBody:         true,
		ExtraSafelistedNames: []string{
			"save-data", "dpr", "width", "viewport-width", "downlink", "rtt", "ect", "device-memory", "intervention",
		},
		IgnoredAuthorNames:            []string{"user-agent"},
		JoinsBeforeSafelist:           true,
		RangeDialect:                  RangeBlink,
		RewritesXHRCharsetInPlace:     true,
		EqualLocationsAreOne:          true,
		LocationBytesEscaped:          true,
		EmptyLocation:                 EmptyLocationNoRedirect,
		RedirectCredentialsAlwaysFail: true,
		RedirectErrorNeedsLocation:    true,
		OriginIgnoresReferrerPolicy:   true,
		SameOriginElementsSendOrigin:  true,
		CookiePolicy:                  ChromeCookiePolicy(),
	}
}

// Firefox returns the departures recorded from Firefox ESR 153.
func Firefox() Engine {
	return Engine{
		Name:                              EngineFirefox,
		AuthorizationCoveredByWildcard:    true,
		NegativeMaxAgeNotCached:           true,
		InvalidMaxAgeNotCached:            true,
		MaxAgeLimit:                       86400,
		CacheSeparatesCredentials:         true,
		PreflightOriginIgnoresTaint:       true,
		PreflightSticky:                   true,
		RepeatedNamesInRequestHeaders:     true,
		NoTotalSizeLimit:                  true,
		NonASCIIUnsafe:                    true,
		CommaInContentTypeUnsafe:          true,
		RangeDialect:                      RangeGecko,
		FirstContentTypeLastAuthorization: true,
		AuthorHeadersReturn:               true,
		EqualLocationsAreOne:              true,
		LocationBytesEscaped:              true,
		StreamBody:                        StreamBodyIsString,
		CrossSiteRefererIsOrigin:          true,
		CacheIgnoresCORSMiss:              true,
		MergesRepeatedHeaders:             true,
		DataURLContentLength:              true,
		CookiePolicy:                      FirefoxCookiePolicy(),
	}
}

// Safari returns the departures recorded from WebKitGTK 2.50. Its cookies,
// header bytes and redirect limits are libsoup's, not Apple's.
func Safari() Engine {
	return Engine{
		Name:                              EngineSafari,
		AuthorizationCoveredByWildcard:    true,
		NegativeMaxAgeNotCached:           true,
		MaxAgeLimit:                       600,
		CacheKeepsOnFailure:               true,
		CacheKeepsLastReplyOnly:           true,
		PreflightSticky:                   true,
		PreflightStickyOriginalHeaders:    true,
		StatusBeforeCORSCheck:             true,
		SameOriginStartChecksCredentials:  true,
		JoinsBeforeSafelist:               true,
		RangeDialect:                      RangeWebKit,
		ContentTypeOfTypedBlobInNoCORS:    true,
		CrossOriginRedirectMakesDeleteGet: true,
		NoCORSRedirectKeepsCredentials:    true,
		SameOriginKeepsOriginHeader:       true,
		LocationsJoined:                   true,
		EmptyLocation:                     EmptyLocationError,
		RedirectErrorNeedsLocation:        true,
		StreamBody:                        StreamBodyThrows,
		OpaquePageSendsReferer:            true,
		SameOriginElementsSendOrigin:      true,
		FontsWithoutCORS:                  true,
		HeaderBytesAsUTF8:                 true,
		IgnoresOnlyIfCached:               true,
		CookiePolicy:                      SafariCookiePolicy(),
	}
}

// EngineByName returns the engine called name; ok is false for a name that is
// none.
func EngineByName(name EngineName) (engine Engine, ok bool) {
	switch name {
	case "", EngineStandard:
		return Standard(), true
	case EngineChrome:
		return Chrome(), true
	case EngineFirefox:
		return Firefox(), true
	case EngineSafari:
		return Safari(), true
	}
	return Engine{}, false
}
