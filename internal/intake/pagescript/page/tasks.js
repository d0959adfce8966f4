// Tasks are what a browser would run later: timers, events, callbacks given to
// functions that are not known here. Each runs once.
const tasks = [];
let nextTask = 0;
const scheduled = new WeakMap();

function schedule(callback, because, args, receiver) {
  if (typeof callback !== 'function' || isUnknown(callback) || mapHas(scheduled, callback)) return;
  mapSet(scheduled, callback, true);
  append(tasks, { __proto__: null, callback, because, args, receiver });
}

// scheduleCallbacks runs the functions among the arguments of an unknown
// function: listeners, effects, iteration. Its other arguments may hold more.
function scheduleCallbacks(state, args) {
  if (/(^|\.)(remove|clear|unsubscribe|off)/.test(state.name)) return;
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] === 'function') schedule(args[i], 'a function given to ' + state.name);
    else scheduleDeclared(args[i], 'an object given to ' + state.name, 1);
  }
}

// runTask runs the next task; false when there is none. The host counts tasks
// and stops a script that makes no end of them.
function runTask() {
  if (nextTask >= tasks.length) return false;
  const task = tasks[nextTask];
  tasks[nextTask++] = undefined;
  host.beginTask(task.because);
  const result = apply(task.callback, task.receiver, task.args || parametersOf(task.callback));
  watchRejection(result);
  return true;
}

function watchRejection(result) {
  if (isObject(result) && !isUnknown(result) && typeof result.then === 'function') {
    promiseThen(Promise.resolve(result), undefined, (error) => host.failed(error));
  }
}

// parametersOf makes an unknown for each parameter of a function, by the name
// that the function itself has for it.
function parametersOf(callback) {
  const names = parameterNames(functionText(callback));
  const values = [];
  for (let i = 0; i < names.length; i++) {
    append(values, makeUnknown(names[i], { kind: 'parameter', settled: true }));
  }
  return values;
}

function parameterNames(text) {
  const lone = /^(?:async\s+)?([A-Za-z_$][\w$]*)\s*=>/.exec(text);
  if (lone && lone[1] !== 'async') return [lone[1]];
  const list = /^[^(]*\(([^()]*)\)/.exec(text);
  if (!list) return [''];
  const names = [];
  // The members of a parameter that is taken apart have names of their own.
  for (const part of list[1].replace(/\{[^{}]*\}|\[[^\][]*\]/g, '{').split(',')) {
    const name = /^\s*(?:\.\.\.)?([A-Za-z_$][\w$]*)\s*(=?)/.exec(part);
    if (name && name[2] || /^\s*\{\s*=/.test(part)) break; // it has a default of its own
    if (name || part.trim() !== '') append(names, name ? name[1] : '');
  }
  return names;
}

// callDeclared calls what the pasted code declares but never calls: functions,
// the methods of its objects and classes. Each becomes a task.
function callDeclared(declared) {
  const names = ownKeys(declared);
  for (let i = 0; i < names.length; i++) {
    let value;
    try {
      value = declared[names[i]];
    } catch {
      continue; // its declaration was not reached
    }
    scheduleDeclared(value, names[i], 0);
  }
  scheduleDeclared(global.module.exports, 'module.exports', 0);
}

function scheduleDeclared(value, name, depth) {
  if (!isObject(value) || isUnknown(value) || depth > 3) return;
  if (typeof value === 'function') {
    if (/^class\b/.test(functionText(value))) scheduleClass(value, name);
    else schedule(value, name);
    return;
  }
  const receiver = openObject(value, name);
  const keys = ownKeys(value);
  for (let i = 0; i < keys.length && i < 50; i++) {
    const descriptor = getOwnPropertyDescriptor(value, keys[i]);
    const member = descriptor && descriptor.value;
    if (typeof member === 'function') schedule(member, name + '.' + String(keys[i]), undefined, receiver);
    else scheduleDeclared(member, name + '.' + String(keys[i]), depth + 1);
  }
}

function scheduleClass(constructor, name) {
  schedule(() => {
    const instance = openObject(construct(constructor, parametersOf(constructor)), 'this');
    for (const key of ownKeys(constructor.prototype)) {
      const descriptor = getOwnPropertyDescriptor(constructor.prototype, key);
      if (key !== 'constructor' && typeof descriptor.value === 'function') {
        schedule(descriptor.value, name + '.' + String(key), undefined, instance);
      }
    }
  }, name, []);
}

// openObject answers for the members that an object gets elsewhere, as from a
// framework.
function openObject(object) {
  return new Proxy(object, {
    __proto__: null,
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target) return getProperty(target, key, receiver);
      return makeUnknown('this' + propertySuffix(key), { kind: 'variable' });
    },
  });
}
