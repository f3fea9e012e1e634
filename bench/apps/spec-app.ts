import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bundler } from '../../lib/constructs/index.js';
import { synthesize } from '../../lib/constructs/synthesize.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../lib/spec/gateway.js';
import { largeGateway } from './large-gateway.js';
import { refusedBy, tell } from './tell.js';

/** How often a plan is made in one process. */
const PLANS = 5;

const steps = {
  /** The times of plans, also of one that ends in a refusal: it takes all steps but the last. */
  plan(spec: GatewaySpec): object {
    const plansMs: number[] = [];
    let refused: string | undefined;
    for (let run = 0; run < PLANS; run++) {
      // One value is planned once.
      const fresh = { ...spec };
      const started = performance.now();
      refused = refusedBy(() => planGateway(fresh));
      plansMs.push(performance.now() - started);
    }
    return { plansMs, refused };
  },

  synth: (spec: GatewaySpec, outdir = 'cdk.out', code = '.'): object => ({
    refused: refusedBy(() => synthesize(spec, { codeRoot: code, outdir, bundler: prebuilt(code) })),
  }),
};

const [, , step = '', source = '', ...args] = process.argv;
const started = performance.now();
const spec = await specOf(source);
const specMs = performance.now() - started;
tell({ specMs, ...steps[step as keyof typeof steps](spec, ...args) });

/** A module, or `1000/100/http`: routes, functions and type of API. */
async function specOf(source: string): Promise<GatewaySpec> {
  if (source.endsWith('.mjs')) return (await import(pathToFileURL(source).href)).default;
  const [routes, functions, api] = source.split('/');
  return largeGateway(Number(routes), Number(functions), api === 'rest' ? 'rest' : 'http');
}

/** Code that is there already, as CDK's own functions have it: no figure holds a bundler. */
function prebuilt(code: string): Bundler {
  return (functions) =>
    new Map(
      functions.map((fn) => {
        const directory = join(code, fn.kind === 'handler' ? basename(fn.entry, '.ts') : 'handler0');
        return [fn.id, { directory, handler: 'index.handler', hash: createHash('sha256').update(fn.id).digest('hex') }];
      }),
    );
}
