import type { CorsPlan, IntegrationPlan } from '../../plan.js';
import { jsonBytes, memberBytes, total } from './json-bytes.js';

type ReplyPlan = Extract<IntegrationPlan, { kind: 'reply' }>;
type Headers = Readonly<Record<string, string>>;

/** The responses and the integration of a fixed answer. */
export function mockBytes({ headers, body }: ReplyPlan, cors: CorsPlan | undefined): number {
  const text = jsonBytes(JSON.stringify(body));
  // `$` and `#` are written as JSON escapes, whose backslash is escaped once more.
  const escapes = (JSON.stringify(body).match(/[$#]/g) ?? []).length * 6;
  const exposed: Headers =
    cors && cors.exposeHeaders.length > 0 ? { 'Access-Control-Expose-Headers': cors.exposeHeaders.join(',') } : {};
  const all = cors ? { ...exposed, ...originHeaders(cors), ...headers } : headers;
  return FRAME + PASSTHROUGH + headerBytes(all) + TEMPLATE + text + escapes + (cors ? originTemplateBytes(cors) : 0);
}

/** The whole OPTIONS operation of a path. */
export function preflightBytes(cors: CorsPlan): number {
  const headers = {
    ...originHeaders(cors),
    'Access-Control-Allow-Methods': 'GET,POST',
    'Access-Control-Allow-Headers': cors.allowHeaders.join(','),
    'Access-Control-Max-Age': `${cors.maxAgeSeconds}`,
  };
  const template = originTemplateBytes(cors);
  return OPTIONS + FRAME + headerBytes(headers) + (template > 0 ? TEMPLATE + '""'.length + template : 0);
}

const OPTIONS = memberBytes({ options: { 'x-amazon-apigateway-integration': {} } });
const FRAME = memberBytes({
  responses: { 200: { description: '200 response' } },
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode":200}' },
  'responses ': { default: { statusCode: '200' } },
});
const PASSTHROUGH = memberBytes({ passthroughBehavior: 'never' });
const TEMPLATE = memberBytes({ responseTemplates: { 'application/json': 0 } });
const HEADERS = memberBytes({ headers: {}, responseParameters: {} });
/** A header is declared, and set. */
const HEADER = memberBytes({ '': { schema: { type: 'string' } }, 'method.response.header.': "''" });

function headerBytes(headers: Headers): number {
  const entries = Object.entries(headers);
  return entries.length === 0
    ? 0
    : HEADERS + total(entries, ([name, value]) => HEADER + 2 * name.length + Buffer.byteLength(value));
}

function originHeaders({ origins, credentials }: CorsPlan): Headers {
  const [only, ...others] = origins;
  return {
    ...(only !== undefined && others.length === 0 ? { 'Access-Control-Allow-Origin': only } : {}),
    ...(credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    ...(only === '*' ? {} : { Vary: 'Origin' }),
  };
}

/** Of the text that chooses between origins, as JSON has it. */
const CHOICE = 236;
const ORIGIN = ' || $origin == \\"\\"'.length;

function originTemplateBytes({ origins }: CorsPlan): number {
  return origins.length < 2 ? 0 : CHOICE + total(origins, (origin) => ORIGIN + origin.length);
}
