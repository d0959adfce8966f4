// What the recorder itself calls, taken before the pasted code can replace it.
const { apply, construct, defineProperty, get: getProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const uncurry = (method) => (receiver, ...rest) => apply(method, receiver, rest);
const {
  Object, Array, String, Number, Function, Promise, Proxy, Error, TypeError, SyntaxError, RangeError,
  RegExp, Map, WeakMap, Symbol, JSON, Math, Date, ArrayBuffer, Uint8Array, parseInt, parseFloat, encodeURIComponent,
} = global;
const indexOf = uncurry(String.prototype.indexOf);
const lowerCase = uncurry(String.prototype.toLowerCase);
const slice = uncurry(String.prototype.slice);
const functionText = uncurry(Function.prototype.toString);
const mapGet = uncurry(WeakMap.prototype.get);
const mapSet = uncurry(WeakMap.prototype.set);
const mapHas = uncurry(WeakMap.prototype.has);
const promiseThen = uncurry(Promise.prototype.then);
const isArray = Array.isArray;
const isView = ArrayBuffer.isView;
const createObject = Object.create;
const iterator = Symbol.iterator;

// append is push without the setters that Array.prototype may have been given.
function append(list, value) {
  defineProperty(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function hide(target, name, value) {
  defineProperty(target, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

// expose gives the pasted code a global as a browser would: it can be
// replaced, and it is not enumerable.
function expose(name, value) {
  hide(global, name, value);
}
