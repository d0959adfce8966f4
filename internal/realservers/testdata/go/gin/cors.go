package main

import (
	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

// corsPolicy knows the page of production alone.
func corsPolicy() gin.HandlerFunc {
	config := cors.DefaultConfig()
	config.AllowOrigins = []string{"https://www.example.com"}
	config.AllowCredentials = true
	return cors.New(config)
}
