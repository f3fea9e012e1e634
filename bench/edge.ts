import vm from 'node:vm';
import { planGateway } from '../lib/plan/plan-gateway.js';
import { mixedGateway } from '../test/plan/edge/large-gateways.js';
import { benchEdgeRequests } from './edge-requests.js';
import { median, report } from './report.js';

/** What CloudFront takes at most. */
const BYTES = 10_240;
const ROUTES = [10, 100, 1_000];
const ROUNDS = 9;
const REQUESTS = 2_000;
const EMPTY = 'function handler(event) { return event.request; }';

/** What an edge gives and takes locally, and what its function weighs. */
export async function benchEdge(): Promise<void> {
  benchEdgeFunction();
  await benchEdgeRequests();
}

/** Size of the function that chooses between two APIs, and its time for a request against a function that does nothing. */
function benchEdgeFunction(): void {
  for (const routes of ROUTES) {
    const { edge } = planGateway(mixedGateway(routes));
    if (!edge?.function.choosesOrigin) throw new Error('the function has nothing to choose');
    const { code } = edge.function;
    const name = `edge function of ${routes} routes`;
    report({ name, value: Buffer.byteLength(code), unit: 'bytes', baseline: BYTES, against: 'what CloudFront takes' });
    const [ours, empty] = [requestOf(code, routes), requestOf(EMPTY, routes)];
    const times = Array.from({ length: ROUNDS }, () => [microseconds(ours), microseconds(empty)] as const);
    report({
      name: `${name}, a request`,
      value: median(times.map(([full]) => full)),
      unit: 'µs',
      baseline: median(times.map(([, bare]) => bare)),
      against: 'an empty function',
    });
  }
}

/** Each request runs the whole script, as it does at an edge: nothing is left of the one before. */
function requestOf(code: string, routes: number): (index: number) => void {
  const context = vm.createContext({ cf: { selectRequestOriginById: () => undefined }, event: undefined });
  const script = new vm.Script(`(() => { ${code.replace(/^import .*\n/, '')}\n return handler(event); })()`);
  return (index) => {
    const uri = `/books-${index % Math.max(1, Math.floor(routes / 50))}/${index}/history`;
    context.event = { request: { method: 'GET', uri, headers: {}, querystring: {}, cookies: {} } };
    script.runInContext(context);
  };
}

function microseconds(request: (index: number) => void): number {
  const started = performance.now();
  for (let index = 0; index < REQUESTS; index += 1) request(index);
  return ((performance.now() - started) * 1_000) / REQUESTS;
}
