// What axios 1.x makes of its arguments, as far as the request shows it.
//
// https://axios-http.com/docs/req_config
const axiosMethodsWithData = ['post', 'put', 'patch'];

function createAxios(instanceDefaults) {
  const client = function axios(urlOrConfig, config) {
    if (typeof urlOrConfig === 'string' || isUnknown(urlOrConfig)) return send({ ...config, url: urlOrConfig });
    return send({ ...urlOrConfig });
  };
  const interceptors = { request: createInterceptors(), response: createInterceptors() };
  client.defaults = mergeAxiosConfig(
    { headers: { common: { Accept: 'application/json, text/plain, */*' } } },
    instanceDefaults || {},
  );
  client.interceptors = interceptors;

  function send(config) {
    const callAt = host.here();
    const merged = mergeAxiosConfig(client.defaults, config);
    merged.method = lowerCase(String(config.method || client.defaults.method || 'get'));
    merged.headers = axiosHeaders(client.defaults.headers, config.headers, merged.method);
    let chain = Promise.resolve(merged);
    for (let i = interceptors.request.handlers.length - 1; i >= 0; i--) {
      const [fulfilled, rejected] = interceptors.request.handlers[i];
      chain = chain.then(fulfilled, rejected);
    }
    chain = chain.then((ready) => dispatchAxios(ready || merged, callAt));
    for (const [fulfilled, rejected] of interceptors.response.handlers) chain = chain.then(fulfilled, rejected);
    return chain;
  }

  client.request = (urlOrConfig, config) => client(urlOrConfig, config);
  for (const method of ['get', 'delete', 'head', 'options']) {
    client[method] = (url, config) => send({ ...config, method, url, data: config && config.data });
  }
  for (const method of axiosMethodsWithData) {
    client[method] = (url, data, config) => send({ ...config, method, url, data });
    client[method + 'Form'] = (url, data, config) => send({
      ...config, method, url, data, headers: { ...(config && config.headers), 'Content-Type': 'multipart/form-data' },
    });
  }
  client.getUri = (config) => axiosURL(mergeAxiosConfig(client.defaults, config || {}));
  client.create = (defaults) => createAxios(mergeAxiosConfig(client.defaults, defaults || {}));
  return client;
}

function createInterceptors() {
  const handlers = [];
  return {
    handlers,
    use(fulfilled, rejected) { append(handlers, [fulfilled, rejected]); return handlers.length - 1; },
    eject() {},
    clear() {},
  };
}

function mergeAxiosConfig(defaults, config) {
  const merged = { ...defaults, ...config };
  if (isUnknown(config)) merged.leftovers = String(config);
  merged.headers = { ...defaults.headers, ...config.headers };
  if (isUnknown(config.headers)) merged.headers['x-unknown'] = String(config.headers);
  merged.headers.common = { ...(defaults.headers && defaults.headers.common), ...(config.headers && config.headers.common) };
  if (defaults.params && config.params && !isUnknown(config.params)) merged.params = { ...defaults.params, ...config.params };
  return merged;
}

const axiosMethodNames = ['common', 'delete', 'get', 'head', 'post', 'put', 'patch', 'options', 'query'];

// AxiosHeaders is a plain object of names whose methods cannot be seen.
function axiosHeaders(defaults, own, method) {
  const headers = createObject(AxiosHeaders.prototype);
  for (const source of [defaults.common, defaults[method], withoutMethodNames(defaults), withoutMethodNames(own || {})]) {
    for (const [name, value] of headerEntries(source)) headers.set(name, value);
  }
  return headers;
}

function withoutMethodNames(source) {
  if (isUnknown(source) || source instanceof AxiosHeaders || mapHas(headerLists, source)) return source;
  return Object.fromEntries(Object.entries(source).filter(([name]) => !axiosMethodNames.includes(name)));
}

function headerEntries(source) {
  if (!source) return [];
  if (isUnknown(source)) return [['x-unknown', String(source)]];
  if (mapHas(headerLists, source)) return sortAndCombine(mapGet(headerLists, source));
  return Object.entries(source);
}

class AxiosHeaders {
  constructor(init) { for (const [name, value] of headerEntries(init)) this.set(name, value); }
  #find(name) { return Object.keys(this).find((key) => lowerCase(key) === lowerCase(String(name))); }
  set(name, value) {
    if (isObject(name) && !isUnknown(name)) {
      for (const [key, one] of headerEntries(name)) this.set(key, one);
      return this;
    }
    const key = headerKey(this, name);
    if (value === null || value === undefined || value === false) delete this[key];
    else this[key] = value;
    return this;
  }
  get(name) { return this[headerKey(this, name)]; }
  has(name) { return headerKey(this, name) in this; }
  delete(name) { delete this[headerKey(this, name)]; return true; }
  concat(other) { return new AxiosHeaders({ ...this, ...other }); }
  toJSON() { return { ...this }; }
  setAuthorization(value) { return this.set('Authorization', value); }
  setContentType(value) { return this.set('Content-Type', value); }
  setAccept(value) { return this.set('Accept', value); }
  getContentType() { return this.get('Content-Type'); }
  static from(init) { return init instanceof AxiosHeaders ? init : new AxiosHeaders(init); }
}

function headerKey(headers, name) {
  const text = String(name);
  return Object.keys(headers).find((key) => lowerCase(key) === lowerCase(text)) || text;
}

