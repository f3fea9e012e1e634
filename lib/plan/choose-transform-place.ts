import type { Route } from '../spec/route.js';
import type {
  ParameterChanges,
  ResponseTransforms,
  Transform,
  TransformValue,
  ValueSource,
} from '../spec/transform.js';
import type { ApiType } from './plan.js';

/** Where a route's transformations and middleware run, cheapest first. */
export interface TransformsPlan {
  readonly place: TransformPlace;
  readonly because: string;
}

/**
 * `handler`: in the function of the route's own handler. `mapping`: API Gateway's parameter mapping and the backend's
 * URL. `function`: in a function that stands before the backend.
 */
export type TransformPlace = 'handler' | 'mapping' | 'function';

/** The cheapest place that can do all that a route declares; undefined where it declares nothing. */
export function chooseTransformPlace(route: Route, api: ApiType): TransformsPlan | undefined {
  const { transform = {}, use = [] } = route;
  if (!transform.request && !transform.response && use.length === 0) return undefined;
  if (route.to.kind === 'lambda')
    return { place: 'handler', because: "bundled around the route's own handler: no function more, and no call more" };
  const [limit] = [...(use.length > 0 ? ['middleware is code'] : []), ...mappingLimits(transform, api)];
  if (limit === undefined)
    return { place: 'mapping', because: `${API_NAMES[api]} can do all of it with parameter mapping, at no cost` };
  return {
    place: 'function',
    because: `a function before the backend, since parameter mapping is not enough: ${limit}`,
  };
}

const API_NAMES = { http: 'an HTTP API', rest: 'a REST API' } as const satisfies Record<ApiType, string>;

/** What of a declaration parameter mapping cannot do to the letter; the most telling first. */
function mappingLimits({ request = {}, response = {} }: Transform, api: ApiType): readonly string[] {
  const bodies = [request.body, ...Object.values(response).map(({ body }) => body)];
  return [
    ...(bodies.some(Boolean) ? ['it changes no fields of bodies'] : []),
    ...(api === 'http'
      ? [...httpLimits(request.headers, isHttpHeaderSource), ...httpLimits(request.query, isHttpQuerySource)]
      : restLimits({ request, response })),
    ...(api === 'http' ? httpResponseLimits(response) : []),
  ];
}

type Kinds = (source: ValueSource) => boolean;

/** A path or a query may hold what a header cannot, and AWS does not say what becomes of it. */
const isHttpHeaderSource: Kinds = ({ kind }) => kind === 'header';
const isHttpQuerySource: Kinds = ({ kind }) => kind !== 'claim';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html */
function httpLimits(changes: ParameterChanges | undefined, isMappable: Kinds): readonly string[] {
  const values = valuesOf(changes);
  const sources = values.filter((value) => typeof value !== 'string');
  return [
    ...(changes?.default ? ['it knows no condition, so it has no defaults'] : []),
    ...(values.some((value) => typeof value === 'string' && value.includes('$'))
      ? ['it takes a $ in a text for a variable']
      : []),
    ...(sources.every(isMappable) ? [] : ['it cannot take a value from there']),
  ];
}

/** It goes by the status, and has no word for all of them. */
function httpResponseLimits(response: ResponseTransforms): readonly string[] {
  if (response.any) return ['it has no mapping for any status'];
  return Object.values(response).flatMap(({ headers }) => httpLimits(headers, isHttpHeaderSource));
}

/**
 * A REST proxy adds mapped parameters to what it hands on, and takes nothing away; it finds headers in the letter case
 * that they were sent in alone, and passes answers on as they are. Templates are out: `$input.json` writes numbers anew,
 * and reaches bodies of other integrations only, which lose every header that is not mapped.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
 */
function restLimits({ request = {}, response = {} }: Transform): readonly string[] {
  const { set = {}, ...others } = request.headers ?? {};
  const hasMore = Object.values(others).some((change) => Object.keys(change).length > 0);
  const isFixed = (value: TransformValue) => typeof value === 'string' && !value.includes("'");
  return [
    ...(Object.keys(response).length > 0 ? ['a REST proxy passes answers on as they are'] : []),
    ...(request.query ? ['a REST proxy takes no query parameter away'] : []),
    ...(hasMore ? ['a REST proxy takes no header away'] : []),
    ...(Object.values(set).every(isFixed) ? [] : ['a REST proxy finds headers in one letter case alone']),
  ];
}

function valuesOf(changes: ParameterChanges | undefined): readonly TransformValue[] {
  return [changes?.set, changes?.add, changes?.default].flatMap((values) => Object.values(values ?? {}));
}
