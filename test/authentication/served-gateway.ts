import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appSource } from '../../lib/cli/dev/app-source.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import { makeProject } from '../cli/fixtures/project.js';
import { collect } from '../local/server/gateway-harness.js';

export interface Answer {
  readonly status: number;
  readonly challenge: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** Several values: as many headers. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

export interface Served {
  readonly gateway: LocalGateway;
  /** All that any part of it logged. */
  readonly logs: () => string;
  /** @param authorization one header for each */
  readonly call: (path: string, authorization?: string | readonly string[]) => Promise<Answer>;
  readonly ask: (path: string, headers?: Headers, method?: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface Synthesized {
  /** Serves the templates with issuers of the test in place of theirs. @param secrets of Secrets Manager, by id */
  readonly serve: (
    standIns?: ReadonlyMap<string, string>,
    secrets?: Readonly<Record<string, string>>,
  ) => Promise<Served>;
  readonly remove: () => void;
}

/** What a handler answers. */
export interface Seen {
  // biome-ignore lint/suspicious/noExplicitAny: callers of any scheme
  readonly caller: any;
  /** As the handler got them. */
  readonly headers: Readonly<Record<string, string>>;
}

const HANDLER = `import gateway from './gateway.js';
const handlers = new Map(gateway.routes.map((route) => [
  route.pattern,
  route.handle(({ caller, headers }) => ({ status: 200, body: { caller: caller ?? null, headers } })),
]));
export const handler = (event) => handlers.get(event.routeKey ?? event.httpMethod + ' ' + event.resource)(event);`;

/** A spec, synthesized once: what is served are its templates. `who.ts` answers who called, and with which headers. */
export async function synthesized(gateway: string, files: Readonly<Record<string, string>> = {}): Promise<Synthesized> {
  const project = makeProject({ 'gateway.ts': gateway, 'who.ts': HANDLER, ...files });
  const { assembly } = await appSource(project.path('gateway.ts'))();
  const states: string[] = [];
  return {
    async serve(standIns = new Map(), secrets = {}) {
      const state = mkdtempSync(join(tmpdir(), 'gatewright-authentication-'));
      states.push(state);
      writeFileSync(join(state, 'secrets.json'), JSON.stringify(secrets));
      const logger = collect();
      const local = await serveModel({
        model: readModel(assembly),
        host: '127.0.0.1',
        port: 0,
        stateDirectory: state,
        standIns,
        logger,
      });
      const ask: Served['ask'] = (path, headers = {}, method = 'GET') =>
        exchange({ url: local.url + path, headers, method });
      return {
        gateway: local,
        logs: () => JSON.stringify([logger.accessLogs, logger.functionLogs, logger.warnings, logger.notices]),
        call: (path, authorization = []) => ask(path, { authorization }),
        ask,
        close: () => local.close(0),
      };
    },
    remove() {
      project.remove();
      for (const state of states) rmSync(state, { recursive: true, force: true });
    },
  };
}

export interface Exchange {
  readonly url: string;
  readonly headers: Headers;
  readonly method?: string;
  /** Of a client, PEM: over TLS. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

/** `fetch` would join headers of one name, and shows no certificate. */
export function exchange({ url, headers, method = 'GET', certificate }: Exchange): Promise<Answer> {
  const all = { host: new URL(url).host, ...headers };
  const pairs = Object.entries(all).flatMap(([name, values]) => [values].flat().flatMap((value) => [name, value]));
  const send = url.startsWith('https:') ? requestOverTls : request;
  const options = { method, headers: pairs, agent: false, rejectUnauthorized: false, ...certificate };
  return new Promise((resolve, reject) => {
    const sent = send(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject).on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          challenge: response.headers['www-authenticate'],
          headers: response.headers,
          body: text === '' ? undefined : JSON.parse(text),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}

/** Who the handler says it was, or the status of the refusal. */
export function seenBy({ status, body }: Answer): Seen['caller'] {
  return status === 200 ? (body as Seen).caller : status;
}
