// Command rs-cors is an API behind github.com/rs/cors.
package main

import (
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /items", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, `[{"id": 1}]`) })
	mux.HandleFunc("PUT /items", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, `{"id": 1}`) })
	mux.HandleFunc("/failing", func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "no such table: items", http.StatusInternalServerError)
	})
	log.Fatal(http.ListenAndServe(os.Getenv("ADDRESS"), withCORS(mux)))
}
