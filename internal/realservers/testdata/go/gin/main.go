// Command gin is an API by Gin.
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	r := gin.Default()
	r.Use(corsPolicy())
	r.GET("/items", func(c *gin.Context) { c.JSON(http.StatusOK, []gin.H{{"id": 1}}) })
	r.PUT("/items", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"id": 1}) })
	r.Any("/failing", func(c *gin.Context) { panic("no such table: items") })
	log.Fatal(r.Run(os.Getenv("ADDRESS")))
}
