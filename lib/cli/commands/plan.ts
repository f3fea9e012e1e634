import { Command, Option } from 'commander';
import { listPrices } from '../../facts/prices.js';
import { withCheapest } from '../../plan/arrangements/cheapest-at-levels.js';
import { compareArrangements } from '../../plan/arrangements/compare-arrangements.js';
import { makePin } from '../../plan/arrangements/make-pin.js';
import { billOf } from '../../plan/cost/bill.js';
import { planGateway } from '../../plan/plan-gateway.js';
import { CliError } from '../cli-error.js';
import type { Console } from '../console.js';
import { findApp } from '../find-app.js';
import { goesWith } from '../goes-with.js';
import { loadSpec } from '../load-spec.js';
import { writePin } from '../pin-file.js';
import { graphFile, writeGraph } from '../plan-graph/graph-file.js';
import { printArrangements } from '../print-arrangements.js';
import { printPlan } from '../print-plan.js';
import { type BillFlags, billProps, withBillOptions } from './plan-bill-flags.js';
import { deployedInstead, planSubject } from './plan-subject.js';

interface PlanOptions extends BillFlags {
  readonly json?: true;
  readonly pin?: true;
  readonly force?: true;
  readonly graph?: string | true;
}

export function planCommand(console: Console): Command {
  const graph = new Option(
    '--graph [file]',
    'draw the gateway instead: an .svg picture, which is overwritten, or Mermaid (.mmd)',
  ).argParser(graphFile);
  const command = withBillOptions(planOptions().addOption(graph));
  graph.conflicts(['json', 'pin', 'bill', 'prices', ...kongOptions(command)]);
  return goesWith(command, 'pin', ['force']).action(async (file: string | undefined, options: PlanOptions) => {
    const app = findApp(file, process.cwd());
    const { spec } = await loadSpec(app);
    const props = await billProps(options);
    if (options.graph !== undefined && props.levels !== undefined && props.levels.length > 1)
      throw new CliError(2, '--graph draws the gateway for one number of requests: name one');
    const subject = planSubject(spec, props);
    const plan = planGateway(subject);
    if (options.graph !== undefined) return writeGraph(plan, options.graph, console);
    const bill = withCheapest(billOf(plan, props), subject, props.list ?? listPrices);
    const arrangements = compareArrangements(subject, props.given, props.list);
    const [cost] = bill.levels;
    const instead = deployedInstead(spec, plan);
    console.out(
      options.json
        ? JSON.stringify({ plan, cost, bill, arrangements, deployedInstead: instead }, null, 2)
        : printPlan(plan, bill, printArrangements(arrangements, instead, console.width - 2), console.width),
    );
    const pinned = { specFile: app, isTaken: spec.pin !== undefined, force: options.force === true };
    if (options.pin) await writePin(makePin(arrangements, new Date(), plan), pinned, console);
  });
}

function planOptions(): Command {
  return new Command('plan')
    .summary('show what each route becomes on AWS, why, and what it costs')
    .description(
      'Shows the API type, authorizer and backend of each route with its reasons, the quotas used, and the cost.',
    )
    .argument('[file]', "the module whose default export is the gateway (default: the project's gateway.ts)")
    .option('--json', 'the plan, and the bill with every price and formula, as one JSON document')
    .option('--pin', 'keep the arrangement of APIs, edge and firewall: write gateway.pin.json beside the gateway')
    .option('--force', 'with --pin: write over a pin of another arrangement, which may move the address');
}

/** The rival changes the bill alone. */
function kongOptions(command: Command): readonly string[] {
  return command.options.map((option) => option.attributeName()).filter((name) => name.startsWith('kong'));
}
