// What a request's body can be. A body becomes chunks, texts and buffers, that
// the host joins: { kind, type, chunks, files }.

// https://url.spec.whatwg.org/#interface-urlsearchparams
class URLSearchParams {
  #list = [];
  #changed;
  constructor(init = '', changed) {
    this.#changed = typeof changed === 'function' ? changed : undefined;
    if (isUnknown(init) || !isObject(init)) this.#list = parseQuery(String(init));
    else if (typeof init[iterator] === 'function') for (const [name, value] of init) this.#add(name, value);
    else for (const name of Object.keys(init)) this.#add(name, init[name]);
  }
  #add(name, value) { append(this.#list, [String(name), String(value)]); }
  #notify() { if (this.#changed) this.#changed(this.toString()); }
  append(name, value) { this.#add(name, value); this.#notify(); }
  delete(name, value) {
    this.#list = this.#list.filter(([n, v]) => n !== String(name) || (value !== undefined && v !== String(value)));
    this.#notify();
  }
  get(name) {
    const found = this.#list.find(([n]) => n === String(name));
    return found ? found[1] : null;
  }
  getAll(name) { return this.#list.filter(([n]) => n === String(name)).map(([, value]) => value); }
  has(name) { return this.#list.some(([n]) => n === String(name)); }
  set(name, value) {
    const first = this.#list.findIndex(([n]) => n === String(name));
    if (first < 0) return this.append(name, value);
    this.#list = this.#list.filter(([n], i) => n !== String(name) || i === first);
    this.#list[first] = [String(name), String(value)];
    this.#notify();
  }
  sort() { this.#list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)); this.#notify(); }
  forEach(callback, receiver) { for (const [name, value] of this.#list) callback.call(receiver, value, name, this); }
  get size() { return this.#list.length; }
  keys() { return this.#list.map(([name]) => name)[iterator](); }
  values() { return this.#list.map(([, value]) => value)[iterator](); }
  entries() { return this.#list.map((pair) => [...pair])[iterator](); }
  [iterator]() { return this.entries(); }
  toString() { return this.#list.map(([name, value]) => formEncode(name) + '=' + formEncode(value)).join('&'); }
}

function parseQuery(query) {
  if (query[0] === '?') query = query.slice(1);
  const list = [];
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [name, ...value] = pair.split('=');
    append(list, [formDecode(name), formDecode(value.join('='))]);
  }
  return list;
}

function formDecode(text) {
  text = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function formEncode(text) {
  return encodeURIComponent(wellFormed(text))
    .replace(/[!'()~]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase())
    .replace(/%20/g, '+');
}

function wellFormed(text) {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

// https://w3c.github.io/FileAPI/#blob-section
const blobs = new WeakMap();

class Blob {
  constructor(parts = [], options = {}) {
    const chunks = [];
    for (const part of parts) appendChunk(chunks, part);
    const type = String((options && options.type) || '');
    mapSet(blobs, this, { chunks, type: /[^\x20-\x7e]/.test(type) && !hasUnknown(type) ? '' : type.toLowerCase() });
  }
  get type() { return mapGet(blobs, this).type; }
  get size() { return mapGet(blobs, this).chunks.reduce((sum, chunk) => sum + host.byteLength(chunk), 0); }
  slice(start, end, type) {
    const part = new Blob([], { type });
    mapGet(blobs, part).chunks = mapGet(blobs, this).chunks;
    return part;
  }
  text() { return Promise.resolve(mapGet(blobs, this).chunks.map((c) => host.text(c)).join('')); }
  arrayBuffer() { return this.text().then((text) => host.utf8(text)); }
  stream() { return new ReadableStream(); }
}

class File extends Blob {
  constructor(parts, name, options) {
    super(parts, options);
    this.name = String(name);
    this.lastModified = 0;
  }
}

function appendChunk(chunks, part) {
  if (mapHas(blobs, part)) {
    const from = mapGet(blobs, part).chunks;
    for (let i = 0; i < from.length; i++) append(chunks, from[i]);
  } else if (part instanceof ArrayBuffer || isView(part)) {
    append(chunks, host.bytes(part));
  } else {
    append(chunks, String(part));
  }
}

// https://xhr.spec.whatwg.org/#interface-formdata
const forms = new WeakMap();
const pageForms = new WeakMap();

class FormData {
  constructor(form) {
    mapSet(forms, this, []);
    // The fields of a form of the page are not known here.
    if (isUnknown(form)) mapSet(pageForms, this, stateOf(form).name);
  }
  append(name, value, filename) { append(mapGet(forms, this), formEntry(name, value, filename)); }
  set(name, value, filename) { this.delete(name); this.append(name, value, filename); }
  delete(name) { mapSet(forms, this, mapGet(forms, this).filter(([n]) => n !== String(name))); }
  get(name) {
    const found = mapGet(forms, this).find(([n]) => n === String(name));
    return found ? found[1] : null;
  }
  getAll(name) { return mapGet(forms, this).filter(([n]) => n === String(name)).map(([, value]) => value); }
  has(name) { return mapGet(forms, this).some(([n]) => n === String(name)); }
  forEach(callback, receiver) { for (const [name, value] of this) callback.call(receiver, value, name, this); }
  keys() { return mapGet(forms, this).map(([name]) => name)[iterator](); }
  values() { return mapGet(forms, this).map(([, value]) => value)[iterator](); }
  entries() { return mapGet(forms, this).map(([name, value]) => [name, value])[iterator](); }
  [iterator]() { return this.entries(); }
  getHeaders() { return {}; } // the form-data package's
}

function formEntry(name, value, filename) {
  const isFile = mapHas(blobs, value) || isUnknown(value);
  return [String(name), isFile ? value : String(value), filename === undefined ? undefined : String(filename)];
}

// The boundary is lower case, as a Blob's type is.
const boundary = '----corsplainformboundary7ma4ywxktrzu0gw';

// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
function multipart(form) {
  const chunks = [];
  const files = [];
  const entries = mapGet(forms, form);
  for (let i = 0; i < entries.length; i++) {
    const [name, value, filename] = entries[i];
    append(chunks, '--' + boundary + '\r\nContent-Disposition: form-data; name="' + quoteField(name) + '"');
    if (typeof value === 'string') {
      append(chunks, '\r\n\r\n' + value);
    } else if (isUnknown(value)) {
      // Which bytes a file has does not matter here, so none stand for them.
      append(files, stateOf(value).name);
      append(chunks, '; filename="file"\r\nContent-Type: application/octet-stream\r\n\r\n');
    } else {
      const name = filename === undefined ? value.name || 'blob' : filename;
      append(chunks, '; filename="' + quoteField(String(name)) + '"\r\nContent-Type: ' + (value.type || 'application/octet-stream') + '\r\n\r\n');
      appendChunk(chunks, value);
    }
    append(chunks, '\r\n');
  }
  append(chunks, '--' + boundary + '--\r\n');
  const pageForm = mapGet(pageForms, form) || '';
  return { kind: 'formdata', type: 'multipart/form-data; boundary=' + boundary, chunks, files, pageForm };
}

function quoteField(text) {
  return text.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');
}

const streams = new WeakMap();

class ReadableStream {
  constructor() { mapSet(streams, this, true); }
  getReader() { return { read: () => Promise.resolve({ done: true }), cancel() {}, releaseLock() {} }; }
  pipeThrough() { return this; }
  cancel() { return Promise.resolve(); }
}

// extractBody is "extract a body", as far as a request needs it.
//
// https://fetch.spec.whatwg.org/#concept-bodyinit-extract
function extractBody(body) {
  if (body === undefined || body === null) return null;
  if (isUnknown(body)) return { kind: 'text', type: '', chunks: [String(body)], files: [] };
  if (mapHas(blobs, body)) {
    const { chunks, type } = mapGet(blobs, body);
    return { kind: 'blob', type, chunks, files: [] };
  }
  if (mapHas(forms, body)) return multipart(body);
  if (mapHas(streams, body)) return { kind: 'stream', type: '', chunks: [], files: [] };
  if (body instanceof ArrayBuffer || isView(body)) {
    return { kind: 'blob', type: '', chunks: [host.bytes(body)], files: [] };
  }
  if (body instanceof URLSearchParams) return { kind: 'urlencoded', type: '', chunks: [body.toString()], files: [] };
  const text = String(body);
  const object = isObject(body) && text === '[object Object]';
  return { kind: 'text', type: '', chunks: [text], files: [], object };
}
