// The page around the script: only what a request can depend on is real.
class Storage {
  #name;
  #items = createObject(null);
  constructor(name) { this.#name = name; }
  getItem(key) {
    const text = String(key);
    if (text in this.#items) return this.#items[text];
    return makeUnknown(this.#name + propertySuffix(text), { kind: 'variable', settled: true });
  }
  setItem(key, value) { this.#items[String(key)] = String(value); }
  removeItem(key) { this.#items[String(key)] = null; }
  clear() {}
}

const createStorage = (name) => new Proxy(new Storage(name), {
  __proto__: null,
  get: (storage, key) => (key in Storage.prototype ? storage[key].bind(storage) : storage.getItem(key)),
  set(storage, key, value) { storage.setItem(key, value); return true; },
});

function createLocation() {
  const page = host.page();
  if (page) return new URL(page);
  return makeUnknown('location', { kind: 'page', settled: true });
}

const quiet = () => {};
const quietConsole = new Proxy({}, { __proto__: null, get: () => quiet });

const timers = {
  setTimeout(callback, delay, ...args) {
    schedule(callback, undefined, args);
    return tasks.length;
  },
  clearTimeout: quiet,
  queueMicrotask(callback) { promiseThen(Promise.resolve(), () => callback()); },
};

function btoa(value) {
  if (hasUnknown(value)) return String(value);
  const encoded = host.base64(String(value));
  if (encoded === null) throw new TypeError('btoa takes characters up to U+00FF only');
  return encoded;
}

function atob(value) {
  if (hasUnknown(value)) return unknownFrom(value, (name) => 'atob(' + name + ')');
  const decoded = host.fromBase64(String(value));
  if (decoded === null) throw new TypeError('what atob is given is not base64');
  return decoded;
}

class TextEncoder {
  get encoding() { return 'utf-8'; }
  encode(text = '') { return new Uint8Array(host.utf8(String(text))); }
}

class TextDecoder {
  get encoding() { return 'utf-8'; }
  decode(buffer) { return buffer === undefined ? '' : host.text(host.bytes(buffer)); }
}

// What is made of something unknown is unknown.
function letUnknownThrough() {
  const { parse, stringify } = JSON;
  hide(JSON, 'parse', (text, reviver) => (hasUnknown(text) ? unknownFrom(text, (name) => 'JSON.parse(' + name + ')') : parse(text, reviver)));
  hide(JSON, 'stringify', (value, replacer, space) => stringify(value, measuringReplacer(replacer), space));
  expose('parseInt', (text, radix) => (hasUnknown(text) ? unknownFrom(text, (name) => 'parseInt(' + name + ')') : parseInt(text, radix)));
  expose('parseFloat', (text) => (hasUnknown(text) ? unknownFrom(text, (name) => 'parseFloat(' + name + ')') : parseFloat(text)));
  hide(Number, 'parseInt', global.parseInt);
  hide(Number, 'parseFloat', global.parseFloat);
}

// measuringReplacer lets the host stop a JSON.stringify that would never end:
// the engine can only be interrupted while it runs JavaScript. It also bounds
// how deep the engine goes.
function measuringReplacer(replacer) {
  const depths = new WeakMap();
  const names = isArray(replacer) ? replacer.map(String) : undefined;
  return function (key, value) {
    if (names && key !== '' && !isArray(this) && !names.includes(key)) return undefined;
    if (typeof replacer === 'function') value = apply(replacer, this, [key, value]);
    if (!isObject(value)) return value;
    const depth = (mapGet(depths, this) || 0) + 1;
    if (depth > 1000) host.tooLarge('JSON that is nested more than 1000 deep');
    mapSet(depths, value, depth);
    return value;
  };
}

const fetchLibrary = Object.assign((...args) => fetch(...args), { default: fetch, fetch, Headers, Request, Response, FormData, Blob, File });

const libraries = {
  axios,
  jquery: jQuery,
  'node-fetch': fetchLibrary, 'cross-fetch': fetchLibrary, 'isomorphic-fetch': fetchLibrary, unfetch: fetchLibrary,
  undici: { fetch, Headers, Request, Response, FormData, File },
  'form-data': FormData,
  url: { URL, URLSearchParams }, 'node:url': { URL, URLSearchParams },
  buffer: { get Buffer() { return global.Buffer; }, Blob }, 'node:buffer': { get Buffer() { return global.Buffer; }, Blob },
};

// require gives the libraries that make requests; everything else is unknown.
function require(name) {
  const text = String(name);
  if (Object.hasOwn(libraries, text)) return libraries[text];
  return makeUnknown('require("' + text + '")', { kind: 'variable', settled: true });
}

// importDefault and importNamed are what import declarations become.
function importDefault(name) {
  const library = libraries[name];
  return library.default || library;
}

function importNamed(name, member) {
  const library = libraries[name];
  if (member in library) return library[member];
  return member === 'default' ? importDefault(name) : undefined;
}

// libraryGlobals are names of libraries that decide whether and how often the
// code runs.
const libraryGlobals = {
  __proto__: null,
  useState: (initial) => [typeof initial === 'function' ? initial() : initial, quiet],
  useReducer: (reducer, initial) => [initial, quiet],
  useRef: (initial) => ({ current: initial }),
  useMemo: (make) => make(),
  useCallback: (callback) => callback,
  useEffect: (effect) => schedule(effect, 'a function given to useEffect', []),
  useLayoutEffect: (effect) => schedule(effect, 'a function given to useLayoutEffect', []),
  onMounted: (callback) => schedule(callback, 'a function given to onMounted', []),
  ref: (value) => ({ value }),
  $: jQuery,
  jQuery,
  $http: axios, // AngularJS's takes and sends the same
  Buffer: {
    from(data, encoding) {
      if (hasUnknown(data)) return unknownFrom(data, (name) => 'Buffer.from(' + name + ')');
      if (typeof data !== 'string') return new Uint8Array(data);
      const text = encoding === 'base64' ? atob(data) : data;
      const bytes = new Uint8Array(host.utf8(text));
      hide(bytes, 'toString', (to) => (to === 'base64' ? host.base64Bytes(bytes) : text));
      return bytes;
    },
  },
};

// openWindow answers for globals that other scripts of the page would set.
function openWindow() {
  return new Proxy(global, {
    __proto__: null,
    get(target, key) {
      if (typeof key === 'symbol' || key in target) return target[key];
      if (/^on[a-z]+$/.test(key)) return null;
      const known = host.define('window.' + key);
      return known === undefined ? resolveGlobal(key) : known;
    },
    set(target, key, value) {
      target[key] = value;
      if (/^on[a-z]+$/.test(String(key))) schedule(value, 'window.' + key);
      return true;
    },
  });
}

function furnishPage() {
  const pageWindow = openWindow();
  for (const name of ['window', 'self', 'top', 'parent', 'frames', 'globalThis', 'global']) expose(name, pageWindow);
  const classes = {
    Headers, Request, Response, fetch, URL, URLSearchParams, FormData, Blob, File, ReadableStream, AbortController,
    AbortSignal, XMLHttpRequest, EventTarget, ProgressEvent, EventSource, Image, WebSocket, TextEncoder, TextDecoder,
    axios, btoa, atob, require, ...timers,
  };
  for (const name of Object.keys(classes)) expose(name, classes[name]);
  expose('setInterval', timers.setTimeout);
  expose('requestAnimationFrame', timers.setTimeout);
  expose('requestIdleCallback', timers.setTimeout);
  expose('clearInterval', quiet);
  expose('console', quietConsole);
  expose('location', createLocation());
  expose('localStorage', createStorage('localStorage'));
  expose('sessionStorage', createStorage('sessionStorage'));
  expose('navigator', { sendBeacon, onLine: true, userAgent: '', language: 'en', languages: ['en'] });
  expose('structuredClone', (value) => value);
  expose('performance', { now: () => 0, timeOrigin: 0 });
  expose('crypto', { randomUUID: () => '00000000-0000-4000-8000-000000000000', getRandomValues: (array) => array, subtle: makeUnknown('crypto.subtle', { kind: 'variable' }) });
  expose('alert', quiet);
  expose('confirm', () => true);
  expose('prompt', (question) => makeUnknown('prompt(' + brief([question]) + ')', { kind: 'variable', settled: true }));
  expose('addEventListener', (type, listener) => schedule(listener, 'a listener for ' + type));
  expose('removeEventListener', quiet);
  expose('module', { exports: {} });
  expose('exports', global.module.exports);
  expose('document', makeUnknown('document', { kind: 'variable', settled: true }));
  global.document.location = global.location;
  global.document.readyState = 'complete';
  letUnknownThrough();
}

furnishPage();
return { runTask, callDeclared, resolveGlobal, importDefault, importNamed, watchRejection };
