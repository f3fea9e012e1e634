import http, { type RequestOptions } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { applyStandIns, type StandIns } from '../../upstream/stand-ins.js';

/** Lets what the thread calls, by `fetch`, `node:http` or `node:https`, be stand-ins in place of the addresses that they stand for. */
export function redirectCalls(standIns: StandIns): void {
  if (standIns.size === 0) return;
  redirectFetch(standIns);
  redirectRequests(standIns);
}

function redirectFetch(standIns: StandIns): void {
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    if (typeof input === 'string') return original(applyStandIns(input, standIns), init);
    if (input instanceof URL) return original(applyStandIns(input.href, standIns), init);
    const url = applyStandIns(input.url, standIns);
    return original(url === input.url ? input : new Request(url, input), init);
  };
}

type Callback = (response: http.IncomingMessage) => void;
type Arguments = [target: string | URL | RequestOptions, options?: RequestOptions | Callback, callback?: Callback];
type Requester = (...sent: Arguments) => http.ClientRequest;

const ORIGINAL: Readonly<Record<string, Requester>> = {
  'http:': http.request as Requester,
  'https:': https.request as Requester,
};

/** `import { request } from 'node:https'` sees the change too, once the exports of the module are renewed. */
function redirectRequests(standIns: StandIns): void {
  for (const [protocol, module] of [
    ['http:', http],
    ['https:', https],
  ] as const) {
    const request = redirected(protocol, standIns);
    const get: Requester = (...sent) => request(...sent).end();
    Object.assign(module, { request, get });
  }
  syncBuiltinESMExports();
}

function redirected(protocol: string, standIns: StandIns): Requester {
  return (...sent) => {
    const [target, second, third] = sent;
    const isUrl = typeof target === 'string' || target instanceof URL;
    const options = isUrl ? optionsOf(second) : target;
    const url = isUrl ? new URL(target).href : urlOf(protocol, target);
    const local = applyStandIns(url, standIns);
    if (local === url) return requester(protocol)(...sent);
    const {
      agent,
      protocol: _,
      host,
      hostname,
      port,
      path,
      servername,
      ...kept
    } = options as RequestOptions & {
      readonly servername?: string;
    };
    const callback = typeof second === 'function' ? second : third;
    return requester(new URL(local).protocol)(local, kept, callback);
  };
}

function requester(protocol: string): Requester {
  const found = ORIGINAL[protocol];
  if (!found) throw new TypeError(`Protocol "${protocol}" not supported`);
  return found;
}

function optionsOf(second: RequestOptions | Callback | undefined): RequestOptions {
  return typeof second === 'object' ? second : {};
}

function urlOf(protocol: string, options: RequestOptions): string {
  const host = options.hostname ?? options.host ?? 'localhost';
  const port = options.port == null ? '' : `:${options.port}`;
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return new URL(`${options.protocol ?? protocol}//${name}${port}${options.path ?? '/'}`).href;
}
