// https://url.spec.whatwg.org/#url-class
const urls = new WeakMap();
const urlParts = ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];

class URL {
  #parameters;
  constructor(input, base) {
    const text = String(input);
    const baseText = base === undefined ? '' : String(base);
    mapSet(urls, this, parseOrKeep(text, baseText));
  }
  get href() { return mapGet(urls, this).href; }
  set href(value) { mapSet(urls, this, parseOrKeep(String(value), '')); }
  get origin() { return mapGet(urls, this).origin; }
  get searchParams() {
    if (!this.#parameters) {
      this.#parameters = new URLSearchParams(this.search, (query) => setPart(this, 'search', query));
    }
    return this.#parameters;
  }
  toString() { return this.href; }
  toJSON() { return this.href; }
  static canParse(input, base) { return host.parseURL(String(input), base === undefined ? '' : String(base)) !== null; }
  static createObjectURL() { return 'blob:' + (host.page() || 'null'); }
  static revokeObjectURL() {}
}

for (const part of urlParts) {
  defineProperty(URL.prototype, part, {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() { return mapGet(urls, this)[part]; },
    set(value) { setPart(this, part, String(value)); },
  });
}

// parseOrKeep parses a URL; one with something unknown in it stays as it is.
function parseOrKeep(text, base) {
  if (hasUnknown(text)) return unparsed(text);
  if (hasUnknown(base)) return unparsed(joinUnknown(text, base));
  const parsed = host.parseURL(text, base);
  if (parsed) return parsed;
  throw new TypeError(JSON.stringify(text) + ' is not an absolute URL' + (base ? '' : ', and no base is given'));
}

function joinUnknown(text, base) {
  const absolute = host.parseURL(text, '');
  return absolute ? absolute.href : base + (text[0] === '/' ? '' : '/') + text;
}

function unparsed(href) {
  const [beforeHash] = href.split('#');
  const [path, ...query] = beforeHash.split('?');
  return {
    href, origin: path, protocol: 'https:', username: '', password: '', host: path, hostname: path, port: '',
    pathname: path, search: query.length > 0 ? '?' + query.join('?') : '', hash: '',
  };
}

function setPart(url, part, value) {
  const current = mapGet(urls, url);
  if (hasUnknown(value) || hasUnknown(current.href)) {
    const query = part === 'search' && value && value[0] !== '?' ? '?' + value : value;
    mapSet(urls, url, unparsed(part === 'search' ? current.href.split('?')[0] + query : current.href + value));
    return;
  }
  const changed = host.setURL(current.href, part, value);
  if (changed) mapSet(urls, url, changed);
}
