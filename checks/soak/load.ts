import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import autocannon from 'autocannon';

/** What routes of a kind may answer; the body may hold no nonce but the request's own. */
export interface Route {
  readonly path: string;
  readonly connections: number;
  readonly method?: 'POST';
  /** All connections together. @default as many as are answered */
  readonly ratePerSecond?: number;
  /** Answers that tell the nonce. */
  readonly tells: readonly number[];
  /** Answers of the gateway itself. */
  readonly refuses: readonly number[];
}

export interface Answered {
  readonly path: string;
  readonly answers: number;
  readonly byStatus: ReadonlyMap<number, number>;
  /** The first few answers that are not the request's own. */
  readonly wrong: readonly string[];
  /** Connections that ended without an answer, or waited too long for one. */
  readonly broken: number;
}

const NONCE = /n[0-9a-f]{32}n\d/g;

/** Sends requests, each with a nonce of its own, until the time is over; looks at every answer. */
export async function load(url: string, route: Route, seconds: number): Promise<Answered> {
  const byStatus = new Map<number, number>();
  const wrong: string[] = [];
  const result = await autocannon({
    url,
    connections: route.connections,
    duration: seconds,
    timeout: 20,
    ...(route.ratePerSecond === undefined ? {} : { overallRate: route.ratePerSecond }),
    requests: [
      {
        setupRequest: (request, context) => {
          const nonce = `n${randomUUID().replaceAll('-', '')}n${Math.floor(Math.random() * 10)}`;
          Object.assign(context, { nonce });
          const post = route.method === 'POST' ? { method: 'POST' as const, body: nonce } : {};
          return { ...request, ...post, path: `${route.path}/${nonce}` };
        },
        onResponse: (status, body, context, headers) => {
          byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
          const fault = faultOf(
            route,
            status,
            `${body}\n${JSON.stringify(headers)}`,
            String((context as { readonly nonce?: string }).nonce),
          );
          if (fault !== '' && wrong.length < 5) wrong.push(fault);
        },
      },
    ],
  });
  const answers = [...byStatus.values()].reduce((sum, each) => sum + each, 0);
  return { path: route.path, answers, byStatus, wrong, broken: result.errors + result.timeouts };
}

function faultOf(route: Route, status: number, text: string, nonce: string): string {
  const others = (text.match(NONCE) ?? []).filter((each) => each !== nonce);
  if (others.length > 0) return `${status} tells the nonce of another request: ${others[0]}, asked with ${nonce}`;
  const tells = text.includes(nonce);
  if (route.tells.includes(status)) return tells ? '' : `${status} does not tell its nonce: ${text.slice(0, 200)}`;
  if (!route.refuses.includes(status)) return `status ${status}: ${text.slice(0, 200)}`;
  return tells ? `${status} tells what the function said: ${text.slice(0, 200)}` : '';
}

/** Callers who hang up in the middle of their request, or before its answer. */
export function hangUp(port: number, seconds: number): Promise<number> {
  const endMs = performance.now() + seconds * 1_000;
  let callers = 0;
  return new Promise((resolve) => {
    const next = () => {
      if (performance.now() > endMs) return resolve(callers);
      callers += 1;
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      const nonce = `n${randomUUID().replaceAll('-', '')}n1`;
      socket.write(
        `POST /http/slow/${nonce} HTTP/1.1\r\nHost: a\r\nContent-Length: ${callers % 2 ? 4 : 40}\r\n\r\nabcd`,
      );
      setTimeout(() => {
        socket.destroy();
        next();
      }, 40);
    };
    next();
  });
}
