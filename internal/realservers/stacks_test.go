//go:build unix

package realservers

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"corsplain/explain"
)

// A stack is a server that can be run here.
type stack struct {
	name      string // explain's
	variant   string // tells apart two of one name; "" for the only one
	needs     []requirement
	isProxy   bool
	command   func(t *testing.T, site *site) *exec.Cmd
	goPackage string // in testdata/go, whose cors.go is the broken one; "" for none
	prefix    string // of its paths
	// adapt makes of the snippet what one of its traps says; nil for nothing.
	adapt *strings.Replacer
	// withoutVary says why some of its answers lack Vary: Origin; "" where all
	// have it.
	withoutVary string
	// breakages are the ways in which it is broken.
	breakages []breakage
}

// A breakage is a mistake that people make with a stack.
type breakage struct {
	directory string // of testdata/NAME
	path      string // what is asked for; "" for /items
	code      explain.Code
	// unseen says why the answers cannot tell what the server is; "" where
	// they do.
	unseen string
}

func stacks() []stack {
	return []stack{
		{
			name: "express", needs: []requirement{nodePackage("express"), nodePackage("cors")}, command: node("server.js"),
			breakages: []breakage{{directory: "broken", code: explain.AllowOriginTrailingSlash}},
		},
		{
			name: "fastify", needs: []requirement{nodePackage("fastify"), nodePackage("@fastify/cors")}, command: node("server.js"),
			breakages: []breakage{{directory: "broken", code: explain.AllowMethodsLacksMethod}},
		},
		{
			name: "koa", needs: []requirement{nodePackage("koa"), nodePackage("@koa/cors"), nodePackage("@koa/router")}, command: node("server.js"),
			breakages: []breakage{{directory: "broken", code: explain.AllowCredentialsMissing}},
		},
		{
			name: "hono", needs: []requirement{nodePackage("hono"), nodePackage("@hono/node-server")}, command: node("src/index.js"),
			breakages: []breakage{{directory: "broken", code: explain.AllowOriginWildcardWithCredentials}},
		},
		{
			name: "nestjs", needs: []requirement{nodePackage("@nestjs/core"), nodePackage("@nestjs/platform-express"), nodePackage("typescript")}, command: node("run.js"),
			breakages: []breakage{{directory: "broken", code: explain.PreflightNotRouted}},
		},
		{
			name: "nextjs", needs: []requirement{nodePackage("next"), nodePackage("react-dom")}, prefix: "/api", command: nextjs,
			breakages: []breakage{{directory: "broken", code: explain.AllowHeadersMissing}},
		},
		{
			name: "cloudflare-workers", needs: []requirement{nodePackage("@cloudflare/workerd-*/bin/workerd")}, command: workerd,
			breakages: []breakage{{
				directory: "broken", path: "/failing", code: explain.ServerErrorOutsideCORS,
				unseen: "Cloudflare's edge, which marks the answers, cannot be run here: this is the runtime alone",
			}},
		},
		{
			name: "flask", needs: []requirement{pythonModules("flask", "flask_cors")},
			command:   pythonModule([]string{"flask", "flask_cors"}, "flask", "run", "--host", "127.0.0.1"),
			breakages: []breakage{{directory: "broken", code: explain.AllowOriginMissing}},
		},
		{
			name: "django", needs: []requirement{pythonModules("django", "corsheaders")},
			command:   pythonModule([]string{"django", "corsheaders"}, "manage", "runserver", "--noreload"),
			breakages: []breakage{{directory: "broken", code: explain.AllowHeadersLacksName}},
		},
		{
			name: "fastapi", needs: []requirement{pythonModules("fastapi", "uvicorn")},
			command:     pythonModule([]string{"fastapi", "uvicorn"}, "uvicorn", "main:app", "--host", "127.0.0.1"),
			withoutVary: "Starlette adds it for allowed origins alone",
			breakages: []breakage{
				{directory: "broken", code: explain.MiddlewareRefusesMethod},
				{directory: "broken-errors", path: "/failing", code: explain.ServerErrorOutsideCORS},
			},
		},
		{
			name: "sinatra", needs: []requirement{rubyGems("sinatra/base", "rack/cors", "puma")},
			command: run("puma", "--bind", "tcp://127.0.0.1:@PORT@", "config.ru"),
			breakages: []breakage{
				{directory: "broken", code: explain.AllowCredentialsMissing},
				{directory: "broken-methods", code: explain.MiddlewareRefusesMethod},
			},
		},
		{
			name: "php", needs: []requirement{program("php")}, command: run("php", "-S", "127.0.0.1:@PORT@", "index.php"),
			breakages: []breakage{{directory: "broken", code: explain.AllowOriginWildcardWithCredentials}},
		},
		{
			name: "tomcat", needs: []requirement{program("java"), file("/usr/share/tomcat10/bin/catalina.sh", "Tomcat 10")},
			command:     tomcat,
			withoutVary: "CorsFilter refuses other origins with status 403, which no cache keeps, without it",
			breakages:   []breakage{{directory: "broken", code: explain.MiddlewareRefusesMethod}},
		},
		{
			name: "nginx", needs: []requirement{program("nginx")}, isProxy: true,
			command: run("nginx", "-p", "@DIRECTORY@", "-c", "nginx.conf", "-e", "stderr", "-g", "daemon off;"),
			breakages: []breakage{
				{directory: "broken", code: explain.AllowMethodsLacksMethod},
				{directory: "broken-errors", path: "/gateway", code: explain.GatewayErrorOutsideCORS},
			},
		},
		{
			name: "apache", needs: []requirement{program("apache2")}, isProxy: true,
			command:   run("apache2", "-DFOREGROUND", "-d", "@DIRECTORY@", "-f", "apache2.conf"),
			breakages: []breakage{{directory: "broken", code: explain.AllowOriginMissing}},
		},
		{
			name: "caddy", needs: []requirement{program("caddy")}, isProxy: true,
			command:   run("caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile"),
			breakages: []breakage{{directory: "broken", code: explain.PreflightNotRouted}},
		},
		{
			name: "haproxy", needs: []requirement{program("haproxy")}, isProxy: true, command: run("haproxy", "-db", "-f", "haproxy.cfg"),
			breakages: []breakage{{directory: "broken", path: "/gateway", code: explain.GatewayErrorOutsideCORS}},
		},
		{
			name: "lighttpd", needs: []requirement{program("lighttpd")}, isProxy: true, command: run("lighttpd", "-D", "-f", "lighttpd.conf"),
			breakages: []breakage{{directory: "broken", code: explain.PreflightNotRouted}},
		},
		{name: "go", goPackage: "net-http", breakages: []breakage{{code: explain.PreflightNotRouted}}},
		{name: "rs-cors", goPackage: "rs-cors", breakages: []breakage{{code: explain.MiddlewareRefusesMethod}}},
		{name: "gin", goPackage: "gin", breakages: []breakage{{code: explain.MiddlewareRefusesOrigin}}},
		{name: "echo", goPackage: "echo", breakages: []breakage{{code: explain.AllowOriginWildcardWithCredentials}}},
		{
			name: "echo", variant: "version 5", goPackage: "echo5", adapt: strings.NewReplacer("echo/v4", "echo/v5"),
			breakages: []breakage{{code: explain.AllowOriginWildcardWithCredentials}},
		},
		{name: "chi", goPackage: "chi", breakages: []breakage{{code: explain.MiddlewareRefusesHeaders}}},
		{name: "fiber", goPackage: "fiber", breakages: []breakage{{code: explain.AllowOriginWildcardWithCredentials}}},
	}
}

