import type { FunctionPlan, Plan } from '../../plan/plan.js';
import { countBy } from './count-edges.js';
import { type Drawable, type Drawn, drawFolded } from './draw-folded.js';
import type { NodeKind } from './gateway-graph.js';

/** All functions. Only those that answer routes are folded: what all requests or keys depend on is always seen. */
export function drawFunctions(plan: Plan): Drawn {
  const checking = new Set(plan.authorizers.flatMap((one) => ('function' in one ? [one.function] : [])));
  const routesOf = countBy(plan.routes, ({ integration }) => integration);
  const routes = new Map<string, number>();
  for (const one of plan.integrations)
    if (one.kind === 'lambda') routes.set(one.function, (routes.get(one.function) ?? 0) + (routesOf.get(one.id) ?? 0));
  const drawn = (['function', 'caller-check', 'keeper'] as const).map((kind) => {
    const ofKind = plan.functions.filter((fn) => kindOf(fn, checking) === kind);
    const items = ofKind.map((fn) => drawable(fn, routes.get(fn.id) ?? 0));
    return drawFolded(items, { id: ID_STARTS[kind], kind, plural: 'functions' });
  });
  return {
    nodes: drawn.flatMap(({ nodes }) => nodes),
    nodeOf: new Map(drawn.flatMap(({ nodeOf }) => [...nodeOf])),
  };
}

const ID_STARTS = { function: 'function', 'caller-check': 'checker', keeper: 'keeper' } as const;

function kindOf(fn: FunctionPlan, checking: ReadonlySet<string>): keyof typeof ID_STARTS {
  return checking.has(fn.id) ? 'caller-check' : KINDS[fn.kind];
}

const KINDS = {
  handler: 'function',
  transformer: 'function',
  authorizer: 'caller-check',
  'key-keeper': 'keeper',
  'origin-keeper': 'keeper',
} as const satisfies Record<FunctionPlan['kind'], NodeKind>;

const NAMES = {
  transformer: 'transformer',
  authorizer: 'authorizer',
  'key-keeper': 'key keeper',
  'origin-keeper': 'origin keeper',
} as const satisfies Record<Exclude<FunctionPlan['kind'], 'handler'>, string>;

/** The transformer stands first among the busy: http backends behind it would have no way to them else. */
function drawable(fn: FunctionPlan, routes: number): Drawable {
  return {
    key: fn.id,
    what: fn.kind === 'handler' && fn.streaming ? 'Lambda function, streams' : 'Lambda function',
    name: fn.kind === 'handler' ? nameOf(fn) : NAMES[fn.kind],
    details: fn.kind === 'handler' ? [] : ['bundled'],
    routes: fn.kind === 'transformer' ? Number.POSITIVE_INFINITY : routes,
  };
}

function nameOf({ entry, exportName }: Extract<FunctionPlan, { kind: 'handler' }>): string {
  return exportName === 'handler' ? entry : `${entry} ${exportName}`;
}
