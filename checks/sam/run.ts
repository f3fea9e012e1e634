import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type BodyRefs, httpApiBody, restApiBody } from '../../lib/openapi/index.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { pythonTool } from '../python-tool.js';
import { createReport } from '../report.js';
import { mustRun } from '../run-command.js';
import { type Leaves, leavesOf, SEPARATOR } from './body-leaves.js';
import { type Decision, decisions } from './decisions.js';
import { type SamCase, samCases } from './sam-cases.js';

/**
 * Compares the bodies that SAM's translator makes with ours for the same APIs, value by value. A difference has to be
 * decided in `decisions.ts`; a decision that no difference needs any more fails as well.
 */
const report = createReport();
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const bin = await pythonTool('sam-translator', here('requirements.txt'));
const used = new Set<Decision>();
for (const samCase of samCases) {
  const [theirs, ours] = [leavesOf(await samBody(samCase), (name) => name), ourLeaves(samCase)];
  for (const [area, places] of byArea([...new Set([...theirs.keys(), ...ours.keys()])])) {
    const open = places.flatMap((place) => difference(samCase, place, theirs, ours));
    report.expect(`${samCase.template}: ${area} (${places.length} values)`, open);
  }
}
for (const decision of decisions) {
  report.expect(`decided: ${decision.api} ${decision.at}`, used.has(decision) ? '' : 'SAM and we agree there now');
}
report.finish();

async function samBody({ template, api }: SamCase): Promise<object> {
  const input = JSON.stringify(parse(readFileSync(here(template), 'utf8')));
  const output = await mustRun(join(bin, 'python'), [here('translate.py')], { input, limitMs: 60_000 });
  const type = api === 'http' ? 'AWS::ApiGatewayV2::Api' : 'AWS::ApiGateway::RestApi';
  const { Resources } = JSON.parse(output) as {
    Resources: Record<string, { Type: string; Properties: { Body: object } }>;
  };
  const made = Object.values(Resources).find((resource) => resource.Type === type);
  if (!made) throw new Error(`SAM makes no ${type} of ${template}`);
  return made.Properties.Body;
}

function ourLeaves({ spec, api, names }: SamCase): Leaves {
  const plan = planGateway(spec);
  const uris = plan.functions.map(({ id }) => [
    id,
    `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/<${id}>/invocations`,
  ]);
  const refs: BodyRefs = { invocationUris: Object.fromEntries(uris), backends: {} };
  const theirNames = new Map(Object.entries(names).map(([theirs, ours]) => [ours, theirs]));
  return leavesOf((api === 'http' ? httpApiBody : restApiBody)(plan, refs), (name) => theirNames.get(name) ?? name);
}

/** Authorizers, CORS, gateway responses and so on, and each operation. */
function byArea(places: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const areas = new Map<string, string[]>();
  for (const place of places.toSorted()) {
    const parts = place.split(SEPARATOR);
    const area = parts.slice(0, parts[0] === 'paths' ? 3 : 2).join(' ');
    areas.set(area, [...(areas.get(area) ?? []), place]);
  }
  return areas;
}

function difference({ api }: SamCase, place: string, theirs: Leaves, ours: Leaves): readonly string[] {
  const [their, our] = [theirs.get(place), ours.get(place)];
  if (their === our) return [];
  const saidBy = their === undefined ? 'us' : our === undefined ? 'sam' : 'both';
  const decided = decisions.filter((known) => known.api === api && known.saidBy === saidBy && covers(known.at, place));
  for (const decision of decided) used.add(decision);
  return decided.length > 0 ? [] : [`${place}: SAM ${their ?? 'has nothing'}, we ${our ?? 'have nothing'}`];
}

function covers(pattern: string, place: string): boolean {
  const parts = pattern.split(SEPARATOR);
  const names = place.split(SEPARATOR);
  const open = parts.at(-1) === '**';
  const fixed = open ? parts.slice(0, -1) : parts;
  if (open ? names.length < fixed.length : names.length !== fixed.length) return false;
  return fixed.every((part, index) => part === '*' || part === names[index]);
}
