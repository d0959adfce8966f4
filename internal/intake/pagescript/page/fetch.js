// https://fetch.spec.whatwg.org/#request-class
const requests = new WeakMap();

class Request {
  constructor(input, init) {
    mapSet(requests, this, buildRequest(input, init));
  }
  get url() { return mapGet(requests, this).url; }
  get method() { return mapGet(requests, this).method || 'GET'; }
  get headers() {
    const request = mapGet(requests, this);
    if (!request.headersObject) request.headersObject = new Headers(request.headers);
    return request.headersObject;
  }
  get body() { return mapGet(requests, this).body ? new ReadableStream() : null; }
  get mode() { return mapGet(requests, this).mode || 'cors'; }
  get credentials() { return mapGet(requests, this).credentials || 'same-origin'; }
  get cache() { return mapGet(requests, this).cache || 'default'; }
  get redirect() { return mapGet(requests, this).redirect || 'follow'; }
  get signal() { return new AbortController().signal; }
  clone() { return new Request(this); }
  text() {
    const { body } = mapGet(requests, this);
    return Promise.resolve(body ? body.chunks.map((chunk) => host.text(chunk)).join('') : '');
  }
  json() { return this.text().then((text) => JSON.parse(text)); }
}

// buildRequest reads what the Request constructor reads; it refuses nothing
// that only concerns CORS, for the fetch itself to do so.
function buildRequest(input, init) {
  const request = createObject(null);
  request.headers = [];
  request.leftovers = '';
  if (mapHas(requests, input)) copyRequest(request, mapGet(requests, input));
  else request.url = resolveURL(input);
  if (init === undefined || init === null) return request;
  if (isUnknown(init)) {
    request.leftovers = String(init);
    return request;
  }
  if (!isObject(init)) throw new TypeError('the second argument of fetch must be an object');
  request.leftovers += unknownKeys(init);
  readText(request, init, 'method');
  readText(request, init, 'mode');
  readText(request, init, 'credentials');
  readText(request, init, 'cache');
  readText(request, init, 'redirect');
  readText(request, init, 'referrer');
  readText(request, init, 'referrerPolicy');
  readText(request, init, 'integrity');
  if (init.keepalive !== undefined) request.keepalive = isUnknown(init.keepalive) || Boolean(init.keepalive);
  if (init.headers !== undefined) {
    request.headers = fillHeaders(init.headers);
    request.headersObject = undefined;
  }
  if (init.body !== undefined && init.body !== null) request.body = extractBody(init.body);
  return request;
}

function copyRequest(request, original) {
  const names = ownKeys(original);
  for (let i = 0; i < names.length; i++) request[names[i]] = original[names[i]];
  if (original.headersObject) request.headers = fillHeaders(original.headersObject);
  request.headersObject = undefined;
}

function readText(request, init, name) {
  const value = init[name];
  if (value !== undefined && !(value === null && name !== 'referrer')) request[name] = String(value);
}

// unknownKeys are the markers that spreading an unknown left behind.
function unknownKeys(object) {
  let text = '';
  const keys = ownKeys(object);
  for (let i = 0; i < keys.length; i++) {
    if (typeof keys[i] === 'string' && hasUnknown(keys[i])) text += keys[i];
  }
  return text;
}

function resolveURL(input) {
  const text = String(input);
  if (hasUnknown(text)) return text;
  const url = host.parseURL(text, host.page());
  return url ? url.href : text;
}

// https://fetch.spec.whatwg.org/#fetch-method
function fetch(input, init) {
  const callAt = host.here();
  return new Promise((resolve) => {
    const request = mapHas(requests, input) && init === undefined ? copyOf(input) : buildRequest(input, init);
    request.api = 'fetch';
    request.via = 'fetch';
    const number = record(request, callAt);
    resolve(new Response(undefined, { number, url: request.url }));
  });
}

function copyOf(input) {
  const request = createObject(null);
  copyRequest(request, mapGet(requests, input));
  return request;
}

// record hands a request to the host, which says its number.
function record(request, callAt) {
  request.callAt = callAt;
  return host.record(request);
}

// A Response is what a server might well answer; its body is unknown.
const responses = new WeakMap();

class Response {
  constructor(body, init) {
    const options = init || {};
    mapSet(responses, this, { number: options.number || 0, url: options.url || '' });
    this.ok = true;
    this.status = 200;
    this.statusText = 'OK';
    this.type = 'cors';
    this.redirected = false;
    this.bodyUsed = false;
    this.headers = responseHeaders(options.number || 0);
    this.body = new ReadableStream();
  }
  get url() { return mapGet(responses, this).url; }
  json() { return Promise.resolve(responseData(mapGet(responses, this).number)); }
  text() { return this.json(); }
  blob() { return this.json(); }
  bytes() { return this.json(); }
  arrayBuffer() { return this.json(); }
  formData() { return this.json(); }
  clone() { return this; }
  static json(data) { return new Response(data); }
}

function responseData(number) {
  return makeUnknown('response' + (number || ''), { kind: 'response', settled: true });
}

function responseHeaders(number) {
  const value = (name) => makeUnknown('response' + number + '.headers["' + lowerCase(String(name)) + '"]', { kind: 'response', settled: true });
  return { get: value, has: () => true, forEach() {}, entries: () => [][iterator](), keys: () => [][iterator](), [iterator]: () => [][iterator]() };
}

class AbortSignal {
  constructor() { this.aborted = false; this.reason = undefined; }
  addEventListener() {}
  removeEventListener() {}
  throwIfAborted() {}
  static timeout() { return new AbortSignal(); }
  static any() { return new AbortSignal(); }
  static abort() { return new AbortSignal(); }
}

class AbortController {
  constructor() { this.signal = new AbortSignal(); }
  abort() {}
}
