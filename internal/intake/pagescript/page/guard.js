// The engine can be interrupted only between two instructions, so a built-in
// function that would run for hours or fill the memory by itself is refused.
// What operators could do is looked for in bigint.go.
const longestText = 1 << 24;
const longestList = 1 << 20;

function guardLengths(prototype, names) {
  for (const name of names) {
    const original = prototype[name];
    if (typeof original !== 'function') continue;
    hide(prototype, name, function (...args) {
      if (this !== null && this !== undefined && this.length > longestList) host.tooLarge('a list of ' + this.length + ' elements');
      return apply(original, this, args);
    });
  }
}

function guardText(name, length) {
  const original = String.prototype[name];
  hide(String.prototype, name, function (...args) {
    if (length(this, args) > longestText) host.tooLarge('a text of more than 16 MiB');
    return apply(original, this, args);
  });
}

function replacedLength(text, args) {
  const [, replacement] = args;
  if (typeof replacement === 'function' || replacement === undefined) return text.length;
  const longest = String(replacement);
  const inserted = longest.length + (longest.split('$').length - 1) * text.length;
  return (text.length + 1) * Math.max(1, inserted) / (text.length < 4096 && inserted < 4096 ? 4096 : 1);
}

function guardConstructors() {
  const names = ['ArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array',
    'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'Array'];
  for (const name of names) {
    const original = global[name];
    const guarded = new Proxy(original, {
      __proto__: null,
      apply: (target, receiver, args) => { checkLength(args); return apply(target, receiver, readFirstOnce(name, args)); },
      construct: (target, args, newTarget) => { checkLength(args); return construct(target, readFirstOnce(name, args), newTarget); },
    });
    expose(name, guarded);
    hide(original.prototype, 'constructor', guarded);
  }
}

// readFirstOnce is for what typed arrays copy; an Array of one object holds it.
function readFirstOnce(name, args) {
  if (name === 'Array' || name === 'ArrayBuffer') return args;
  const [first, ...rest] = args;
  return args.length > 0 ? [readOnce(first), ...rest] : args;
}

function checkLength(args) {
  const [length] = args;
  if (typeof length === 'number' && length > longestList) host.tooLarge('a list of ' + length + ' elements');
  if (isObject(length) && length.length > longestList) host.tooLarge('a list of ' + length.length + ' elements');
}

guardText('repeat', (text, [count]) => String(text).length * count);
guardText('padStart', (text, [length]) => length);
guardText('padEnd', (text, [length]) => length);
guardText('replace', replacedLength);
guardText('replaceAll', replacedLength);
guardText('split', (text) => String(text).length * 4);
guardText('concat', (text, args) => args.reduce((sum, value) => sum + String(value).length, 0));
guardLengths(Array.prototype, Object.getOwnPropertyNames(Array.prototype).filter((name) => name !== 'constructor' && name !== 'push'));
guardConstructors();


// readOnce makes a list of an array-like, whose length is then asked for but
// once: a getter could give another one the next time.
function readOnce(value) {
  if (!isObject(value) || isArray(value) || isView(value) || value instanceof ArrayBuffer || value[iterator] !== undefined) return value;
  const length = Number(value.length);
  if (!(length > 0)) return value;
  checkLength([length]);
  const list = [];
  for (let i = 0; i < length; i++) append(list, value[i]);
  return list;
}

function guardArguments(target, name, index) {
  const original = target[name];
  hide(target, name, function (...args) {
    checkLength([args[index]]);
    args[index] = readOnce(args[index]);
    return apply(original, this, args);
  });
}

guardArguments(Function.prototype, 'apply', 1);
guardArguments(global.Reflect, 'apply', 2);
guardArguments(global.Reflect, 'construct', 1);

// guardBigInt bounds what its functions make of one number; beside operators
// that could make any amount of memory of it, there is none.
function guardBigInt() {
  for (const name of ['asIntN', 'asUintN']) {
    const original = global.BigInt[name];
    hide(global.BigInt, name, (bits, value) => {
      if (bits > longestList) host.tooLarge('a number of ' + bits + ' bits');
      return original(bits, value);
    });
  }
  if (!host.hidesBigInt()) return;
  const refuse = function () { throw new Error('BigInt is not run beside shifts and powers by what is computed'); };
  hide(global.BigInt.prototype, 'constructor', refuse);
  for (const name of ['BigInt', 'BigInt64Array', 'BigUint64Array']) {
    if (name !== 'BigInt') hide(global[name].prototype, 'constructor', refuse);
    expose(name, refuse);
  }
  for (const name of ['getBigInt64', 'getBigUint64']) hide(global.DataView.prototype, name, refuse);
}

guardBigInt();
const arrayFrom = Array.from;
hide(Array, 'from', function (source, ...rest) {
  checkLength([source]);
  return apply(arrayFrom, this, [readOnce(source), ...rest]);
});

// Text made into code at run time is not looked at by scan.go.
function guardEvaluation() {
  const refuse = function () { throw new Error('code made from text is not run here'); };
  expose('eval', refuse);
  const kinds = [function () {}, function* () {}, async function () {}];
  for (const kind of kinds) {
    const prototype = Object.getPrototypeOf(kind);
    refuse.prototype = Function.prototype;
    hide(prototype, 'constructor', refuse);
  }
  const replaced = function () { throw new Error('code made from text is not run here'); };
  replaced.prototype = Function.prototype;
  expose('Function', replaced);
}

guardEvaluation();

// Of a pattern that is nested too deep, neither engine could make a program.
const PlainRegExp = RegExp;
const guardedRegExp = new Proxy(PlainRegExp, {
  __proto__: null,
  apply: (target, receiver, args) => { checkPattern(args[0]); return apply(target, receiver, args); },
  construct: (target, args, newTarget) => { checkPattern(args[0]); return construct(target, args, newTarget); },
});
expose('RegExp', guardedRegExp);
hide(PlainRegExp.prototype, 'constructor', guardedRegExp);

function checkPattern(pattern) {
  if (String(pattern).length > 4000) host.tooLarge('a regular expression of more than 4000 characters');
}

// joinedLength bounds what joining a list makes of it.
const join = Array.prototype.join;
hide(Array.prototype, 'join', function (separator) {
  const longestSeparator = separator === undefined ? 1 : String(separator).length;
  let total = 0;
  for (let i = 0; i < this.length; i++) {
    total += longestSeparator + (typeof this[i] === 'string' ? this[i].length : 1);
    if (total > longestText) host.tooLarge('a text of more than 16 MiB');
  }
  return apply(join, this, [separator]);
});

const flat = Array.prototype.flat;
hide(Array.prototype, 'flat', function (depth) {
  return apply(flat, this, [depth === undefined ? 1 : Math.min(Number(depth), 100)]);
});
