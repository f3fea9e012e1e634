/** A call as it came over the wire. */
export interface StandInCall {
  readonly region: string;
  /** As the signature names it. */
  readonly service: string;
  readonly method: string;
  /** Decoded segments; the first is empty. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface StandInKey {
  readonly id: string;
  readonly value: string;
  name: string;
  description?: string;
  enabled: boolean;
  createdDate: number;
  tags: Record<string, string>;
}

export interface StandInPlan {
  readonly id: string;
  readonly name: string;
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
  readonly quota?: { readonly limit: number; readonly period: string; readonly offset: number };
  readonly keyIds: Set<string>;
  /** A key's days, the last of them today. */
  readonly usage: Map<string, readonly (readonly [used: number, remaining: number])[]>;
}

export interface StandInRegion {
  readonly name: string;
  readonly keys: Map<string, StandInKey>;
  readonly plans: Map<string, StandInPlan>;
  readonly stacks: { readonly name: string; readonly outputs: Record<string, string> }[];
  /** Of Secrets Manager, by name: text, or bytes. */
  readonly secrets: Map<string, string | Uint8Array>;
  /** Whether keys are made at the control plane's rate only. */
  isThrottled: boolean;
  readonly createdAtMs: number[];
  readonly newId: () => string;
}

/** A region with the gateway `bookshop` in the stack `Bookshop`, its plans `free` and `gold`. */
export function bookshopRegion(name = 'eu-west-1'): StandInRegion {
  let made = 0;
  const plan = (id: string, planName: string, limit: number, rate: number): StandInPlan => ({
    id,
    name: `bookshop-${planName}`,
    throttle: { rateLimit: rate, burstLimit: rate * 2 },
    quota: { limit, period: 'MONTH', offset: 0 },
    keyIds: new Set(),
    usage: new Map(),
  });
  const plans = [
    plan(`free${name.slice(0, 2)}`, 'free', 10_000, 2),
    plan(`gold${name.slice(0, 2)}`, 'gold', 5_000_000, 100),
  ];
  const [free, gold] = plans.map(({ id }) => id);
  return {
    name,
    keys: new Map(),
    plans: new Map(plans.map((one) => [one.id, one])),
    stacks: [
      { name: 'Vpc', outputs: { VpcId: 'vpc-1' } },
      {
        name: 'Bookshop',
        outputs: {
          GatewrightGateway: 'bookshop',
          RestApiId: 'api1',
          UsagePlanFreeId: free ?? '',
          UsagePlanGoldId: gold ?? '',
        },
      },
    ],
    secrets: new Map(),
    isThrottled: false,
    createdAtMs: [],
    newId: () => {
      made += 1;
      return `k${name.slice(0, 2)}${String(made).padStart(7, '0')}`;
    },
  };
}

export function planNamed(region: StandInRegion, name: string): StandInPlan {
  const plan = [...region.plans.values()].find((one) => one.name === `bookshop-${name}`);
  if (!plan) throw new Error(`the stand-in has no plan ${name}`);
  return plan;
}

/** A key that is there already. */
export function addKey(region: StandInRegion, key: Partial<StandInKey> & { readonly plan?: string }): StandInKey {
  const { plan, ...given } = key;
  const id = given.id ?? region.newId();
  const added: StandInKey = {
    id,
    value: `value${id}`.padEnd(40, 'x'),
    name: 'acme',
    enabled: true,
    createdDate: Math.floor(Date.now() / 1000),
    tags: {},
    ...given,
  };
  region.keys.set(id, added);
  if (plan !== undefined) planNamed(region, plan).keyIds.add(id);
  return added;
}

/** Tags of a key of the gateway `bookshop`. */
export function tagsOf(tags: Readonly<Record<string, string>>): Record<string, string> {
  const own = { gateway: 'bookshop', plan: 'gold', owner: 'acme', ...tags };
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) => (value ? [[`gatewright:${name}`, value]] : [])),
  );
}
