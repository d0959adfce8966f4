package simulate

import (
	"time"

	"corsplain/fetchspec"
)

// DefaultTimeout ends a call that has not ended by itself.
const DefaultTimeout = 30 * time.Second

// ProfileFor is what the browser of that name adds to its requests. The
// Standard's profile names no browser, so that no server takes it for one.
func ProfileFor(engine fetchspec.EngineName) fetchspec.Profile {
	profile := fetchspec.Profile{
		UserAgent:      "Mozilla/5.0 (compatible; corsplain)",
		AcceptLanguage: "en-US,en;q=0.9",
		AcceptEncoding: "gzip, deflate, br, zstd",
	}
	switch engine {
	case fetchspec.EngineChrome:
		profile.UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
	case fetchspec.EngineFirefox:
		profile.UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
		profile.AcceptLanguage = "en-US,en;q=0.5"
	case fetchspec.EngineSafari:
		profile.UserAgent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15"
		profile.AcceptLanguage = "en-US,en;q=0.9"
		profile.AcceptEncoding = "gzip, deflate, br"
	}
	return profile
}
