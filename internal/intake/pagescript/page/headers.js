// https://fetch.spec.whatwg.org/#headers-class
const headerLists = new WeakMap();

class Headers {
  constructor(init) {
    mapSet(headerLists, this, []);
    const list = fillHeaders(init);
    for (let i = 0; i < list.length; i++) this.append(list[i][0], list[i][1]);
  }
  append(name, value) {
    checkHeader(name, value);
    append(mapGet(headerLists, this), [String(name), normalizeValue(String(value))]);
  }
  set(name, value) {
    checkHeader(name, value);
    const list = mapGet(headerLists, this);
    const key = lowerCase(String(name));
    const kept = [];
    let done = false;
    for (let i = 0; i < list.length; i++) {
      if (lowerCase(list[i][0]) !== key) append(kept, list[i]);
      else if (!done) { append(kept, [list[i][0], normalizeValue(String(value))]); done = true; }
    }
    if (!done) append(kept, [String(name), normalizeValue(String(value))]);
    mapSet(headerLists, this, kept);
  }
  delete(name) {
    mapSet(headerLists, this, mapGet(headerLists, this).filter(([n]) => lowerCase(n) !== lowerCase(String(name))));
  }
  get(name) {
    const found = sortAndCombine(mapGet(headerLists, this)).find(([n]) => n === lowerCase(String(name)));
    return found ? found[1] : null;
  }
  has(name) { return this.get(name) !== null; }
  forEach(callback, receiver) { for (const [name, value] of this) callback.call(receiver, value, name, this); }
  keys() { return sortAndCombine(mapGet(headerLists, this)).map(([name]) => name)[iterator](); }
  values() { return sortAndCombine(mapGet(headerLists, this)).map(([, value]) => value)[iterator](); }
  entries() { return sortAndCombine(mapGet(headerLists, this))[iterator](); }
  [iterator]() { return this.entries(); }
}

// sortAndCombine is what iterating a Headers object gives.
//
// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
function sortAndCombine(list) {
  const names = [];
  const values = createObject(null);
  for (let i = 0; i < list.length; i++) {
    const name = lowerCase(list[i][0]);
    if (!(name in values)) {
      append(names, name);
      values[name] = list[i][1];
    } else {
      values[name] += ', ' + list[i][1];
    }
  }
  names.sort();
  return names.map((name) => [name, values[name]]);
}

// fillHeaders reads a HeadersInit: a sequence of pairs or a record.
function fillHeaders(init) {
  const list = [];
  if (init === undefined || init === null) return list;
  if (isUnknown(init)) return [['x-unknown', String(init)]];
  if (typeof init !== 'object') throw new TypeError('headers must be an object, a list of pairs or a Headers object');
  if (mapHas(headerLists, init)) return sortAndCombine(mapGet(headerLists, init));
  if (init[iterator] !== undefined) {
    for (const pair of init) {
      const [name, value, ...more] = pair;
      if (value === undefined || more.length > 0) throw new TypeError('each header must be a pair of name and value');
      append(list, [String(name), normalizeValue(String(value))]);
    }
    return list;
  }
  const names = ownKeys(init);
  for (let i = 0; i < names.length; i++) {
    const descriptor = getOwnPropertyDescriptor(init, names[i]);
    if (typeof names[i] !== 'string' || !descriptor || !descriptor.enumerable) continue;
    append(list, [names[i], normalizeValue(String(init[names[i]]))]);
  }
  return list;
}

function normalizeValue(value) {
  return value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
}

function checkHeader(name, value) {
  if (hasUnknown(name) || hasUnknown(value)) return;
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(String(name))) throw new TypeError(JSON.stringify(String(name)) + ' is not a header name');
  if (/[\0\r\n]/.test(normalizeValue(String(value)))) throw new TypeError('the value of ' + name + ' holds a line break or a NUL');
}