function dispatchAxios(config, callAt) {
  const headers = axiosHeaders({}, config.headers, config.method);
  const body = axiosBody(config, headers);
  if (config.auth) {
    headers.set('Authorization', 'Basic ' + btoa(config.auth.username + ':' + (config.auth.password || '')));
  }
  const number = XMLHttpRequest.libraryRequest('axios', callAt, {
    url: resolveURL(axiosURL(config)),
    method: String(config.method).toUpperCase(),
    headers: fillHeaders({ ...headers }),
    body,
    leftovers: config.leftovers || '',
    withCredentials: Boolean(config.withCredentials),
    uploadListeners: typeof config.onUploadProgress === 'function',
  });
  const data = responseData(number);
  return { data, status: 200, statusText: 'OK', headers: responseHeaders(number), config, request: {} };
}

// axiosBody is axios's transformRequest: it serializes the data, and sets the
// Content-Type where the caller set none.
function axiosBody(config, headers) {
  let data = config.data;
  const transforms = config.transformRequest;
  if (typeof transforms === 'function') data = transforms(data, headers);
  else if (isArray(transforms)) for (const transform of transforms) data = transform(data, headers);
  if (data === undefined || data === null) {
    headers.delete('Content-Type');
    return null;
  }
  const type = String(headers.get('Content-Type') || '');
  if (mapHas(forms, data)) headers.delete('Content-Type');
  else if (data instanceof URLSearchParams) defaultType(headers, 'application/x-www-form-urlencoded;charset=utf-8');
  else if (isPlainData(data)) return axiosObjectBody(data, type, headers);
  else if (axiosMethodsWithData.includes(config.method)) defaultType(headers, 'application/x-www-form-urlencoded');
  if (typeof data === 'string' && type.includes('application/json') && !isJSON(data)) data = JSON.stringify(data);
  return extractBody(data);
}

function axiosObjectBody(data, type, headers) {
  if (type.includes('application/x-www-form-urlencoded')) return extractBody(axiosQuery(data));
  if (type.includes('multipart/form-data')) {
    headers.delete('Content-Type');
    const form = new FormData();
    for (const [name, value] of Object.entries(data)) form.append(name, value);
    return extractBody(form);
  }
  defaultType(headers, 'application/json');
  return extractBody(JSON.stringify(data));
}

function isJSON(text) {
  if (hasUnknown(text)) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isPlainData(data) {
  if (isUnknown(data)) return true;
  return isObject(data) && !mapHas(blobs, data) && !mapHas(streams, data) && !(data instanceof ArrayBuffer) && !isView(data);
}

function defaultType(headers, type) {
  if (!headers.has('Content-Type')) headers.set('Content-Type', type);
}

function axiosURL(config) {
  let url = config.url === undefined ? '' : String(config.url);
  const base = config.baseURL === undefined || config.baseURL === null ? '' : String(config.baseURL);
  if (base && !/^([a-z][a-z\d+\-.]*:)?\/\//i.test(url)) {
    url = url ? base.replace(/\/?\/$/, '') + '/' + url.replace(/^\/+/, '') : base;
  }
  if (config.params === undefined || config.params === null) return url;
  const query = axiosQuery(config.params, config.paramsSerializer);
  if (query === '') return url;
  url = url.split('#')[0];
  return url + (url.includes('?') ? '&' : '?') + query;
}

function axiosQuery(params, serializer) {
  const serialize = typeof serializer === 'function' ? serializer : serializer && serializer.serialize;
  if (typeof serialize === 'function') return String(serialize(params));
  if (isUnknown(params)) return String(params);
  if (params instanceof URLSearchParams) return params.toString();
  const pairs = [];
  for (const [name, value] of Object.entries(params)) appendAxiosPairs(pairs, name, value);
  return pairs.map(([name, value]) => axiosEncode(name) + '=' + axiosEncode(value)).join('&');
}

function appendAxiosPairs(pairs, name, value) {
  if (value === null || value === undefined) return;
  if (value instanceof Date) append(pairs, [name, value.toISOString()]);
  else if (isArray(value)) for (const one of value) appendAxiosPairs(pairs, name + '[]', one);
  else if (isObject(value) && !isUnknown(value)) {
    for (const [key, one] of Object.entries(value)) appendAxiosPairs(pairs, name + '[' + key + ']', one);
  } else append(pairs, [name, String(value)]);
}

function axiosEncode(text) {
  return encodeURIComponent(wellFormed(text)).replace(/%3A/gi, ':').replace(/%24/g, '$').replace(/%2C/gi, ',').replace(/%20/g, '+')
    .replace(/%5B/gi, '[').replace(/%5D/gi, ']');
}

const axios = createAxios();
axios.AxiosHeaders = AxiosHeaders;
axios.all = (promises) => Promise.all(promises);
axios.spread = (callback) => (list) => callback(...list);
axios.isAxiosError = () => false;
axios.isCancel = () => false;
axios.AxiosError = class AxiosError extends Error {};
axios.Cancel = axios.CanceledError = class CanceledError extends Error {};
axios.CancelToken = class CancelToken {
  constructor(executor) { if (typeof executor === 'function') executor(() => {}); }
  static source() { return { token: new CancelToken(), cancel() {} }; }
};
axios.Axios = function () { return createAxios(); };
axios.default = axios;
