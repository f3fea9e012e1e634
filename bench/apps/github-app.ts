import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { synthesize } from '../../lib/constructs/synthesize.js';
import { contractDocument } from '../../lib/contract/contract-document.js';
import { openSourceFiles } from '../../lib/import/document/source-files.js';
import { importDocument } from '../../lib/import/import-document.js';
import { filesByTag } from '../../lib/import/write/spec-files.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../lib/spec/gateway.js';
import { contractDifferences, operationsOf } from '../import/compare-contracts.js';
import { withLosses } from '../import/listed-losses.js';

/** What a step says besides the time and the memory that it took. */
type Said = Readonly<Record<string, unknown>>;

const steps = {
  parse: (document: string): Said => ({ operations: Object.keys(readJson(document).paths).length }),

  import(document: string, output: string, losses: string, ...more: readonly string[]): Said {
    const [url] = more;
    const choices = { auth: 'public', ...(url !== undefined && { backend: { kind: 'http' as const, url } }) };
    const imported = importDocument(openSourceFiles(document), { choices, files: filesByTag() });
    for (const [path, text] of imported.files) {
      mkdirSync(dirname(join(output, path)), { recursive: true });
      writeFileSync(join(output, path), text);
    }
    writeFileSync(losses, JSON.stringify(imported.losses));
    return { routes: imported.routes };
  },

  async plan(spec: string): Promise<Said> {
    const { quotas } = planGateway(await specOf(spec));
    return { near: quotas.filter(({ near }) => near).map(({ name }) => name) };
  },

  async synth(spec: string, outdir: string): Promise<Said> {
    const gateway = await specOf(spec);
    synthesize(gateway, { codeRoot: outdir, outdir, stackName: 'github' });
    const templates = readdirSync(outdir).filter((name) => name.endsWith('.template.json'));
    return { bytes: Math.max(...templates.map((name) => statSync(join(outdir, name)).size)) };
  },

  async export(spec: string, output: string): Promise<Said> {
    writeFileSync(output, JSON.stringify(contractDocument(await specOf(spec)).document));
    return {};
  },

  compare(document: string, losses: string, exported: string): Said {
    const source = withLosses(readJson(document), readJson(losses));
    const contract = readJson(exported);
    return { operations: operationsOf(contract).size, differences: contractDifferences(source, contract) };
  },
};

const [, , step = '', ...args] = process.argv;
const run = steps[step as keyof typeof steps] as (...args: readonly string[]) => Said | Promise<Said>;
// Loading the spec is no part of what is done with it.
if (step !== 'import' && args[0]?.endsWith('.mjs')) await import(pathToFileURL(args[0]).href);
const started = performance.now();
const said = await run(...args);
const ms = performance.now() - started;
console.log(JSON.stringify({ ms, megabytes: process.resourceUsage().maxRSS / 1024, ...said }));

async function specOf(file: string): Promise<GatewaySpec> {
  return (await import(pathToFileURL(file).href)).default;
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
