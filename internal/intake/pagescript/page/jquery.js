// What jQuery 3.x makes of the arguments of its ajax functions.
//
// https://api.jquery.com/jQuery.ajax/
function jQuery(selector) {
  if (typeof selector === 'function') {
    schedule(selector, 'a function given to $');
    return makeUnknown('$(document)', { kind: 'variable', settled: true });
  }
  const text = typeof selector === 'string' ? '"' + selector + '"' : brief([selector]);
  const name = selector === global.document ? '$(document)' : '$(' + text + ')';
  return makeUnknown(name, { kind: 'variable', settled: true });
}

const jQuerySettings = {
  contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
  processData: true,
  headers: {},
};

jQuery.ajaxSetup = (settings) => extendSettings(jQuerySettings, settings);

function extendSettings(target, settings) {
  for (const name of Object.keys(settings || {})) {
    const value = settings[name];
    const nested = name === 'headers' || name === 'xhrFields';
    target[name] = nested && target[name] && !isUnknown(value) ? { ...target[name], ...value } : value;
  }
  return target;
}

jQuery.ajax = function (url, settings) {
  const callAt = host.here();
  if (isObject(url) && !isUnknown(url)) return sendAjax(url, callAt);
  return sendAjax({ ...settings, url }, callAt);
};

function sendAjax(given, callAt) {
  const settings = extendSettings({ ...jQuerySettings, headers: { ...jQuerySettings.headers } }, given);
  const method = String(settings.method || settings.type || 'GET').toUpperCase();
  const hasContent = method !== 'GET' && method !== 'HEAD';
  const headers = [];
  const data = ajaxData(settings);
  if (data !== undefined && hasContent && settings.contentType !== false) append(headers, ['Content-Type', String(settings.contentType)]);
  else if (given.contentType) append(headers, ['Content-Type', String(given.contentType)]);
  append(headers, ['Accept', ajaxAccept(settings)]);
  const requestHeaders = fillHeaders(settings.headers);
  for (let i = 0; i < requestHeaders.length; i++) setAjaxHeader(headers, ...requestHeaders[i]);

  const xhr = createAjaxRequest(headers, settings);
  if (typeof settings.beforeSend === 'function' && settings.beforeSend.call(settings, xhr, settings) === false) return xhr;
  const credentials = settings.xhrFields && settings.xhrFields.withCredentials;
  const number = XMLHttpRequest.libraryRequest('jQuery', callAt, {
    url: withUserInfo(resolveURL(ajaxURL(settings, data, hasContent)), settings.username, settings.password),
    method,
    headers,
    body: hasContent ? extractBody(data) : null,
    leftovers: unknownKeys(given),
    withCredentials: isUnknown(credentials) || Boolean(credentials),
    uploadListeners: false,
    script: settings.dataType === 'jsonp' || settings.dataType === 'script',
  });
  xhr.finish(number);
  return xhr;
}

// ajaxData serializes the data, as jQuery does before it opens the request.
function ajaxData(settings) {
  const { data } = settings;
  if (data === undefined || data === null || data === '') return undefined;
  if (!settings.processData || typeof data === 'string') return data;
  return jQuery.param(data, settings.traditional);
}

function ajaxURL(settings, data, hasContent) {
  let url = settings.url === undefined ? '' : String(settings.url);
  const addition = [];
  if (!hasContent && data !== undefined && settings.processData !== false) append(addition, String(data));
  if (!hasContent && settings.cache === false) append(addition, '_=' + Date.now());
  for (const text of addition) url += (url.includes('?') ? '&' : '?') + text;
  return url;
}

function ajaxAccept(settings) {
  const types = {
    json: 'application/json, text/javascript, */*; q=0.01',
    xml: 'application/xml, text/xml, */*; q=0.01',
    html: 'text/html, */*; q=0.01',
    text: 'text/plain, */*; q=0.01',
    script: 'text/javascript, application/javascript, application/ecmascript, application/x-ecmascript, */*; q=0.01',
  };
  const type = String(settings.dataType || '').split(' ')[0].toLowerCase();
  return Object.hasOwn(types, type) ? types[type] : '*/*';
}

