// Command fiber is an API by Fiber.
package main

import (
	"errors"
	"log"
	"os"

	"github.com/gofiber/fiber/v3"
)

func main() {
	app := fiber.New()
	app.Use(corsPolicy())
	app.Get("/items", func(c fiber.Ctx) error { return c.JSON([]fiber.Map{{"id": 1}}) })
	app.Put("/items", func(c fiber.Ctx) error { return c.JSON(fiber.Map{"id": 1}) })
	app.All("/failing", func(c fiber.Ctx) error { return errors.New("no such table: items") })
	log.Fatal(app.Listen(os.Getenv("ADDRESS")))
}
