// Records chromium.har or firefox.har: each scenario of scenarios.json is
// performed by a page while the browser's developer tools watch, and the
// archive is the one that these tools export. What the page saw of each
// scenario goes to chromium.json or firefox.json.
//
//   node --experimental-websocket testdata/har/record.mjs chromium|firefox [path of the browser]
//
// Everything stays on loopback.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import { spawn } from 'node:child_process';

const here = new URL('.', import.meta.url).pathname;
const scenarios = JSON.parse(fs.readFileSync(here + 'scenarios.json', 'utf8'));
const ports = [28101, 28102, 28103, 28104, 28105];
const page = 'http://app.test:28101/page?view=1';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// answer is the response bytes for a request line and its headers.
function answer(method, target, headers) {
  if (target.startsWith('/page')) return reply({ status: 200, headers: [['Content-Type', 'text/html']], body: '<!doctype html><title>The page</title>' });
  const [, id, hop] = /^\/s\/([^/?]+)\/([^/?]+)/.exec(target) || [];
  const isPreflight = method === 'OPTIONS' && /^access-control-request-method:/im.test(headers);
  const hops = scenarios.find((scenario) => scenario.id === id)?.server?.[hop];
  const chosen = hops?.[isPreflight ? 'preflight' : 'actual'];
  return reply(chosen || { status: 404, headers: [['Content-Type', 'text/plain']], body: 'no such hop' }, method);
}

function reply({ status, reason = 'Reason', headers = [], body = '', bodyBase64, raw, noLength }, method) {
  if (raw !== undefined) return Buffer.from(raw, 'latin1');
  const content = bodyBase64 ? Buffer.from(bodyBase64, 'base64') : Buffer.from(body, 'utf8');
  const lines = headers.map((header) => (typeof header === 'string' ? header : header.join(': ')));
  if (!noLength && !lines.some((line) => /^(content-length|transfer-encoding)\s*:/i.test(line))) lines.push('Content-Length: ' + content.length);
  const head = Buffer.from([`HTTP/1.1 ${status} ${reason}`, ...lines, 'Connection: close', '', ''].join('\r\n'), 'latin1');
  return method === 'HEAD' || status === 204 || status === 304 ? head : Buffer.concat([head, content]);
}

function serve(port) {
  return new Promise((done) => {
    net.createServer((socket) => {
      let received = '';
      socket.on('error', () => {});
      socket.on('data', (data) => {
        received += data.toString('latin1');
        const end = received.indexOf('\r\n\r\n');
        if (end < 0) return;
        const [method, target] = received.split(' ');
        socket.end(answer(method, target, received.slice(0, end)));
      });
    }).listen(port, '127.0.0.1', done);
  });
}

// perform runs in the page.
async function perform(request) {
  const body = request.bodyBase64 === undefined ? request.body : Uint8Array.from(atob(request.bodyBase64), (c) => c.charCodeAt(0));
  const bodies = {
    urlencoded: () => new URLSearchParams(body),
    blob: () => new Blob([body], request.blobType ? { type: request.blobType } : undefined),
    formdata: () => { const form = new FormData(); form.append('field', body); return form; },
    stream: () => new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode(body)); c.close(); } }),
  };
  const content = body === undefined ? undefined : (bodies[request.bodyType] || (() => body))();
  if (request.api === 'xhr') {
    return new Promise((done) => {
      const xhr = new XMLHttpRequest();
      xhr.onload = () => done('allowed');
      xhr.onerror = xhr.onabort = xhr.ontimeout = () => done('blocked');
      try {
        xhr.open(request.method || 'GET', request.url);
        for (const [name, value] of request.headers || []) xhr.setRequestHeader(name, value);
        xhr.withCredentials = Boolean(request.withCredentials);
        if (request.uploadListeners) xhr.upload.onprogress = () => {};
        xhr.send(content ?? null);
      } catch { done('blocked'); }
    });
  }
  const init = {};
  for (const name of ['method', 'headers', 'mode', 'credentials', 'redirect', 'cache', 'referrer', 'referrerPolicy', 'integrity', 'keepalive']) {
    if (request[name] !== undefined) init[name] = request[name];
  }
  if (content !== undefined) init.body = content;
  if (request.bodyType === 'stream') init.duplex = 'half';
  try {
    const response = await fetch(request.url, init);
    await response.arrayBuffer().catch(() => {});
    return response.type.startsWith('opaque') ? 'opaque' : 'allowed';
  } catch {
    return 'blocked';
  }
}

async function connect(url) {
  const socket = new WebSocket(url);
  const waiting = new Map();
  let last = 0;
  await new Promise((done, failed) => { socket.onopen = done; socket.onerror = failed; });
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    const [done, failed] = waiting.get(id) || [];
    if (done) error ? failed(new Error(JSON.stringify(error))) : done(result);
  };
  const send = (method, params = {}) => new Promise((done, failed) => {
    waiting.set(++last, [done, failed]);
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails).slice(0, 500));
    return result.value;
  };
  return { send, evaluate };
}