function setAjaxHeader(headers, name, value) {
  for (let i = 0; i < headers.length; i++) {
    if (lowerCase(headers[i][0]) === lowerCase(String(name))) {
      headers[i][1] = normalizeValue(String(value));
      return;
    }
  }
  append(headers, [String(name), normalizeValue(String(value))]);
}

// createAjaxRequest makes the jqXHR: a promise with jQuery's own methods.
function createAjaxRequest(headers, settings) {
  const callbacks = { done: [settings.success], always: [settings.complete] };
  const xhr = {
    readyState: 1,
    status: 200,
    setRequestHeader(name, value) { setAjaxHeader(headers, name, value); },
    overrideMimeType() {},
    abort() {},
    done(...added) { for (const callback of added) xhr.run(callback); return xhr; },
    always(...added) { for (const callback of added) xhr.run(callback); return xhr; },
    fail() { return xhr; },
    then(...handlers) { return Promise.resolve(responseData(xhr.number)).then(...handlers); },
    catch() { return xhr.then(); },
    run(callback) { if (xhr.number) schedule(callback, undefined, [responseData(xhr.number), 'success', xhr]); },
    finish(number) {
      xhr.number = number;
      xhr.responseText = xhr.responseJSON = responseData(number);
      for (const callback of [...callbacks.done, ...callbacks.always]) xhr.run(callback);
    },
  };
  return xhr;
}

for (const method of ['get', 'post']) {
  jQuery[method] = function (url, data, success, dataType) {
    const callAt = host.here();
    if (isObject(url) && !isUnknown(url)) return sendAjax({ ...url, method }, callAt);
    if (typeof data === 'function' && !isUnknown(data)) [data, success, dataType] = [undefined, data, success];
    return sendAjax({ url, method, data, success, dataType }, callAt);
  };
}
jQuery.getJSON = function (url, data, success) {
  const callAt = host.here();
  if (typeof data === 'function' && !isUnknown(data)) [data, success] = [undefined, data];
  return sendAjax({ url, data, success, dataType: 'json' }, callAt);
};

// https://api.jquery.com/jQuery.param/
jQuery.param = function (data, traditional) {
  const pairs = [];
  if (isUnknown(data)) return String(data);
  if (isArray(data)) for (const { name, value } of data) append(pairs, [name, value]);
  else for (const name of Object.keys(data)) appendParams(pairs, name, data[name], traditional);
  return pairs.map(([name, value]) => ajaxEncode(name) + '=' + ajaxEncode(value)).join('&');
};

function appendParams(pairs, name, value, traditional) {
  if (typeof value === 'function' && !isUnknown(value)) value = value();
  if (isArray(value)) {
    value.forEach((one, i) => {
      if (traditional || name.endsWith('[]')) append(pairs, [name, one]);
      else appendParams(pairs, name + '[' + (isObject(one) && !isUnknown(one) ? i : '') + ']', one, traditional);
    });
  } else if (!traditional && isObject(value) && !isUnknown(value)) {
    for (const key of Object.keys(value)) appendParams(pairs, name + '[' + key + ']', value[key], traditional);
  } else append(pairs, [name, value]);
}

function ajaxEncode(value) {
  return encodeURIComponent(wellFormed(value === null || value === undefined ? '' : String(value)));
}

jQuery.extend = (...objects) => Object.assign(...(objects[0] === true ? objects.slice(1) : objects));
jQuery.each = (list, callback) => { for (const [key, value] of Object.entries(list)) callback.call(value, key, value); };
jQuery.map = (list, callback) => Array.from(list, (value, i) => callback(value, i));
jQuery.trim = (text) => String(text).trim();
jQuery.isFunction = (value) => typeof value === 'function';
jQuery.when = (...promises) => Promise.all(promises);
jQuery.ready = (callback) => schedule(callback, 'a function given to $');
jQuery.fn = makeUnknown('$.fn', { kind: 'variable', settled: true });
