import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

export interface CheckedTypes {
  readonly ms: number;
  readonly megabytes: number;
  /** What the compiler made of generic types: the same for the same files, whatever machine it is. */
  readonly instantiations: number;
}

/**
 * Type-checks the files of a folder of the project, in a process of its own.
 *
 * @throws Error with what the compiler says where types are wrong
 */
export function checkedTypes(directory: string): CheckedTypes {
  const config = join(directory, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), include: ['**/*.ts'], exclude: [] }));
  const started = performance.now();
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const said = execFileSync(process.execPath, [tsc, '-p', config, '--extendedDiagnostics'], { encoding: 'utf8' });
  const ms = performance.now() - started;
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(said)?.[1]);
  return { ms, megabytes: figure('Memory used') / 1024, instantiations: figure('Instantiations') };
}

/** A gateway of so many routes, each with all that a route has types for, their handlers, and a client of it. */
export function writeGateway(directory: string, routes: number): void {
  mkdirSync(directory, { recursive: true });
  const all = Array.from({ length: routes }, (_, index) => index);
  const text = [HEAD, ...all.map(routeText), gatewayText(all), clientText(routes - 1)].join('\n');
  writeFileSync(join(directory, 'gateway.ts'), text);
}

const HEAD = `import { gateway, jwt, lambda, route } from 'gatewright';
import { createClient } from 'gatewright/client';
import * as z from 'zod';

const customers = jwt('customers', { issuer: 'https://id.shop.example/', audience: 'shop' });
`;

function routeText(index: number): string {
  return `
export const Order${index} = z.object({ isbn: z.string(), copies: z.number().int().min(1), note: z.string().optional() });
export const route${index} = route('POST /area${index % 40}/things${index}/{id}', {
  auth: customers.require({ scopes: ['orders:write'] }),
  params: z.object({ id: z.string().min(${(index % 7) + 1}) }),
  query: z.object({ page: z.coerce.number().int().default(1) }),
  body: Order${index},
  responses: { 201: z.object({ id: z.string(), order: Order${index} }), 404: 'No such thing' },
  to: lambda('handlers/handler${index % 10}.ts'),
});
export const handler${index} = route${index}.handle(({ params, query, body }) =>
  query.page > 1 ? { status: 404 } : { status: 201, body: { id: params.id, order: body } },
);`;
}

function gatewayText(all: readonly number[]): string {
  return `\nexport const shop = gateway('shop', { routes: [${all.map((index) => `route${index}`).join(', ')}] });\n`;
}

function clientText(last: number): string {
  return `const client = createClient(shop, { baseUrl: 'https://shop.example', token: () => 'token' });
export const answer = await client['POST /area${last % 40}/things${last}/{id}']({
  params: { id: 'a' },
  body: { isbn: '1', copies: 1 },
});
export const isbn: string | undefined = answer.status === 201 ? answer.body.order.isbn : undefined;
`;
}
