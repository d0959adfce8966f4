// Command echo is an API by Echo, version 5.
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"
)

func main() {
	e := echo.New()
	e.Use(corsPolicy())
	e.Use(middleware.Recover())
	e.GET("/items", func(c *echo.Context) error { return c.JSON(http.StatusOK, []any{map[string]int{"id": 1}}) })
	e.PUT("/items", func(c *echo.Context) error { return c.JSON(http.StatusOK, map[string]int{"id": 1}) })
	e.Any("/failing", func(c *echo.Context) error { panic("no such table: items") })
	log.Fatal(e.Start(os.Getenv("ADDRESS")))
}
