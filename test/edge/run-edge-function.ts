import vm from 'node:vm';

export interface EdgeDecision {
  /** What the function answers itself; absent: it lets the request through. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, { readonly value: string }>>;
  readonly body?: string;
  /** The origin that it chose. */
  readonly origin?: string;
  /** Those of the group that it made. */
  readonly group?: readonly string[];
}

type Headers = Readonly<Record<string, { readonly value: string }>>;

/** Runs an edge function in a realm of its own, whose only module is `cloudfront`. */
export function edgeFunction(code: string): (method: string, uri: string, headers?: Headers) => EdgeDecision {
  let chosen: Pick<EdgeDecision, 'origin' | 'group'> = {};
  const handler = edgeHandler(code, {
    selectRequestOriginById: (origin: string) => {
      chosen = { origin };
    },
    createRequestOriginGroup: ({ originIds }: { originIds: readonly { originId: string }[] }) => {
      chosen = { group: originIds.map(({ originId }) => originId) };
    },
  });
  return (method, uri, headers = {}) => {
    chosen = {};
    const answer = handler({ version: '1.0', request: { method, uri, headers, querystring: {}, cookies: {} } });
    if (answer.statusCode === undefined) return chosen;
    return { status: answer.statusCode, headers: answer.headers, body: answer.body.data };
  };
}

/** The function as it stands, with what it takes for the module `cloudfront`. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the function answers
export function edgeHandler(code: string, cf: object): (event: object) => any {
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
  const body = code.replace("import cf from 'cloudfront';\n", '');
  return vm.runInContext(`'use strict'; (cf) => { ${body}; return handler; }`, context)(cf);
}
