import { report } from '../report.js';
import { type ApiType, type Apps, nameOf, type Size, sizeOf, sourceOf } from './apps.js';
import { type AssemblySize, assemblySize, templatesOf } from './assembly-size.js';
import { largestPolicyBytes } from './policy-bytes.js';
import { reportRefusal } from './report-refusal.js';
import { runApp, runInTurn, type Told } from './run-app.js';

const RUNS = 3;
const CONSTRUCTS = { rest: "CDK's RestApi", http: "CDK's HttpApi" } as const;
/** Of the function that takes the most. */
const POLICY_BYTES = 20_480;
/** A route is two resources or more: 500 are full before. */
const MOST = 300;
const STACK = 'Large';

/**
 * CDK's own construct: how many routes it holds, found by trying, and what as many take with it and with a spec.
 *
 * @param largest how many routes a spec held in this run
 */
export function compareWithCdk(apps: Apps, api: ApiType, largest: number): void {
  const most = largestThat((routes) => isHeld(apps, api, sizeOf(routes)));
  const mostOnOne = largestThat((routes) => isHeld(apps, api, { routes, functions: 1 }));
  const deployed = largestThat((routes) => isDeployed(apps, api, { routes, functions: 1 }));
  const held = (where: string, value: number) =>
    report({
      name: `${CONSTRUCTS[api]}, ${where}`,
      value,
      unit: 'routes',
      baseline: largest,
      against: 'the largest spec of this run',
    });
  held('functions of ten routes, most by resources', most);
  held('one function, most by resources', mostOnOne);
  held("one function, most by the function's policy", deployed);
  for (const routes of [10, 100, most]) compare(apps, api, sizeOf(routes));
  reportRefusal(`${CONSTRUCTS[api]}: ${nameOf(sizeOf(MOST))}`, String(trial(apps, api, sizeOf(MOST)).refused));
}

function isHeld(apps: Apps, api: ApiType, size: Size): boolean {
  return trial(apps, api, size).refused === undefined;
}

function isDeployed(apps: Apps, api: ApiType, size: Size): boolean {
  if (!isHeld(apps, api, size)) return false;
  const policies = templatesOf(trialOut(apps, api)).map((template) => largestPolicyBytes(template, STACK));
  return Math.max(...policies) <= POLICY_BYTES;
}

function trial(apps: Apps, api: ApiType, size: Size): Told {
  return runApp(apps.cdk(api, size, trialOut(apps, api)));
}

function trialOut(apps: Apps, api: ApiType): string {
  return apps.at(`${api}-trial.out`);
}

/** By halving: what holds no number of routes holds none above it. */
function largestThat(holds: (routes: number) => boolean): number {
  let [held, refused] = [1, MOST];
  while (refused - held > 1) {
    const middle = Math.floor((held + refused) / 2);
    if (holds(middle)) held = middle;
    else refused = middle;
  }
  return held;
}

function compare(apps: Apps, api: ApiType, size: Size): void {
  const [ourOut, theirOut] = [apps.at(`${api}-ours.out`), apps.at(`${api}-theirs.out`)];
  const { ours, theirs } = runInTurn(RUNS, {
    ours: apps.synth(sourceOf(size, api), ourOut),
    theirs: apps.cdk(api, size, theirOut),
  });
  const name = `${nameOf(size)}, ${api.toUpperCase()}`;
  const against = CONSTRUCTS[api];
  report({ name: `${name}: synth`, value: ours.ms, unit: 'ms', baseline: theirs.ms, against });
  report({ name: `${name}: memory of synth`, value: ours.megabytes, unit: 'MB', baseline: theirs.megabytes, against });
  compareSizes(name, against, assemblySize(ourOut), assemblySize(theirOut));
}

function compareSizes(name: string, against: string, ours: AssemblySize, theirs: AssemblySize): void {
  report({ name: `${name}: templates`, value: ours.bytes, unit: 'bytes', baseline: theirs.bytes, against });
  report({ name: `${name}: resources`, value: ours.resources, unit: 'resources', baseline: theirs.resources, against });
}
