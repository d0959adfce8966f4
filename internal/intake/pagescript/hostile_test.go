package pagescript

import (
	"context"
	"strings"
	"testing"
	"time"
)

// hang is longer than any run that is stopped takes, however busy the machine.
const hang = time.Minute

// Each of these would hang, or fill the memory of, an engine without limits.
func TestHostileCodeEndsWithAProblem(t *testing.T) {
	for name, code := range map[string]string{
		"endless loop":          `while (true) {}`,
		"endless promises":      `(function f() { return Promise.resolve().then(f); })()`,
		"endless timers":        `(function f() { setTimeout(() => f(), 0); })()`,
		"endless recursion":     `(function f() { f(); })()`,
		"endless getter":        `const o = { get a() { return this.a } }; o.a`,
		"endless generator":     `function* g() { for (;;) yield 1 } const a = [...g()]`,
		"uncatchable":           `for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }`,
		"doubling text":         `let s = 'x'; for (;;) s += s`,
		"doubling list":         `let a = [1]; for (;;) a = a.concat(a)`,
		"huge repeat":           `'x'.repeat(2 ** 30)`,
		"huge pad":              `'x'.padEnd(2 ** 30)`,
		"huge replace":          `'x'.repeat(1e6).replace(/x/g, 'y'.repeat(1e6))`,
		"huge replace contexts": `'x'.repeat(1e5).replace(/x/g, "$'".repeat(1000))`,
		"huge array":            `new Array(2 ** 31).fill(0)`,
		"huge array length":     `const a = []; a.length = 2 ** 31; a.fill(0)`,
		"huge array join":       `Array(1e6).join('x'.repeat(1e5))`,
		"huge shared join":      `const s = 'x'.repeat(1e6); Array(1e5).fill(s).join()`,
		"huge array-like":       `Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)`,
		"huge Array.from":       `Array.from({ length: 2 ** 32 - 1 })`,
		"huge spread":           `const a = []; a.length = 2 ** 31; [...a]`,
		"huge buffer":           `new Uint8Array(2 ** 31)`,
		"huge constructor":      `[].constructor(2 ** 31).fill(0)`,
		"many arguments":        `const a = Array(1e6).fill(0); for (;;) Math.max(...a)`,
		"catastrophic pattern":  `/^(a+)+(?=b)$/.test('a'.repeat(40))`,
		"deep stringify":        `let a = []; for (let i = 0; i < 1e6; i++) a = [a]; JSON.stringify(a)`,
		"wide stringify":        `let a = [1, 2]; for (let i = 0; i < 60; i++) a = [a, a]; JSON.stringify(a)`,
		"deep join":             `let a = []; for (let i = 0; i < 1e6; i++) a = [a]; String(a)`,
		"wide join":             `let a = [1, 2]; for (let i = 0; i < 60; i++) a = [a, a]; String(a)`,
		"deep flat":             `let a = []; for (let i = 0; i < 1e6; i++) a = [a]; a.flat(Infinity)`,
		"deep proxies":          `let p = {}; for (let i = 0; i < 1e6; i++) p = new Proxy(p, {}); p.x`,
		"deep prototypes":       `let p = {}; for (let i = 0; i < 1e6; i++) p = Object.create(p); p.x`,
		"deep bind":             `let f = () => {}; for (let i = 0; i < 1e6; i++) f = f.bind(); f()`,
		"deep eval":             `eval('('.repeat(1e6))`,
		"deep Function":         `new Function('('.repeat(1e6))`,
		"hidden Function":       `(() => {}).constructor('('.repeat(1e6))`,
		"async Function":        `(async () => {}).constructor('('.repeat(1e6))`,
		"deep RegExp":           `new RegExp('('.repeat(1e6))`,
		"deep JSON":             `JSON.parse('['.repeat(1e6))`,
		"broken Object":         `Object.prototype.get = Object.prototype.value = 1; Object.defineProperty({}, 'a', {}); while (1);`,
		"broken Array":          `Object.defineProperty(Array.prototype, '0', { set() { for (;;); }, get() { for (;;); } }); [].push(1)`,
		"broken Promise":        `Promise.prototype.then = function () { for (;;); }; await 1; Promise.resolve().then()`,
		"broken toString":       `fetch({ toString() { for (;;); } })`,
		"thrown toString":       `throw { toString() { for (;;); } }`,
		"thrown getter":         `const e = new Error(); Object.defineProperty(e, 'message', { get() { for (;;); } }); throw e`,
		"huge BigInt":           `let n = 2n; for (;;) n = n ** 2n`,
		"BigInt shift":          `1n << (2n ** 40n)`,
		"BigInt power":          `let n = 2n; n **= 2n ** 40n`,
		"BigInt shift back":     `let n = 1n; n >>= -(2n ** 40n)`,
		"BigInt by a name":      `const B = window['Big' + 'Int']; B(1) << B(2 ** 40)`,
		"BigInt by its own":     `const B = new BigInt64Array(1)[0].constructor; B(1) << B(2 ** 40)`,
		"BigInt bits":           `BigInt.asUintN(2 ** 40, -1n)`,
		"huge apply":            `Math.max.apply(null, { length: 2 ** 31 })`,
		"huge Reflect.apply":    `Reflect.apply(Math.max, null, { length: 2 ** 31 })`,
		"huge construct":        `Reflect.construct(Date, { length: 2 ** 31 })`,
		"length that grows":     `Math.max.apply(null, { n: 0, get length() { return this.n++ ? 2 ** 31 : 1 } }); for (;;);`,
		"copy that grows":       `new Uint8Array({ n: 0, get length() { return this.n++ ? 2 ** 33 : 1 } }); for (;;);`,
		"broken map":            `Array.prototype.map = () => 'x'; fetch('https://a.example/', { headers: new Headers({ a: 'b' }) })`,
		"huge sort":             `for (;;) Array(1e6).fill(0).map(Math.random).sort()`,
		"deep source":           strings.Repeat("(", 100000),
		"deep arrows":           strings.Repeat("a=>", 100000) + "1",
		"deep sum":              "x=" + strings.Repeat("1+", 100000) + "1",
		"deep if":               strings.Repeat("if(1)", 100000) + ";",
		"deep new":              strings.Repeat("new ", 200000) + "a",
		"many semicolons":       strings.Repeat(";", 1<<20),
		"too long":              strings.Repeat("x", 2<<20),
		"deep template":         strings.Repeat("`${", 10000),
		"zero bytes":            "\x00\x00fetch",
		"escapes":               "\x1b]0;title\x07 fetch(",
		"invalid UTF-8":         "fetch('\xff\xfe",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			result, err := Evaluate(context.Background(), code, Options{Timeout: 100 * time.Millisecond})
			if err == nil {
				t.Errorf("no problem, but %d requests", len(result.Requests))
			}
			if took := time.Since(start); took > hang {
				t.Errorf("took %s: %v", took, err)
			}
			t.Log(err)
		})
	}
}

