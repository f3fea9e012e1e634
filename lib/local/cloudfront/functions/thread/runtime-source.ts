/**
 * What a function finds around it, in the function's own realm: nothing of the host's can be reached from it but through
 * `__host`, which takes and gives texts, and is out of sight once this has run. The result is the function that runs a
 * request; what it leaves in `__output` is JSON.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const RUNTIME_SOURCE = `'use strict';
(() => {
  const host = globalThis.__host;
  const program = globalThis.__program;
  for (const name of ['__host', '__program', 'eval', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry', 'WeakRef', 'console']) {
    delete globalThis[name];
  }
  delete Error.captureStackTrace;
  Object.defineProperty(Error, 'prepareStackTrace', { value: undefined, writable: false, configurable: false });
  const { parse, stringify } = JSON;
  const ask = (...texts) => {
    let answer;
    try { answer = host(...texts); } catch { answer = undefined; }
    if (answer === undefined) throw new TypeError('The call is not supported');
    return answer;
  };
  const text = (value) => {
    if (typeof value !== 'string') throw new TypeError('Only strings are supported here');
    return value;
  };
  const hasher = (kind, algorithm, key) => {
    let data = '';
    const object = {
      update(value) { data += text(value); return object; },
      digest(encoding) { return ask(kind, text(algorithm), key, data, text(encoding)); },
    };
    return object;
  };
  const crypto = {
    createHash: (algorithm) => hasher('hash', algorithm, ''),
    createHmac: (algorithm, key) => hasher('hmac', algorithm, text(key)),
  };
  const unescape = (value) => { try { return decodeURIComponent(value.replace(/\\+/g, ' ')); } catch { return value; } };
  const querystring = {
    escape: encodeURIComponent,
    unescape,
    parse(query, separator = '&', equals = '=') {
      const result = {};
      for (const pair of query === '' ? [] : query.split(separator)) {
        const at = pair.indexOf(equals);
        const name = unescape(at < 0 ? pair : pair.slice(0, at));
        const value = at < 0 ? '' : unescape(pair.slice(at + equals.length));
        if (Object.prototype.hasOwnProperty.call(result, name)) result[name] = [].concat(result[name], value);
        else Object.defineProperty(result, name, { value, writable: true, enumerable: true, configurable: true });
      }
      return result;
    },
    stringify: (object, separator = '&', equals = '=') =>
      Object.keys(object).map((name) => [].concat(object[name])
        .map((value) => encodeURIComponent(name) + equals + encodeURIComponent(value)).join(separator)).join(separator),
  };
  querystring.decode = querystring.parse;
  querystring.encode = querystring.stringify;
  globalThis.btoa = (value) => ask('btoa', text(value));
  globalThis.atob = (value) => ask('atob', text(value));
  const checkGroup = ({ originIds: members, failoverCriteria, selectionCriteria = 'default' }, originIds) => {
    if (!Array.isArray(members) || members.length !== 2) throw new Error('An origin group takes two origins');
    for (const { originId } of members) if (!originIds.includes(originId)) throw new Error('There is no origin ' + originId);
    const { statusCodes } = failoverCriteria;
    if (!Array.isArray(statusCodes) || !statusCodes.every(Number.isInteger)) throw new Error('failoverCriteria takes a list of statusCodes');
    if (selectionCriteria !== 'default') throw new Error('Only the selectionCriteria default is supported here');
  };
  const printed = (value) => typeof value === 'string' ? value : stringify(value);
  return () => {
    const { event, originIds, groupIds } = parse(globalThis.__input);
    globalThis.__output = undefined;
    const logs = [];
    let origin;
    const onRequest = (name) => {
      if (event.context.eventType !== 'viewer-request') throw new Error(name + ' is for viewer requests');
    };
    const cf = {
      selectRequestOriginById(id, settings) {
        onRequest('selectRequestOriginById');
        if (!originIds.includes(id) && !groupIds.includes(id)) throw new Error('There is no origin ' + id);
        origin = { kind: 'select', id, settings };
      },
      updateRequestOrigin(settings) {
        onRequest('updateRequestOrigin');
        origin = { kind: 'update', settings };
      },
      createRequestOriginGroup(settings) {
        onRequest('createRequestOriginGroup');
        checkGroup(settings, originIds);
        origin = { kind: 'group', settings };
      },
      kvs() { throw new Error('Key value stores are not supported here'); },
    };
    const modules = { cloudfront: cf, crypto, querystring };
    const require = (name) => {
      if (!Object.prototype.hasOwnProperty.call(modules, name)) throw new Error('There is no module ' + name);
      return modules[name];
    };
    const write = (...values) => { if (logs.length < 100) logs.push(values.map(printed).join(' ').slice(0, 1024)); };
    const console = { log: write, error: write };
    const settle = (answer) => { globalThis.__output = stringify({ ...answer, origin, logs }); };
    const failed = (error) => settle({ error: error instanceof Error ? error.name + ': ' + error.message : 'an error' });
    try {
      const handler = program(require, console);
      Promise.resolve(handler(event)).then((value) => settle({ value: value === undefined ? null : value }), failed).catch(failed);
    } catch (error) { failed(error); }
  };
})()`;
