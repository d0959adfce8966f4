package main

import (
	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/cors"
)

// corsPolicy takes the defaults: every origin, and so no credentials.
func corsPolicy() fiber.Handler {
	return cors.New()
}
