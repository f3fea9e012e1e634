import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { GatewaySpec } from '../gateway.js';
import { normalBeginning } from '../path-tokens.js';
import {
  API_ARRANGEMENTS,
  CLOUDFRONT_PRICINGS,
  FIREWALL_PLACES,
  PIN_SCHEMA_VERSION,
  type Pin,
  type PinnedArrangement,
} from '../pin.js';
import type { Split } from '../split.js';
import { brokenRules, type Rule } from './rule.js';
import { isRecord, listOf, number, objectOf, optional, type Shape, text } from './shape.js';
import { splitIssues, splitShape } from './split-issues.js';

const bool: Shape = (value) => (typeof value === 'boolean' ? undefined : '');
const pinnedSplit: Shape = (value) => (value === false ? '' : splitShape(value));

/** What is read of a pin; of one with another version of the schema, only that. */
export const pinShape: Shape = (value) => {
  if (isRecord(value) && typeof value.schemaVersion === 'number' && value.schemaVersion !== PIN_SCHEMA_VERSION)
    return undefined;
  return objectOf({
    schemaVersion: number,
    arrangement: objectOf({
      apis: text,
      edge: bool,
      firewallAt: optional(text),
      cloudFrontPricing: optional(text),
      split: optional(pinnedSplit),
      paths: optional(objectOf({ http: listOf(text), rest: listOf(text) })),
    }),
    madeOn: optional(text),
    usdPerMonth: optional(number),
    requestsPerMonth: optional(number),
  })(value);
};

/** How to be rid of a pin that does not fit. */
export const REPIN =
  'take pin out of the gateway, look at what gatewright plan says, and pin anew: gatewright plan --pin';

const VERSION: Rule<Pin> = {
  holds: ({ schemaVersion }) => schemaVersion === PIN_SCHEMA_VERSION,
  words: ({ schemaVersion }) => ({
    code: 'PIN_VERSION',
    at: 'schemaVersion',
    message: 'this pin was written by another version of Gatewright, which may mean something else by it',
    got: schemaVersion,
    allowed: String(PIN_SCHEMA_VERSION),
    fix: `use the version that wrote it, or ${REPIN}`,
  }),
};

const RULES: readonly Rule<PinnedArrangement>[] = [
  known('apis', API_ARRANGEMENTS, 'this says nothing of how routes are put on APIs'),
  known('firewallAt', FIREWALL_PLACES, 'no firewall stands there'),
  known('cloudFrontPricing', CLOUDFRONT_PRICINGS, 'CloudFront is not sold so'),
  {
    holds: ({ edge, firewallAt }) => firewallAt === undefined || (firewallAt === 'edge') === edge,
    words: ({ edge, firewallAt }) => ({
      code: 'PIN_CONTRADICTION',
      at: 'firewallAt',
      message: 'a firewall stands at the edge where there is one, and at the REST stage where there is none',
      got: firewallAt,
      allowed: edge ? "'edge', since edge is true" : "'rest-stage', since edge is false",
      fix: REPIN,
    }),
  },
  {
    holds: ({ edge, cloudFrontPricing }) => edge || cloudFrontPricing === undefined,
    words: ({ cloudFrontPricing }) => ({
      code: 'PIN_CONTRADICTION',
      at: 'cloudFrontPricing',
      message: 'without an edge there is no distribution to have a price',
      got: cloudFrontPricing,
      allowed: 'cloudFrontPricing where edge is true',
      fix: `leave it out, or ${REPIN}`,
    }),
  },
];

function known(
  name: 'apis' | 'firewallAt' | 'cloudFrontPricing',
  allowed: readonly string[],
  message: string,
): Rule<PinnedArrangement> {
  return {
    holds: ({ [name]: value }) => value === undefined || allowed.includes(value),
    words: ({ [name]: value }) => ({
      code: 'PIN_ARRANGEMENT',
      at: name,
      message,
      got: value,
      allowed: allowed.map((each) => `'${each}'`).join(', '),
      fix: REPIN,
    }),
  };
}

interface Pinned {
  readonly spec: Pick<GatewaySpec, 'edge' | 'noEdge' | 'api' | 'split' | 'firewall'>;
  readonly pinned: PinnedArrangement;
}

