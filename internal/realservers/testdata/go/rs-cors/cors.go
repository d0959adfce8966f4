package main

import (
	"net/http"

	"github.com/rs/cors"
)

// withCORS takes the defaults, which know neither PUT nor credentials.
func withCORS(next http.Handler) http.Handler {
	return cors.Default().Handler(next)
}
