package main

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// corsPolicy takes the defaults: every origin, and so no credentials.
func corsPolicy() echo.MiddlewareFunc {
	return middleware.CORS()
}