/** What the spec says itself, a pin cannot say otherwise. */
const AGAINST_SPEC: readonly Rule<Pinned>[] = [
  {
    holds: ({ spec, pinned }) => pinned.edge || spec.edge === undefined,
    words: ({ pinned }) => ({
      code: 'PIN_EDGE',
      at: 'edge',
      message: 'the pin holds a gateway without an edge, and the spec asks for one',
      got: pinned.edge,
      allowed: 'a pin that says what the spec says',
      fix: `leave edge out of the gateway, or ${REPIN}`,
    }),
  },
  {
    holds: ({ spec, pinned }) => !pinned.edge || !spec.noEdge,
    words: ({ pinned }) => ({
      code: 'PIN_EDGE',
      at: 'edge',
      message: 'the pin holds an edge, and the spec says edge: false',
      got: pinned.edge,
      allowed: 'a pin that says what the spec says',
      fix: `leave edge: false out of the gateway, or ${REPIN}`,
    }),
  },
  {
    holds: ({ spec: { api = 'auto' }, pinned: { apis } }) => api === 'auto' || api === apis || isRule(apis),
    words: ({ spec, pinned }) => ({
      code: 'PIN_API',
      at: 'apis',
      message: `the pin holds all routes on the ${pinned.apis.toUpperCase()} API, and the spec says api: '${spec.api}'`,
      got: pinned.apis,
      allowed: 'a pin that says what the spec says',
      fix: `leave api out of the gateway, or ${REPIN}`,
    }),
  },
  {
    holds: ({ spec, pinned: { firewallAt } }) => firewallAt === undefined || spec.firewall !== undefined,
    words: ({ pinned: { firewallAt } }) => ({
      code: 'PIN_FIREWALL',
      at: 'firewallAt',
      message: 'the pin holds a firewall, and the spec has none',
      got: firewallAt,
      allowed: 'firewallAt where the gateway has a firewall',
      fix: `write the firewall back, or ${REPIN}`,
    }),
  },
  {
    holds: ({ spec: { split }, pinned }) => split === undefined || isSameSplit(split, pinned.split),
    words: ({ pinned: { split } }) => ({
      code: 'PIN_SPLIT',
      at: 'split',
      message: 'the pin holds other parts than the spec says, and what moves between them gets another address',
      got: split ?? 'one stack',
      allowed: 'a pin that says what the spec says',
      fix: `leave split out of the gateway to keep what the pin holds, or ${REPIN}`,
    }),
  },
];

/** It goes by what each route asks, and so holds whatever the spec says of them. */
function isRule(apis: string): boolean {
  return apis === 'split' || apis === 'rest-first';
}

/** Whatever order they stand in, and whatever parameters are called. */
function isSameSplit(stated: Split | false, pinned: Split | undefined): boolean {
  if (!stated || !pinned) return !stated && !pinned;
  const [one, other] = [stated, pinned].map(beginningsOf);
  return one?.length === other?.length && one?.every((text, index) => text === other?.[index]) === true;
}

/** Each with its part, where parts have names. */
function beginningsOf(split: Split): readonly string[] {
  if (!split.parts) return split.from.map(normalBeginning).sort();
  return Object.entries(split.parts)
    .flatMap(([name, prefixes]) => prefixes.map((prefix) => `${normalBeginning(prefix)} ${name}`))
    .sort();
}

/** What is wrong with a pin, whatever the routes ask; of garbage, `pinShape` has said so. */
export function pinIssues(spec: GatewaySpec): readonly Issue[] {
  const { pin } = spec;
  if (pin === undefined || pinShape(pin) !== undefined) return [];
  const version = brokenRules([VERSION], pin, 'pin');
  if (version.length > 0) return version;
  const own = [
    ...brokenRules(RULES, pin.arrangement, 'pin.arrangement'),
    ...splitIssues(pin.arrangement, 'pin.arrangement.split'),
  ];
  return own.length > 0 ? own : brokenRules(AGAINST_SPEC, { spec, pinned: pin.arrangement }, 'pin.arrangement');
}

export function pinFault(place: string, got: unknown): Issue {
  return {
    code: 'PIN',
    place,
    message: 'this pins nothing',
    got: shown(got),
    allowed:
      "what gatewright plan --pin writes: { schemaVersion: 1, arrangement: { apis: 'split', 'rest-first', 'http' or 'rest', edge: true or false, firewallAt, cloudFrontPricing, split, paths } }",
    fix: 'import the file as it was written, or leave pin out and write it anew: gatewright plan --pin',
  };
}
