import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One step of a price, as an offer file has it: from, to, dollars. */
export type Step = readonly [beginRange: string, endRange: string, usd: string];

export interface Listed {
  readonly usagetype: string;
  readonly productFamily?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** An offer file of the Price List, of which each part that is read is as AWS publishes it. */
export function offerFile(offerCode: string, publicationDate: string, listed: readonly Listed[]): object {
  const skus = listed.map((one, index) => [`SKU${offerCode.toUpperCase()}${index}`, one] as const);
  const products = skus.map(([sku, { usagetype, productFamily = 'API Calls', attributes }]) => [
    sku,
    { sku, productFamily, attributes: { servicecode: offerCode, usagetype, ...attributes } },
  ]);
  const terms = skus.map(([sku, { steps }]) => [sku, { [`${sku}.JRTCKXETXF`]: term(sku, steps) }]);
  return {
    formatVersion: 'v1.0',
    offerCode,
    publicationDate,
    products: Object.fromEntries(products),
    terms: { OnDemand: Object.fromEntries(terms) },
  };
}

function term(sku: string, steps: readonly Step[]): object {
  const dimensions = steps.map(([beginRange, endRange, USD], index) => [
    `${sku}.JRTCKXETXF.${index}`,
    { rateCode: `${sku}.JRTCKXETXF.${index}`, beginRange, endRange, unit: 'Requests', pricePerUnit: { USD } },
  ]);
  return { offerTermCode: 'JRTCKXETXF', sku, priceDimensions: Object.fromEntries(dimensions), termAttributes: {} };
}

export interface OfferServer {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/** A Price List on this machine: files by service; what it has none of is empty, and what is a number that status. */
export async function serveOffers(files: Readonly<Record<string, object | string | number>>): Promise<OfferServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const service = /^\/offers\/v1\.0\/aws\/(\w+)\/current\//.exec(path)?.[1] ?? '';
    const file = files[service] ?? offerFile(service, '2026-01-01T00:00:00Z', []);
    if (typeof file === 'number') return response.writeHead(file).end('no');
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end(typeof file === 'string' ? file : JSON.stringify(file));
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, asked, close };
}
