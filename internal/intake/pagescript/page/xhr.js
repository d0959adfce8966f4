// https://xhr.spec.whatwg.org/#interface-xmlhttprequest
class EventTarget {
  #listeners = createObject(null);
  addEventListener(type, listener) {
    const name = String(type);
    this.#listeners[name] = this.#listeners[name] || [];
    append(this.#listeners[name], typeof listener === 'function' ? listener : (event) => listener.handleEvent(event));
  }
  removeEventListener(type, listener) {
    const name = String(type);
    if (this.#listeners[name]) this.#listeners[name] = this.#listeners[name].filter((l) => l !== listener);
  }
  dispatchEvent(event) {
    const listeners = this.listenersFor(event.type);
    for (let i = 0; i < listeners.length; i++) apply(listeners[i], this, [event]);
    return true;
  }
  listenersFor(type) {
    const listeners = (this.#listeners[type] || []).slice();
    if (typeof this['on' + type] === 'function') append(listeners, this['on' + type]);
    return listeners;
  }
  hasListeners() {
    for (const type of ['loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend']) {
      if (this.listenersFor(type).length > 0) return true;
    }
    return false;
  }
}

class XMLHttpRequest extends EventTarget {
  #request = createObject(null);
  #number = 0;
  constructor() {
    super();
    this.readyState = 0;
    this.status = 0;
    this.statusText = '';
    this.response = '';
    this.responseText = '';
    this.responseType = '';
    this.responseURL = '';
    this.timeout = 0;
    this.withCredentials = false;
    this.upload = new EventTarget();
  }
  open(method, url, async = true, user, password) {
    this.#request = createObject(null);
    this.#request.method = String(method);
    this.#request.url = withUserInfo(resolveURL(url), user, password);
    this.#request.headers = [];
    this.readyState = 1;
  }
  setRequestHeader(name, value) {
    checkHeader(name, value);
    const list = this.#request.headers;
    if (!list) throw new Error('setRequestHeader is called before open');
    const text = normalizeValue(String(value));
    for (let i = 0; i < list.length; i++) {
      if (lowerCase(list[i][0]) === lowerCase(String(name))) {
        list[i][1] += ', ' + text;
        return;
      }
    }
    append(list, [String(name), text]);
  }
  overrideMimeType() {}
  abort() {}
  getAllResponseHeaders() { return ''; }
  getResponseHeader(name) {
    return makeUnknown('response' + this.#number + '.headers["' + name + '"]', { kind: 'response', settled: true });
  }
  send(body) {
    const request = this.#request;
    if (!request.headers) throw new Error('send is called before open');
    const callAt = host.here();
    const method = request.method.toUpperCase();
    request.body = method === 'GET' || method === 'HEAD' ? null : extractBody(body);
    request.api = 'xhr';
    request.via = request.via || 'XMLHttpRequest';
    request.withCredentials = isUnknown(this.withCredentials) || Boolean(this.withCredentials);
    request.uploadListeners = this.upload.hasListeners();
    this.#number = record(request, callAt);
    schedule(() => this.#finish(), undefined, []);
  }
  #finish() {
    this.readyState = 4;
    this.status = 200;
    this.statusText = 'OK';
    this.responseURL = this.#request.url;
    this.response = this.responseText = responseData(this.#number);
    for (const type of ['readystatechange', 'load', 'loadend']) {
      this.dispatchEvent({ type, target: this, currentTarget: this, loaded: 0, total: 0 });
    }
  }
  // libraryRequest lets a library built on XMLHttpRequest name itself.
  static libraryRequest(via, callAt, options) {
    const request = createObject(null);
    for (const name of Object.keys(options)) request[name] = options[name];
    request.api = 'xhr';
    request.via = via;
    return record(request, callAt);
  }
}

function withUserInfo(url, user, password) {
  if (user === undefined || user === null || hasUnknown(url)) return url;
  const changed = host.setURL(url, 'username', String(user));
  if (password === undefined || password === null || !changed) return changed ? changed.href : url;
  const both = host.setURL(changed.href, 'password', String(password));
  return both ? both.href : changed.href;
}

class ProgressEvent { constructor(type) { this.type = type; } }
for (const [i, name] of ['UNSENT', 'OPENED', 'HEADERS_RECEIVED', 'LOADING', 'DONE'].entries()) {
  XMLHttpRequest[name] = i;
  XMLHttpRequest.prototype[name] = i;
}

// https://w3c.github.io/beacon/#sec-processing-model
function sendBeacon(url, data) {
  const callAt = host.here();
  const body = extractBody(data);
  const request = createObject(null);
  request.api = 'fetch';
  request.via = 'navigator.sendBeacon';
  request.url = resolveURL(url);
  request.method = 'POST';
  request.headers = [];
  request.body = body;
  request.keepalive = true;
  request.credentials = 'include';
  // Only a Content-Type that needs a preflight makes it a CORS request.
  request.mode = body && body.kind === 'blob' && body.type !== '' && !isSafelistedType(body.type) ? 'cors' : 'no-cors';
  record(request, callAt);
  return true;
}

function isSafelistedType(type) {
  const essence = type.split(';')[0].trim().toLowerCase();
  return essence === 'text/plain' || essence === 'multipart/form-data' || essence === 'application/x-www-form-urlencoded';
}

// https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface
class EventSource extends EventTarget {
  constructor(url, init) {
    super();
    const callAt = host.here();
    this.url = resolveURL(url);
    this.readyState = 0;
    this.withCredentials = Boolean(init && init.withCredentials);
    const request = createObject(null);
    request.api = 'fetch';
    request.via = 'EventSource';
    request.url = this.url;
    request.headers = [['Accept', 'text/event-stream']];
    request.cache = 'no-store';
    request.credentials = this.withCredentials ? 'include' : 'same-origin';
    record(request, callAt);
  }
  close() {}
}

// An image's request has CORS only with its crossOrigin attribute.
//
// https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request
class Image extends EventTarget {
  #source = '';
  set src(url) {
    const callAt = host.here();
    this.#source = resolveURL(url);
    const request = createObject(null);
    const crossOrigin = this.crossOrigin;
    request.api = 'fetch';
    request.via = 'an image';
    request.url = this.#source;
    request.headers = [];
    request.destination = 'image';
    request.mode = crossOrigin === undefined || crossOrigin === null ? 'no-cors' : 'cors';
    request.credentials = request.mode === 'cors' && crossOrigin !== 'use-credentials' ? 'same-origin' : 'include';
    record(request, callAt);
  }
  get src() { return this.#source; }
}

// WebSockets are not governed by CORS; the host says so.
class WebSocket extends EventTarget {
  constructor(url) {
    super();
    this.url = String(url);
    host.note('WebSocket');
  }
  send() {}
  close() {}
}