// chromium lets its developer tools watch a tab, and returns what they export.
async function chromium(path) {
  const profile = fs.mkdtempSync(os.tmpdir() + '/har-profile-');
  const debugging = 29333;
  const browser = spawn(path || 'chromium', [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--user-data-dir=' + profile, '--remote-debugging-port=' + debugging,
    '--remote-allow-origins=*', '--host-resolver-rules=MAP *.test 127.0.0.1', 'about:blank',
  ], { stdio: 'ignore', detached: true });
  try {
    const base = 'http://127.0.0.1:' + debugging;
    await retry(() => fetch(base + '/json/version'));
    const open = async (url) => (await fetch(base + '/json/new?' + encodeURIComponent(url), { method: 'PUT' })).json();
    const tab = await open('about:blank');
    const front = await open(`${base}/devtools/inspector.html?ws=127.0.0.1:${debugging}/devtools/page/${tab.id}&panel=network`);
    const tools = await connect(front.webSocketDebuggerUrl);
    const watched = await connect(tab.webSocketDebuggerUrl);
    await sleep(6000);
    await tools.evaluate(`import('./ui/legacy/legacy.js').then((UI) => UI.ViewManager.ViewManager.instance().showView('network'))`);
    await sleep(3000);
    await watched.send('Page.enable');
    await watched.send('Page.navigate', { url: page });
    await sleep(2000);
    const outcomes = await performAll((request) => watched.evaluate(`(${perform})(${JSON.stringify(request)})`));
    const archive = await tools.evaluate(`(async () => {
      const { Log } = await import('./models/har/har.js');
      const { NetworkLog } = await import('./models/logs/logs.js');
      return JSON.stringify({ log: await Log.Log.build(NetworkLog.NetworkLog.instance().requests(), { sanitize: false }) });
    })()`);
    return { archive, outcomes };
  } finally {
    process.kill(-browser.pid);
  }
}

// marionette speaks Firefox's remote protocol: [0, id, command, parameters],
// each after its length.
function marionette(port) {
  const waiting = new Map();
  let last = 0;
  return new Promise((done, failed) => {
    const socket = net.connect(port, '127.0.0.1');
    let received = Buffer.alloc(0);
    const send = (command, parameters = {}) => new Promise((resolve, reject) => {
      waiting.set(++last, [resolve, reject]);
      const text = JSON.stringify([0, last, command, parameters]);
      socket.write(Buffer.byteLength(text) + ':' + text);
    });
    socket.on('error', failed);
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      for (;;) {
        const colon = received.indexOf(':');
        const size = Number(received.subarray(0, Math.max(colon, 0)));
        if (colon < 0 || received.length < colon + 1 + size) return;
        const message = JSON.parse(received.subarray(colon + 1, colon + 1 + size));
        received = received.subarray(colon + 1 + size);
        if (!Array.isArray(message)) { done(send); continue; }
        const [resolve, reject] = waiting.get(message[1]);
        message[2] ? reject(new Error(JSON.stringify(message[2]).slice(0, 500))) : resolve(message[3]);
      }
    });
  });
}

async function firefox(path) {
  const profile = fs.mkdtempSync(os.tmpdir() + '/har-profile-');
  const preferences = {
    'marionette.port': 29334, 'network.dns.localDomains': 'app.test,sub.app.test,api.test,other.test',
    'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false, 'app.update.enabled': false,
    'devtools.netmonitor.har.includeResponseBodies': true, 'network.proxy.type': 0,
  };
  fs.writeFileSync(profile + '/user.js', Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`).join('\n'));
  const browser = spawn(path || 'firefox-esr', ['--headless', '--marionette', '--remote-allow-system-access', '--profile', profile, '--no-remote'], { stdio: 'ignore', detached: true });
  try {
    const send = await retry(() => marionette(29334));
    const run = async (script, args = [], sandbox = 'default') => {
      const { value } = await send('WebDriver:ExecuteAsyncScript', {
        script: `const done = arguments[arguments.length - 1]; (async () => { ${script} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        args, sandbox, newSandbox: false,
      });
      if (value.error) throw new Error(value.error);
      return value.value;
    };
    await send('WebDriver:NewSession', {});
    await send('WebDriver:SetTimeouts', { script: 60000, pageLoad: 20000 });
    await send('Marionette:SetContext', { value: 'chrome' });
    await run(`const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
      const { gDevTools } = require('devtools/client/framework/devtools');
      window.toolbox = await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: 'netmonitor' });`, [], 'system');
    await send('Marionette:SetContext', { value: 'content' });
    await send('WebDriver:Navigate', { url: page });
    const outcomes = await performAll((request) => run(`return window.wrappedJSObject.eval('(' + arguments[0] + ')')(window.wrappedJSObject.JSON.parse(arguments[1]));`,
      [perform.toString(), JSON.stringify(request)]));
    await send('Marionette:SetContext', { value: 'chrome' });
    const archive = await run(`const api = await window.toolbox.getNetMonitorAPI(); return JSON.stringify({ log: (await api.getHar()).log });`, [], 'system');
    return { archive, outcomes };
  } finally {
    process.kill(-browser.pid);
  }
}

async function retry(attempt) {
  for (let i = 0; ; i++) {
    try { return await attempt(); } catch (error) {
      if (i === 80) throw error;
      await sleep(500);
    }
  }
}

async function performAll(perform) {
  const outcomes = {};
  for (const { id, request } of scenarios) {
    outcomes[id] = await perform(request);
    await sleep(50);
  }
  await sleep(2000);
  return outcomes;
}

async function main() {
  const [, , name, path] = process.argv;
  const record = { chromium, firefox }[name];
  if (!record) throw new Error('usage: node record.mjs chromium|firefox [path]');
  for (const port of ports) await serve(port);
  const { archive, outcomes } = await record(path);
  const { log } = JSON.parse(archive);
  const { entries, ...rest } = log;
  const lines = entries.map((entry) => JSON.stringify(entry)).join(',\n');
  fs.writeFileSync(`${here}${name}.har`, JSON.stringify({ log: rest }).slice(0, -2) + ',"entries":[\n' + lines + '\n]}}\n');
  fs.writeFileSync(`${here}${name}.json`, JSON.stringify(outcomes, null, 1) + '\n');
  console.log(scenarios.length, 'scenarios,', entries.length, 'entries');
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
