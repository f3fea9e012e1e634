import { type KeepsUnknown, type KnownProps, keptUnknown, type UnknownProp, unknownIn } from './known-props.js';

/** One scope, or several with a word on how many of them: nobody has to guess what a bare list means. */
export type ScopeRequirement =
  | readonly [scope: string, ...more: SaysHowMany[]]
  | ExactlyOne<{ anyOf: readonly [string, ...string[]]; allOf: readonly [string, ...string[]] }>;
type SaysHowMany = 'several scopes are written { anyOf: [...] } or { allOf: [...] }';

export type ClaimValue = string | number | boolean;

/** What a claim has to be. Values are compared with their type: `7` is not `'7'`. */
export type ClaimCondition = ExactlyOne<{
  equals: ClaimValue;
  oneOf: readonly [ClaimValue, ...ClaimValue[]];
  /** The claim is a list, and this is in it. */
  contains: ClaimValue;
  /** `false`: the token has no such claim at all. `null` is neither there nor absent. */
  exists: boolean;
}>;

type ExactlyOne<T> = {
  [Key in keyof T]: { readonly [K in Key]: T[K] } & { readonly [K in Exclude<keyof T, Key>]?: never };
}[keyof T];

/** Conditions by the claim's name; all of them have to hold. */
export type ClaimRequirements = Readonly<Record<string, ClaimCondition>>;

/**
 * How the caller has to have logged in (RFC 9470). A good token that falls short is answered 401 with a challenge that
 * says what to ask the issuer for.
 */
export type StepUp =
  | {
      /** One of these in the token's `acr`, most wanted first. */
      readonly acrValues: readonly [string, ...string[]];
      readonly maxAgeSeconds?: number;
    }
  | {
      readonly acrValues?: readonly [string, ...string[]];
      /** Seconds since the token's `auth_time`, 0 or more. */
      readonly maxAgeSeconds: number;
    };

/** What a route asks of a good token besides: one of these or more. */
export type Requirement = AtLeastOne<{
  readonly scopes: ScopeRequirement;
  readonly claims: ClaimRequirements;
  readonly stepUp: StepUp;
}>;

const REQUIREMENT_PROPS = {
  scopes: { anyOf: true, allOf: true },
  claims: true,
  stepUp: { acrValues: true, maxAgeSeconds: true },
} as const satisfies KnownProps<Requirement>;

type AtLeastOne<T> = { [Key in keyof T]: Pick<T, Key> & Partial<Omit<T, Key>> }[keyof T];

/** A claim condition as plain data. */
export type ClaimRule =
  | { readonly kind: 'equals'; readonly name: string; readonly value: ClaimValue }
  | { readonly kind: 'one-of'; readonly name: string; readonly values: readonly ClaimValue[] }
  | { readonly kind: 'contains'; readonly name: string; readonly value: ClaimValue }
  | { readonly kind: 'exists'; readonly name: string; readonly expected: boolean };

export interface StepUpRule {
  /** One of these; none: any. */
  readonly acrValues: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** What is required of a token, as plain data. */
export interface TokenRequirement extends KeepsUnknown {
  /** One of each list; no list: every valid token. */
  readonly scopes: readonly (readonly string[])[];
  /** All of these. */
  readonly claims: readonly ClaimRule[];
  /** All of these. */
  readonly stepUps: readonly StepUpRule[];
}

const NO_REQUIREMENT: TokenRequirement = Object.freeze({ scopes: [], claims: [], stepUps: [] });

/** Where requirements begin. @param unknown of the scheme's own props */
export function noRequirement(unknown: readonly UnknownProp[]): TokenRequirement {
  return Object.freeze({ ...NO_REQUIREMENT, ...keptUnknown(unknown) });
}

/** Requirements add up: what is asked later is asked besides. */
function added(before: TokenRequirement, wanted: Requirement): TokenRequirement {
  return Object.freeze({
    scopes: Object.freeze([...before.scopes, ...scopeLists(wanted)]),
    claims: Object.freeze([...before.claims, ...claimRules(wanted)]),
    stepUps: Object.freeze([...before.stepUps, ...stepUpRules(wanted)]),
    ...keptUnknown([...(before.unknownProps ?? []), ...unknownIn(wanted, REQUIREMENT_PROPS, 'require.')]),
  });
}

/** A scheme of whose tokens more may be required. */
type Requiring<Scheme extends object> = Readonly<
  Scheme & TokenRequirement & { require: (requirement: Requirement) => Requiring<Scheme> }
>;

/** A scheme with what is required of its tokens so far; `require` makes another of it. */
export function withRequirement<Scheme extends object>(scheme: Scheme, held: TokenRequirement): Requiring<Scheme> {
  const require = (wanted: Requirement) => withRequirement(scheme, added(held, wanted));
  return Object.freeze(Object.assign({}, scheme, held, { require }));
}

/**
 * An empty list would let every token in: the empty scope stands for it, and is refused as an issue. A text is taken
 * for one scope: a spec that no type-checker has seen must not lose its requirement.
 */
function scopeLists({ scopes, claims, stepUp }: Requirement): readonly (readonly string[])[] {
  if (scopes === undefined) return claims === undefined && stepUp === undefined ? NO_SCOPE : [];
  if (typeof scopes === 'string') return [[scopes]];
  const { anyOf, allOf }: ScopeWords = Array.isArray(scopes) ? { anyOf: scopes } : (scopes as ScopeWords);
  const lists = [...(allOf ?? []).map((scope) => [scope]), ...(anyOf ? [anyOf] : [])];
  const isAsked = lists.length > 0 && allOf?.length !== 0 && anyOf?.length !== 0;
  return isAsked ? lists : NO_SCOPE;
}

const NO_SCOPE = [['']];

/** Types allow one of the two; of both, none is passed over. */
interface ScopeWords {
  readonly anyOf?: readonly string[];
  readonly allOf?: readonly string[];
}

/** No condition at all would let every token in: a claim without a name stands for it, and is refused as an issue. */
function claimRules({ claims }: Requirement): readonly ClaimRule[] {
  if (claims === undefined) return [];
  const rules = Object.entries(claims).flatMap(([name, condition]) => claimRulesOf(name, condition));
  return rules.length > 0 ? rules : [neverMet('')];
}

/** Types allow one word a condition; of several, or of none that is known, none is passed over. */
function claimRulesOf(name: string, condition: ClaimCondition): readonly ClaimRule[] {
  const rules = Object.keys(condition).map((word): ClaimRule => {
    switch (word) {
      case 'equals':
      case 'contains':
        return { kind: word, name, value: condition[word] as ClaimValue };
      case 'exists':
        return { kind: 'exists', name, expected: condition.exists as boolean };
      default:
        return word === 'oneOf' ? { kind: 'one-of', name, values: condition.oneOf ?? [] } : neverMet(name);
    }
  });
  return rules.length > 0 ? rules : [neverMet(name)];
}

/** No value is one of none; as an issue it is refused besides. */
const neverMet = (name: string): ClaimRule => ({ kind: 'one-of', name, values: [] });

/** A step-up that asks for nothing is kept as it is: validation refuses it. */
function stepUpRules({ stepUp }: Requirement): readonly StepUpRule[] {
  if (stepUp === undefined) return [];
  const { acrValues = [], maxAgeSeconds } = stepUp;
  return [
    Object.freeze({ acrValues: Object.freeze([...acrValues]), ...(maxAgeSeconds !== undefined && { maxAgeSeconds }) }),
  ];
}
