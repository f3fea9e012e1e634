import { Command } from 'commander';
import { billOf } from '../../plan/cost/bill.js';
import { planGateway } from '../../plan/plan-gateway.js';
import type { Console } from '../console.js';
import { findApp } from '../find-app.js';
import { loadSpec } from '../load-spec.js';
import { printPlan } from '../print-plan.js';
import { type BillFlags, billProps, withBillOptions } from './plan-bill-flags.js';

interface PlanOptions extends BillFlags {
  readonly json?: true;
}

export function planCommand(console: Console): Command {
  const command = new Command('plan')
    .summary('show what each route becomes on AWS, why, and what it costs')
    .description(
      'Shows the API type, authorizer and backend of each route with its reasons, the quotas used, and the cost.',
    )
    .argument('[file]', "the module whose default export is the gateway (default: the project's gateway.ts)")
    .option('--json', 'the plan, and the bill with every price and formula, as one JSON document');
  return withBillOptions(command).action(async (file: string | undefined, options: PlanOptions) => {
    const { spec } = await loadSpec(findApp(file, process.cwd()));
    const plan = planGateway(spec);
    const bill = billOf(plan, await billProps(options));
    const [cost] = bill.levels;
    console.out(options.json ? JSON.stringify({ plan, cost, bill }, null, 2) : printPlan(plan, bill));
  });
}
