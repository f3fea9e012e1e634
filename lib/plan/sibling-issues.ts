import type { Issue } from '../errors/issue.js';
import { type PathSegment, parsePath, pathShape } from '../spec/path.js';
import type { Route } from '../spec/route.js';
import { placeOf } from '../spec/validate/place-of.js';
import type { ApiType } from './plan.js';

interface SiblingRule {
  readonly code: string;
  readonly message: string;
  /** Parameters that share this beside their parent have one name. */
  readonly levelOf: (segment: PathSegment) => string;
  readonly source: string;
}

const rules = {
  /** A greedy child beside a plain one has to be the same as well. */
  rest: {
    code: 'REST_SIBLING_PARAMETERS',
    message: 'below one resource, a REST API has a single path parameter, with one name',
    levelOf: () => '',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  },
  /** CreateRoute's ConflictException: "has a conflicting variable on the same hierarchical level as", whatever the method. */
  http: {
    code: 'HTTP_SIBLING_PARAMETERS',
    message: 'on one level of a path, an HTTP API has one name for the path parameter',
    levelOf: (segment) => segment.kind,
    source: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html',
  },
} satisfies Record<ApiType, SiblingRule>;

interface Named {
  readonly name: string;
  readonly route: Route;
}

/** Parameters of one level whose names differ between the routes of one API. */
export function siblingIssues(api: ApiType, routes: readonly Route[]): readonly Issue[] {
  const rule = rules[api];
  const named = new Map<string, Named>();
  return routes.flatMap((route) => {
    const parsed = parsePath(route.path);
    if (!parsed.ok) return [];
    return parsed.segments.flatMap((segment, depth) => {
      if (segment.kind === 'literal') return [];
      const parent = pathShape(parsed.segments.slice(0, depth));
      const key = `${rule.levelOf(segment)} ${parent}`;
      const here = { name: segment.kind === 'greedy' ? `${segment.text}+` : segment.text, route };
      const first = named.get(key) ?? here;
      named.set(key, first);
      return first.name === here.name ? [] : [siblingIssue(rule, first, here, parent)];
    });
  });
}

function siblingIssue({ code, message, source }: SiblingRule, first: Named, here: Named, parent: string): Issue {
  return {
    code,
    place: placeOf(here.route),
    message,
    got: `{${here.name}} here, {${first.name}} in ${first.route.pattern}`,
    allowed: `one name for the segment below ${parent}`,
    fix: `call it {${first.name}} in both routes`,
    source,
  };
}