func TestBigIntAndListsOfArgumentsAreComputed(t *testing.T) {
	for name, test := range map[string]struct{ code, want string }{
		"constant power":    {`const wei = 10n ** 18n; fetch('https://a.example/' + 5n * wei)`, "https://a.example/5000000000000000000"},
		"constant shift":    {`let n = BigInt(3); n <<= 8n; fetch('https://a.example/' + n)`, "https://a.example/768"},
		"hash of numbers":   {`let h = 7; for (const c of 'ab') h = (h << 5) - h + c.charCodeAt(0); fetch('https://a.example/' + h)`, "https://a.example/9832"},
		"power of a number": {`const n = 10; fetch('https://a.example/' + 2 ** n)`, "https://a.example/1024"},
		"apply":             {`fetch('https://a.example/' + Math.max.apply(null, { length: 2, 0: 3, 1: 4 }))`, "https://a.example/4"},
		"apply to nothing":  {`fetch('https://a.example/' + Math.max.apply(null))`, "https://a.example/-Infinity"},
		"typed array":       {`fetch('https://a.example/' + new Uint8Array({ length: 2, 0: 1, 1: 2 }).join())`, "https://a.example/1,2"},
		"list of an object": {`fetch('https://a.example/' + new Array({ length: 2 }).length)`, "https://a.example/1"},
	} {
		result, err := Evaluate(context.Background(), test.code, Options{Page: "https://app.example/"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := result.Requests[0].URL; got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
