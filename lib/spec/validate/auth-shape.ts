import type { Auth } from '../auth.js';
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

/** Where an auth is not what the builders make. */
export function authFaultAt(value: unknown): string | undefined {
  return value === 'public' ? undefined : partFaultAt(value, 1);
}

function partFaultAt(value: unknown, depth: number): string | undefined {
  if (!isRecord(value)) return '';
  if (value.kind === 'any-of' || value.kind === 'all-of') {
    if (depth > DEEPEST) return '';
    return objectOf({ parts: listOf((part) => partFaultAt(part, depth + 1)) })(value);
  }
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
