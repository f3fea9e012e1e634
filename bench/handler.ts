import { lambda, route } from 'gatewright';
import * as z from 'zod';
import { median, report } from './report.js';

const ROUNDS = 15;
const CALLS = 20_000;
const Order = z.object({ isbn: z.string(), copies: z.number().int().min(1) });
const plain = route('POST /orders', { auth: 'public', to: lambda('order.ts') });
const checked = route('POST /orders', {
  auth: 'public',
  to: lambda('order.ts'),
  body: Order,
  responses: { 201: Order },
});
const EVENT = {
  version: '2.0',
  headers: { 'content-type': 'application/json', accept: '*/*', host: 'api.example' },
  rawQueryString: 'dry=1',
  body: '{"isbn":"9780141439518","copies":2}',
  isBase64Encoded: false,
  requestContext: { requestId: 'r' },
} as const;

type Handler = (event: typeof EVENT) => Promise<unknown>;

/** What a function does by hand that does the same. */
const byHand = async ({ body }: typeof EVENT) => ({
  statusCode: 201,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(JSON.parse(body)),
});
const checkedByHand = async ({ body }: typeof EVENT) => ({
  statusCode: 201,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(Order.parse(JSON.parse(body))),
});

/** The handler wrapper's own time per request, event to answer, without and with a schema. */
export async function benchHandler(): Promise<void> {
  const against = 'the same handler by hand';
  const wrapped = plain.handle(({ body }) => ({ status: 201, body }));
  const withSchema = checked.handle(({ body }) => ({ status: 201, body }));
  const [bare, ours] = await compared(byHand, wrapped);
  report({ name: 'a handler with the wrapper', value: ours, unit: 'µs', baseline: bare, against });
  const [bareChecked, oursChecked] = await compared(checkedByHand, withSchema);
  report({
    name: 'a handler with the wrapper and a schema',
    value: oursChecked,
    unit: 'µs',
    baseline: bareChecked,
    against: `${against}, checked by the same schema`,
  });
}

/** By turns, so that what else the machine does falls on both. */
async function compared(...handlers: readonly [Handler, Handler]): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    times[0].push(await microseconds(handlers[0]));
    times[1].push(await microseconds(handlers[1]));
  }
  return [median(times[0]), median(times[1])];
}

async function microseconds(handler: Handler): Promise<number> {
  const started = performance.now();
  for (let call = 0; call < CALLS; call += 1) await handler(EVENT);
  return ((performance.now() - started) * 1_000) / CALLS;
}
