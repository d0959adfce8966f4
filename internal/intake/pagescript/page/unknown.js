// An unknown stands for a value that the pasted code does not have: a variable
// of another file, a parameter, the answer to a request. It can be called,
// constructed, iterated and asked for properties, so that the code runs on.
// Turned into text it is a marker, by which the recorder finds it again.
const unknownStates = new WeakMap();
const markerStart = '\uFDD0';
const markerEnd = '\uFDD1';

function makeUnknown(name, details) {
  const known = host.define(name);
  if (known !== undefined) return known;
  const state = {
    __proto__: null,
    name,
    kind: details.kind,
    settled: details.settled === true,
    properties: createObject(null),
    marker: markerStart + host.registerUnknown(name, details.kind, host.here(), details.marker) + markerEnd,
  };
  // A bound function can be constructed but has no "prototype" that the
  // proxy would have to report.
  const target = function () {}.bind();
  const proxy = new Proxy(target, unknownHandler);
  mapSet(unknownStates, target, state);
  mapSet(unknownStates, proxy, state);
  return proxy;
}

function stateOf(value) {
  return isObject(value) ? mapGet(unknownStates, value) : undefined;
}

const isUnknown = (value) => stateOf(value) !== undefined;

// hasUnknown reports whether a value is unknown or a text made from one.
function hasUnknown(value) {
  return isUnknown(value) || (typeof value === 'string' && indexOf(value, markerStart) >= 0);
}

// unknownFrom names what a function made of a value that has something
// unknown in it.
function unknownFrom(value, describe) {
  const state = stateOf(value);
  if (state) return makeUnknown(describe(state.name), state);
  return makeUnknown(describe(host.unknownName(value)), { kind: host.unknownKind(value) });
}

function child(state, suffix) {
  const name = state.name === '' && suffix[0] === '.' ? slice(suffix, 1) : state.name + suffix;
  return makeUnknown(name, { kind: state.kind, settled: state.settled });
}

const unknownHandler = {
  __proto__: null,
  get(target, key) {
    const state = mapGet(unknownStates, target);
    if (typeof key === 'symbol') return unknownSymbol(state, key);
    if (key in state.properties) return state.properties[key];
    switch (key) {
      case 'then': case 'catch': case 'finally':
        return state.settled ? undefined : promiseMethod(state, key);
      case 'toString': case 'valueOf': case 'toLocaleString': case 'toJSON':
        return () => markerFor(state);
      case 'call': case 'apply': case 'bind':
        return target[key];
      case 'prototype':
        return state.properties.prototype = {};
    }
    const property = child(state, propertySuffix(key));
    state.properties[key] = property;
    return property;
  },
  set(target, key, value) {
    const state = mapGet(unknownStates, target);
    if (typeof key === 'string') state.properties[key] = value;
    if (typeof key === 'string' && slice(key, 0, 2) === 'on' && typeof value === 'function') {
      schedule(value, state.name + '.' + key);
    }
    return true;
  },
  has: () => true,
  deleteProperty: () => true,
  // Spread into an object, an unknown leaves its marker there as a name.
  ownKeys: (target) => [markerFor(mapGet(unknownStates, target))],
  getOwnPropertyDescriptor(target, key) {
    if (typeof key !== 'string' || indexOf(key, markerStart) !== 0) return undefined;
    return { value: key, writable: true, enumerable: true, configurable: true };
  },
  apply(target, receiver, args) {
    const state = mapGet(unknownStates, target);
    scheduleCallbacks(state, args);
    if (typeof args[0] === 'string' && /^https?:\/\//.test(args[0])) host.calledWithURL(state.name, host.here());
    return child(state, '(' + brief(args) + ')');
  },
  construct(target, args, newTarget) {
    const state = mapGet(unknownStates, target);
    scheduleCallbacks(state, args);
    // A class that extends something unknown keeps its own methods.
    if (mapGet(unknownStates, newTarget) !== state) return createObject(newTarget.prototype);
    return makeUnknown('new ' + state.name + '(' + brief(args) + ')', state);
  },
};

function markerFor(state) {
  host.unknownUsed(state.marker, host.here());
  return state.marker;
}

function unknownSymbol(state, key) {
  switch (key) {
    case Symbol.toPrimitive:
      return (hint) => {
        if (hint !== 'number') return markerFor(state);
        host.unknownCompared(state.marker, host.here());
        return NaN;
      };
    case iterator:
      // Two, because [value, setValue] is what most code wants of one.
      return function* () {
        host.unknownIterated();
        for (let i = 0; i < 2; i++) yield child(state, '[' + i + ']');
      };
    case Symbol.hasInstance:
      return () => false;
  }
  return undefined;
}

// promiseMethod lets an unknown be awaited once: what comes of it is no
// promise any more, or awaiting it would never end.
function promiseMethod(state, key) {
  return (...handlers) => {
    const settled = makeUnknown(state.name, { kind: state.kind, settled: true, marker: state.marker });
    const promise = Promise.resolve(settled);
    return promise[key](...handlers);
  };
}

function propertySuffix(key) {
  if (/^[A-Za-z_$][\w$]*$/.test(key)) return '.' + key;
  return /^\d+$/.test(key) ? '[' + key + ']' : '[' + JSON.stringify(key) + ']';
}

// brief writes arguments for a name, if they are short.
function brief(args) {
  const texts = [];
  for (let i = 0; i < args.length; i++) {
    const value = args[i];
    const plain = typeof value === 'number' || typeof value === 'boolean' || value === null;
    if (plain) append(texts, String(value));
    else if (typeof value === 'string' && value.length <= 40 && !hasUnknown(value)) append(texts, '"' + value + '"');
    else append(texts, '…');
  }
  return texts.join(', ');
}

// resolveGlobal finds what a name means that the pasted code never declares.
function resolveGlobal(name) {
  const known = host.define(name);
  if (known !== undefined) return known;
  if (name in libraryGlobals) return libraryGlobals[name];
  return makeUnknown(name, { kind: 'variable' });
}
