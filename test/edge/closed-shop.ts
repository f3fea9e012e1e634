import { gateway, lambda, reply, route } from '../../lib/spec/index.js';
import { type ServedShop, servedShop } from './served-shop.js';

const spec = gateway('shop', {
  edge: {},
  routes: [
    route('GET /books', { auth: 'public', to: lambda('echo.mjs') }),
    route('GET /keyed', { auth: 'public', api: 'rest', to: lambda('echo.mjs') }),
    route('GET /health', { auth: 'public', to: reply(200, { ok: true }) }),
  ],
});

/** Answers the names of the headers that it sees. */
const ECHO = `export const handler = async ({ headers }) => ({
  statusCode: 200,
  body: JSON.stringify(Object.keys(headers).map((name) => name.toLowerCase())),
});`;

export interface ClosedShop extends ServedShop {
  /** A route of each API, at the API's own address. */
  readonly direct: { readonly http: string; readonly rest: string };
  readonly secretName: string;
}

/** A gateway of both API types behind an edge. */
export async function closedShop(region: string): Promise<ClosedShop> {
  const shop = await servedShop(spec, { region, files: { 'echo.mjs': ECHO } });
  const at = `${shop.local.url}/_aws/execute-api`;
  return {
    ...shop,
    direct: {
      http: `${at}/${shop.idOf('http')}/$default/books`,
      rest: `${at}/${shop.idOf('rest')}/live/keyed`,
    },
    secretName: `gatewright/${region}/Shop/shop/origin`,
  };
}