func stackNamed(name string) *stack {
	all := stacks()
	return &all[slices.IndexFunc(all, func(stack stack) bool { return stack.name == name })]
}

// run is a program with arguments in which the site's values are filled in.
func run(name string, arguments ...string) func(*testing.T, *site) *exec.Cmd {
	return func(_ *testing.T, site *site) *exec.Cmd {
		filled := make([]string, len(arguments))
		for i, argument := range arguments {
			filled[i] = site.fill(argument)
		}
		return exec.Command(name, filled...)
	}
}

func node(script string) func(*testing.T, *site) *exec.Cmd {
	return func(t *testing.T, site *site) *exec.Cmd {
		site.linkNodeModules(t)
		return exec.Command("node", script)
	}
}

// workerd is the runtime of Cloudflare Workers. Its package is one a platform.
func workerd(t *testing.T, site *site) *exec.Cmd {
	site.linkNodeModules(t)
	binaries, err := filepath.Glob(filepath.Join(site.directory, "node_modules/@cloudflare/workerd-*/bin/workerd"))
	if err != nil || len(binaries) == 0 {
		t.Fatalf("there is no workerd: %v", err)
	}
	return exec.Command(binaries[0], "serve", "config.capnp")
}

func nextjs(t *testing.T, site *site) *exec.Cmd {
	site.linkNodeModules(t)
	command := exec.Command("node", "node_modules/next/dist/bin/next", "dev", "--hostname", "127.0.0.1", "--port", site.port)
	command.Env = append(command.Environ(), "NEXT_TELEMETRY_DISABLED=1", "NODE_OPTIONS=--require "+site.directory+"/offline.js")
	return command
}

// pythonModule runs a module, which is one of the site's or an installed one,
// on the site's port.
func pythonModule(required []string, module string, arguments ...string) func(*testing.T, *site) *exec.Cmd {
	return func(_ *testing.T, site *site) *exec.Cmd {
		arguments := append([]string{"-m", module}, arguments...)
		if module == "manage" {
			arguments = append(arguments, "127.0.0.1:"+site.port)
		} else {
			arguments = append(arguments, "--port", site.port)
		}
		command := exec.Command(python(required...), arguments...)
		command.Env = append(command.Environ(), "PYTHONDONTWRITEBYTECODE=1")
		return command
	}
}

func tomcat(_ *testing.T, site *site) *exec.Cmd {
	command := exec.Command("/usr/share/tomcat10/bin/catalina.sh", "run")
	for _, directory := range []string{"logs", "temp", "work"} {
		os.Mkdir(filepath.Join(site.directory, directory), 0o755)
	}
	// The first compiler alone, and no archive of classes: it lives for a
	// moment.
	command.Env = append(command.Environ(), "CATALINA_HOME=/usr/share/tomcat10", "CATALINA_BASE="+site.directory,
		"JAVA_OPTS=-XX:TieredStopAtLevel=1 -Djava.security.egd=file:/dev/urandom")
	return command
}
