// Command chi is an API by chi.
package main

import (
	"io"
	"log"
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

func main() {
	r := chi.NewRouter()
	r.Use(corsPolicy())
	r.Use(middleware.Recoverer)
	r.Get("/items", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, `[{"id": 1}]`) })
	r.Put("/items", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, `{"id": 1}`) })
	r.HandleFunc("/failing", func(w http.ResponseWriter, r *http.Request) { panic("no such table: items") })
	log.Fatal(http.ListenAndServe(os.Getenv("ADDRESS"), r))
}
