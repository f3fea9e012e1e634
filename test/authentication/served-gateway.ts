import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appSource } from '../../lib/cli/dev/app-source.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import { makeProject } from '../cli/fixtures/project.js';
import { collect } from '../local/server/gateway-harness.js';

export interface Answer {
  readonly status: number;
  readonly challenge: string | undefined;
  readonly body: unknown;
}

export interface Served {
  readonly gateway: LocalGateway;
  /** All that any part of it logged. */
  readonly logs: () => string;
  /** @param authorization one header for each */
  readonly call: (path: string, authorization?: string | readonly string[]) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface Synthesized {
  /** Serves the templates with issuers of the test in place of theirs. */
  readonly serve: (standIns: ReadonlyMap<string, string>) => Promise<Served>;
  readonly remove: () => void;
}

const HANDLER = `import * as routes from './gateway.js';
const [open] = Object.values(routes).filter((one) => one.kind === 'route');
export const handler = open.handle(({ caller }) => ({ status: 200, body: caller ?? null }));`;

/** A spec, synthesized once: what is served are its templates. Each handler answers who called. */
export async function synthesized(gateway: string): Promise<Synthesized> {
  const project = makeProject({ 'gateway.ts': gateway, 'who.ts': HANDLER });
  const { assembly } = await appSource(project.path('gateway.ts'))();
  const states: string[] = [];
  return {
    async serve(standIns) {
      const state = mkdtempSync(join(tmpdir(), 'gatewright-authentication-'));
      states.push(state);
      const logger = collect();
      const local = await serveModel({
        model: readModel(assembly),
        host: '127.0.0.1',
        port: 0,
        stateDirectory: state,
        standIns,
        logger,
      });
      return {
        gateway: local,
        logs: () => JSON.stringify([logger.accessLogs, logger.functionLogs, logger.warnings, logger.notices]),
        call: (path, authorization) => call(local.port, path, [authorization ?? []].flat()),
        close: () => local.close(0),
      };
    },
    remove() {
      project.remove();
      for (const state of states) rmSync(state, { recursive: true, force: true });
    },
  };
}

/** `fetch` would join headers of one name. */
function call(port: number, path: string, authorization: readonly string[]): Promise<Answer> {
  const headers = authorization.flatMap((value) => ['Authorization', value]);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers: ['Host', 'localhost', ...headers] }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          challenge: response.headers['www-authenticate'],
          body: text === '' ? undefined : JSON.parse(text),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}
