import type { Auth } from '../auth.js';
import { onceEach } from './once-each.js';
import {
  anything,
  isRecord,
  listOf,
  number,
  objectOf,
  onlyTrue,
  optional,
  recordOf,
  type Shape,
  text,
} from './shape.js';

const unknownProps = optional(listOf(objectOf({ at: text, allowed: listOf(text) })));
const requirement = {
  unknownProps,
  scopes: listOf(listOf(text)),
  claims: listOf(objectOf({ kind: text, name: text, values: optional(listOf(anything)) })),
  stepUps: listOf(objectOf({ acrValues: listOf(text), maxAgeSeconds: optional(number) })),
};

const secret = objectOf({ id: text, field: optional(text), kmsKeyArn: optional(text) });
const client = objectOf({ id: text, secret });
const plan = objectOf({ name: text, routes: optional(recordOf(objectOf({}))) });
const fn = objectOf({
  kind: (value) => (value === 'lambda' ? undefined : ''),
  entry: text,
  export: optional(text),
  environment: optional(recordOf(text)),
});

/** What the builders make, as far as the rules read it. */
const KINDS = {
  jwt: objectOf({
    name: text,
    issuers: listOf(text),
    audiences: listOf(text),
    jwksUri: optional(text),
    algorithms: listOf(text),
    header: text,
    ...requirement,
  }),
  introspection: objectOf({
    name: text,
    endpoint: text,
    client,
    audiences: listOf(text),
    issuer: optional(text),
    header: text,
    ...requirement,
  }),
  cognito: objectOf({ name: text, userPoolArn: text, clientIds: listOf(text), ...requirement }),
  'api-key': objectOf({
    name: text,
    plans: listOf(plan),
    meter: optional(objectOf({ claim: text, secret })),
    unknownProps,
  }),
  iam: objectOf({ name: text }),
  'mutual-tls': objectOf({ name: text }),
  custom: objectOf({
    name: text,
    function: fn,
    identityHeaders: listOf(text),
    identityQuery: listOf(text),
    unknownProps,
  }),
} satisfies Record<Exclude<Exclude<Auth, 'public'>['kind'], 'any-of' | 'all-of'>, Shape>;

/** Deeper combinations are nobody's, and might have no end. */
const DEEPEST = 8;

/** What the builders make of who may call. A scheme that many routes name is looked at once, for as long as the shape lives. */
export function authShape(): Shape {
  const schemeShape = onceEach(schemeFaultAt);
  const partShape =
    (depth: number): Shape =>
    (value) => {
      if (!isCombination(value)) return schemeShape(value);
      return depth > DEEPEST ? '' : objectOf({ parts: listOf(partShape(depth + 1)) })(value);
    };
  const shape = partShape(1);
  return (value) => (value === 'public' ? undefined : shape(value));
}

function isCombination(value: unknown): boolean {
  return isRecord(value) && (value.kind === 'any-of' || value.kind === 'all-of');
}

function schemeFaultAt(value: unknown): string | undefined {
  if (!isRecord(value)) return '';
  const { kind } = value;
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS](value) : '';
}

export const callerHeadersShape: Shape = recordOf(text);

export const tokenExchangeShape: Shape = objectOf({
  kind: (value) => (value === 'token-exchange' ? undefined : ''),
  name: text,
  endpoint: text,
  client,
  audience: text,
  scope: optional(text),
});

export const domainShape: Shape = objectOf({
  name: text,
  certificateArn: optional(text),
  alternateNames: optional(listOf(text)),
  minimumTls: optional(text),
  basePath: optional(text),
  shared: optional(onlyTrue),
  hostedZone: optional(objectOf({ id: text, name: text })),
  mutualTls: optional(objectOf({ truststore: text, version: optional(text) })),
});
