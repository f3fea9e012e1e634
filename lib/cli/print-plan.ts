import type { Bill } from '../plan/cost/bill.js';
import type { ApiType, IntegrationPlan, Plan } from '../plan/plan.js';
import { apiIdOf } from '../plan/split/api-id.js';
import { colors } from './colors.js';
import { planCallers } from './plan-callers.js';
import { printBill } from './print-bill.js';
import { printEdge, printFirewall } from './print-edge.js';
import { printQuotas, printWarnings } from './print-quotas.js';
import { indented, table } from './table.js';

const API_NAMES: Record<ApiType, string> = { http: 'HTTP', rest: 'REST' };

/** The plan as a person reads it: what each route becomes, why, what it uses and what it costs. */
export function printPlan(plan: Plan, bill: Bill, arrangements: string): string {
  const sections = [
    heading(plan),
    routeTable(plan),
    section('Why', reasons(plan)),
    ...(plan.edge ? [section('Edge', printEdge(plan))] : [section('One address', front(plan))]),
    ...(plan.firewall ? [section('Firewall', printFirewall(plan))] : []),
    section('Arrangements', arrangements),
    section('Quotas', printQuotas(plan.quotas)),
    ...(plan.warnings.length > 0 ? [section('Warnings', printWarnings(plan.warnings))] : []),
    ...printBill(bill).map(({ title, body }) => section(title, body)),
  ];
  return `\n${sections.join('\n\n')}\n`;
}

function heading({ gateway, description, routes, apis }: Plan): string {
  const counts = apis.map(
    (api) => `${routes.filter((route) => apiIdOf(route) === api.id).length} on the ${API_NAMES[api.type]} API`,
  );
  const line = `${colors.bold(gateway)}: ${routes.length} ${routes.length === 1 ? 'route' : 'routes'}, ${counts.join(' and ')}`;
  return indented(description ? `${line}\n${colors.dim(description)}` : line);
}

function section(title: string, body: string): string {
  return `${indented(colors.bold(title))}\n${indented(body)}`;
}

function routeTable(plan: Plan): string {
  const integrations = new Map(plan.integrations.map((integration) => [integration.id, integration]));
  const callers = planCallers(plan);
  const rows = plan.routes.map((route) => [
    `${route.method.padEnd(7)}${route.path}`,
    API_NAMES[route.api],
    callers(route),
    backend(integrations.get(route.integration), plan),
    route.throttle ? `${route.throttle.ratePerSecond}/s, burst ${route.throttle.burst}` : '',
  ]);
  const columns = ['Route', 'API', 'Caller', 'Backend', 'Limit'].map((title) => ({ title: colors.dim(title) }));
  return indented(table(columns, rows));
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

function front({ front: { kind, because, paths } }: Plan): string {
  if (kind === 'single') return because;
  const owned = (api: ApiType) => paths.filter((one) => one.api === api).map((one) => one.path);
  const lines = (['http', 'rest'] as const).map(
    (api) =>
      `${API_NAMES[api]}  ${grouped(owned(api).map((path) => [path, api]))
        .map(([, list]) => list)
        .join('')}`,
  );
  return [because, ...lines.map((line) => colors.dim(indented(line, 4)))].join('\n');
}
