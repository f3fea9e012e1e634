import { Command, InvalidArgumentError } from 'commander';
import { estimateCost } from '../../plan/estimate-cost.js';
import { planGateway } from '../../plan/plan-gateway.js';
import type { Console } from '../console.js';
import { findApp } from '../find-app.js';
import { loadSpec } from '../load-spec.js';
import { printPlan } from '../print-plan.js';

interface PlanOptions {
  readonly requestsPerMonth: number;
  readonly json?: true;
}

export function planCommand(console: Console): Command {
  return new Command('plan')
    .summary('show what each route becomes on AWS, why, and what it costs')
    .description(
      'Shows the API type, authorizer and backend of each route with its reasons, the quotas used, and the cost.',
    )
    .argument('[file]', "the module whose default export is the gateway (default: the project's gateway.ts)")
    .option('--requests-per-month <n>', 'traffic to price, spread evenly over the routes', wholeNumber, 1_000_000)
    .option('--json', 'the plan and the estimate as one JSON document')
    .action(async (file: string | undefined, options: PlanOptions) => {
      const { spec } = await loadSpec(findApp(file, process.cwd()));
      const plan = planGateway(spec);
      const cost = estimateCost(plan, { requestsPerMonth: options.requestsPerMonth });
      console.out(options.json ? JSON.stringify({ plan, cost }, null, 2) : printPlan(plan, cost));
    });
}

function wholeNumber(text: string): number {
  const value = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('a whole number of requests, 0 or more.');
}
