package fetchspec

// A CookieReason is a word for why a cookie was not sent or not stored; "" if
// it was.
type CookieReason string

// Why a cookie was not sent.
const (
	// CookieCredentialsOmitted: the request's credentials mode leaves cookies
	// out.
	CookieCredentialsOmitted CookieReason = "credentials-omitted"
	// CookieExpired: its time is over. On storing: the server deleted it.
	CookieExpired CookieReason = "expired"
	// CookiePath: the request's path is not below the cookie's.
	CookiePath CookieReason = "path"
	// CookieSecure: a Secure cookie, and the request is not secure. On
	// storing: the answer came over an insecure connection.
	CookieSecure CookieReason = "secure"
	// CookieHTTPOnly: document.cookie cannot see it, set it or overwrite it.
	CookieHTTPOnly CookieReason = "http-only"
	// CookieSameSiteLaxWithheld: SameSite=Lax, in a cross-site request that is
	// no top-level navigation with a safe method.
	CookieSameSiteLaxWithheld CookieReason = "same-site-lax"
	// CookieSameSiteUnsetWithheld: no SameSite attribute, which counts as Lax.
	CookieSameSiteUnsetWithheld CookieReason = "same-site-unset"
	// CookieSameSiteStrictWithheld: SameSite=Strict, in a cross-site request.
	CookieSameSiteStrictWithheld CookieReason = "same-site-strict"
	// CookieThirdPartyPartitioned: the browser keeps third-party cookies apart
	// for each top-level site, and this one is in another partition.
	CookieThirdPartyPartitioned CookieReason = "third-party-partitioned"
	// CookieThirdPartyBlocked: the browser takes no cookies from third
	// parties.
	CookieThirdPartyBlocked CookieReason = "third-party-blocked"
)

// Why a cookie was not stored, besides CookieSecure, CookieHTTPOnly,
// CookieExpired, the three for same-site and CookieThirdPartyBlocked.
const (
	// CookieControlCharacter: the line has a control character.
	CookieControlCharacter CookieReason = "control-character"
	// CookieEmpty: the line has neither a name nor a value.
	CookieEmpty CookieReason = "empty"
	// CookieTooLarge: name and value are over CookieSizeLimit.
	CookieTooLarge CookieReason = "too-large"
	// CookieDomain: the Domain attribute is no domain, or not one that the
	// host belongs to.
	CookieDomain CookieReason = "domain"
	// CookiePublicSuffix: the Domain attribute is a public suffix.
	CookiePublicSuffix CookieReason = "public-suffix"
	// CookiePrefix: the name begins with __Secure-, __Host-, __Http- or
	// __Host-Http- and the attributes are not what that asks for.
	CookiePrefix CookieReason = "prefix"
	// CookieForbiddenName: a cookie without a name whose value begins with
	// such a prefix.
	CookieForbiddenName CookieReason = "forbidden-name"
	// CookieSameSiteNoneInsecure: SameSite=None without Secure.
	CookieSameSiteNoneInsecure CookieReason = "same-site-none-insecure"
	// CookiePartitionedInsecure: Partitioned without Secure.
	CookiePartitionedInsecure CookieReason = "partitioned-insecure"
	// CookieNoDocument: document.cookie was set in a document that has no
	// cookies: not from http(s), or with an opaque origin.
	CookieNoDocument CookieReason = "no-document"
	// CookieOverwritesSecure: an insecure answer would overlay a Secure
	// cookie.
	CookieOverwritesSecure CookieReason = "overwrites-secure"
)
