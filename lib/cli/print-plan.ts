import { oneLine } from '../errors/one-line.js';
import type { Bill } from '../plan/cost/bill.js';
import type { ApiType, IntegrationPlan, Plan, RoutePlan } from '../plan/plan.js';
import { apiText } from './api-text.js';
import { colors } from './colors.js';
import { fitted } from './fitted.js';
import { harmless } from './harmless.js';
import { planCallers } from './plan-callers.js';
import { printBill } from './print-bill.js';
import { printEdge, printFirewall } from './print-edge.js';
import { printFront } from './print-front.js';
import { printParts } from './print-parts.js';
import { printQuotas, printWarnings } from './print-quotas.js';
import type { Section } from './section.js';
import { indented, table } from './table.js';

const API_NAMES: Record<ApiType, string> = { http: 'HTTP', rest: 'REST' };
const INDENT = 2;

/** The plan as a person reads it: what each route becomes, why, what it uses and what it costs. */
export function printPlan(plan: Plan, bill: Bill, arrangements: Section, width: number): string {
  const within = width - INDENT;
  const { split } = plan;
  const sections: readonly Section[] = [
    ...(split ? [printParts({ ...plan, split })] : []),
    { title: 'Why', body: reasons(plan) },
    plan.edge ? { title: 'Edge', body: printEdge(plan) } : printFront(plan),
    ...(plan.firewall ? [{ title: 'Firewall', body: printFirewall(plan) }] : []),
    arrangements,
    { title: 'Quotas', body: printQuotas(plan.quotas, within) },
    ...(plan.warnings.length > 0 ? [{ title: 'Warnings', body: printWarnings(plan.warnings) }] : []),
    ...printBill(bill, within),
  ];
  const text = [heading(plan), routeTable(plan), ...sections.map(printSection)].join('\n\n');
  return `\n${fitted(harmless(text), width)}\n`;
}

const LONGEST_DESCRIPTION = 400;

function heading({ gateway, description, routes, apis }: Plan): string {
  const types = (['http', 'rest'] as const).flatMap((type) => {
    const count = apis.filter((api) => api.type === type).length;
    if (count === 0) return [];
    const on = count === 1 ? `the ${API_NAMES[type]} API` : `${count} ${API_NAMES[type]} APIs`;
    return [{ on, routes: routes.filter(({ api }) => api === type).length.toLocaleString('en') }];
  });
  const all = `${routes.length.toLocaleString('en')} ${routes.length === 1 ? 'route' : 'routes'}`;
  const [only, other] = types;
  const where =
    only && !other ? ` on ${only.on}` : `, ${types.map((one) => `${one.routes} on ${one.on}`).join(' and ')}`;
  const line = `${colors.bold(gateway)}: ${all}${where}`;
  return indented(
    description ? `${line}\n${colors.dim(oneLine(description.trim(), LONGEST_DESCRIPTION))}` : line,
    INDENT,
  );
}

function printSection({ title, body }: Section): string {
  return `${indented(colors.bold(title), INDENT)}\n${indented(body, INDENT)}`;
}

function routeTable(plan: Plan): string {
  const integrations = new Map(plan.integrations.map((integration) => [integration.id, integration]));
  const callers = planCallers(plan);
  const rows = plan.routes.map((route) => [
    `${route.method.padEnd(7)}${route.path}`,
    apiText({ type: route.api, ...(route.part !== undefined && { part: route.part }) }),
    callers(route),
    backend(integrations.get(route.integration), plan) + limitText(route),
  ]);
  const titles = ['Route', 'API', 'Caller', 'Backend'];
  return indented(
    table(
      titles.map((title) => ({ title: colors.dim(title) })),
      rows,
    ),
  );
}

function limitText({ throttle }: RoutePlan): string {
  return throttle ? `, ${throttle.ratePerSecond}/s, burst ${throttle.burst}` : '';
}

function backend(integration: IntegrationPlan | undefined, plan: Plan): string {
  switch (integration?.kind) {
    case 'lambda': {
      const fn = plan.functions.find((one) => one.id === integration.function);
      return fn?.kind === 'handler' ? fn.entry : integration.function;
    }
    case 'http':
      return integration.url;
    case 'reply':
      return `reply ${integration.status}`;
    case 'bound':
      return `bound: ${integration.name}`;
    default:
      return '';
  }
}

/** Reasons with the routes that share them, so that a thousand routes stay readable. */
function reasons(plan: Plan): string {
  const apiReasons = plan.routes.map((route) => [route.id, `${API_NAMES[route.api]}: ${route.apiBecause}`] as const);
  const authorizerReasons = plan.authorizers.map(
    (one) => [`${one.schemes.join(', ') || 'public routes'} on ${API_NAMES[one.api]}`, one.because] as const,
  );
  const requestReasons = plan.routes.flatMap(({ id, validation }) =>
    validation ? [[id, `Requests: ${validation.because}`] as const] : [],
  );
  return grouped([...apiReasons, ...authorizerReasons, ...requestReasons])
    .map(([because, subjects]) => `${because}\n${indented(colors.dim(subjects), 4)}`)
    .join('\n');
}

const SHOWN_SUBJECTS = 6;

function grouped(
  pairs: readonly (readonly [subject: string, because: string])[],
): readonly (readonly [string, string])[] {
  const groups = new Map<string, string[]>();
  for (const [subject, because] of pairs) groups.set(because, [...(groups.get(because) ?? []), subject]);
  return [...groups].map(([because, subjects]) => {
    const rest = subjects.length - SHOWN_SUBJECTS;
    return [because, subjects.slice(0, SHOWN_SUBJECTS).join(', ') + (rest > 0 ? ` and ${rest} more` : '')];
  });
}
