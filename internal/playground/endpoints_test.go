package playground_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"corsplain/explain"
	"corsplain/internal/network"
	"corsplain/internal/playground"
	"corsplain/simulate"
)

func started(t *testing.T) *playground.Server {
	t.Helper()
	server, err := playground.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server
}

func TestEachEndpointTeachesItsCode(t *testing.T) {
	server := started(t)
	client, err := network.New(network.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	for _, endpoint := range playground.Endpoints() {
		call := endpoint.Call
		call.URL = server.URL + endpoint.Path
		if call.Origin == "" {
			call.Origin = playground.Origin
		}
		result, err := (&simulate.Browser{Network: client}).Do(context.Background(), call)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if diagnosis := explain.Diagnose(result.Response, result.Trace); len(diagnosis.Blockers) > 0 {
			got = string(diagnosis.Blockers[0].Code)
		}
		if got != endpoint.Code {
			t.Errorf("%s: %q, want %q", endpoint.Path, got, endpoint.Code)
		}
	}
}

func TestTheFrontPageListsTheEndpoints(t *testing.T) {
	response, err := http.Get(started(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, endpoint := range playground.Endpoints() {
		if !strings.Contains(string(page), "<code>"+endpoint.Path+"</code>") {
			t.Errorf("%s is not on it", endpoint.Path)
		}
	}
	if strings.Contains(string(page), "{here}") || strings.Contains(string(page), "{rows}") {
		t.Error("a placeholder is left")
	}
}

func TestAServerCanBeClosedAgain(t *testing.T) {
	server := started(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := server.Wait(ctx); err != nil {
		t.Error(err)
	}
	if err := server.Close(); err != nil {
		t.Error(err)
	}
}
