import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import { quotas } from '../../facts/quotas.js';
import type { Backend, BoundBackend, HttpBackend, LambdaBackend, ReplyBackend } from '../backend.js';
import { parsePath } from '../path.js';
import type { Route } from '../route.js';
import { placeOf } from './place-of.js';
import { urlFault } from './url-fault.js';

type Rules = {
  readonly [K in Backend['kind']]: (
    backend: Extract<Backend, { kind: K }>,
    route: Route,
    place: string,
  ) => readonly Issue[];
};

const rules: Rules = { lambda: lambdaIssues, http: httpIssues, reply: replyIssues, bound: boundIssues };

export function backendIssues(route: Route, place: string): readonly Issue[] {
  const rule = rules[route.to.kind] as (backend: Backend, route: Route, place: string) => readonly Issue[];
  return rule(route.to, route, `${place}.to`);
}

const LAMBDA_LIMITS = quotas.lambdaMemoryMb.source;
const RESERVED = /^(AWS_|_HANDLER$|_X_AMZN_|LAMBDA_TASK_ROOT$|LAMBDA_RUNTIME_DIR$)/;

function lambdaIssues(backend: LambdaBackend, _route: Route, place: string): readonly Issue[] {
  const { memoryMb = 256, timeoutMs = 29_000, environment = {} } = backend;
  const issues: Issue[] = [];
  const rule = (code: string, at: string, message: string, got: unknown, allowed: string, fix: string) =>
    issues.push({ code, place: `${place}.${at}`, message, got: shown(got), allowed, fix, source: LAMBDA_LIMITS });
  if (backend.entry === '' || backend.entry.startsWith('/')) {
    rule(
      'LAMBDA_ENTRY',
      'entry',
      'a handler is a file below the code root',
      backend.entry,
      'a relative path',
      'write handlers/get-book.ts',
    );
  }
  if (
    !Number.isInteger(memoryMb) ||
    memoryMb < quotas.lambdaMinMemoryMb.value ||
    memoryMb > quotas.lambdaMemoryMb.value
  ) {
    rule(
      'LAMBDA_MEMORY',
      'memoryMb',
      'Lambda does not take this memory',
      memoryMb,
      `whole MB, ${quotas.lambdaMinMemoryMb.value} to ${quotas.lambdaMemoryMb.value}`,
      'start with 256',
    );
  }
  if (timeoutMs % 1000 !== 0 || timeoutMs < 1000 || timeoutMs > quotas.lambdaTimeoutMs.value) {
    rule(
      'LAMBDA_TIMEOUT',
      'timeoutMs',
      'Lambda counts its timeout in whole seconds',
      timeoutMs,
      `1000 to ${quotas.lambdaTimeoutMs.value} in steps of 1000`,
      'round up to the next second',
    );
  }
  const bad = Object.keys(environment).filter((name) => !/^[A-Za-z]\w*$/.test(name) || RESERVED.test(name));
  if (bad.length > 0)
    rule(
      'LAMBDA_ENVIRONMENT',
      'environment',
      'Lambda does not take these names',
      bad,
      'letters, digits and _, a letter first, none that Lambda reserves',
      'rename the variables',
    );
  const bytes = Buffer.byteLength(JSON.stringify(environment));
  if (bytes > quotas.lambdaEnvironmentBytes.value)
    rule(
      'LAMBDA_ENVIRONMENT_SIZE',
      'environment',
      'the environment is too large',
      `${bytes} bytes`,
      `${quotas.lambdaEnvironmentBytes.value} bytes`,
      'read large settings from a file of the bundle or from a parameter',
    );
  return issues;
}

function httpIssues(backend: HttpBackend, route: Route, place: string): readonly Issue[] {
  const parsed = parsePath(route.path);
  const params = parsed.ok
    ? parsed.segments.filter((segment) => segment.kind !== 'literal').map((segment) => segment.text)
    : [];
  const fault = urlFault(backend.url, params);
  if (!fault) return [];
  return [
    {
      code: 'HTTP_URL',
      place: `${place}.url`,
      message: fault,
      got: shown(backend.url),
      allowed: 'an http(s) URL whose {names} stand in its path and are parameters of the route',
      fix: 'write https://host/path/{parameter}',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html',
    },
  ];
}

function replyIssues({ status, headers }: ReplyBackend, _route: Route, place: string): readonly Issue[] {
  const issues: Issue[] = [];
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    issues.push({
      code: 'REPLY_STATUS',
      place: `${place}.status`,
      message: 'this is no final status of HTTP',
      got: shown(status),
      allowed: 'a whole number, 200 to 599',
      fix: 'write reply(200, …)',
      source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15',
    });
  }
  const bad = Object.entries(headers).filter(
    ([name, value]) => !/^[A-Za-z0-9-]+$/.test(name) || /[^\x20-\x7e]|'/.test(value),
  );
  if (bad.length > 0) {
    issues.push({
      code: 'REPLY_HEADER',
      place: `${place}.headers`,
      message: 'API Gateway writes a static header between single quotes',
      got: shown(bad),
      allowed: "names of letters, digits and -, values of visible ASCII without '",
      fix: 'take the other characters out, or answer from a function',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html',
    });
  }
  return issues;
}

function boundIssues({ name }: BoundBackend, _route: Route, place: string): readonly Issue[] {
  if (/^[A-Za-z][A-Za-z0-9-]{0,62}$/.test(name)) return [];
  return [
    {
      code: 'BACKEND_NAME',
      place: `${place}.name`,
      message: 'a bound backend is found by its name',
      got: shown(name),
      allowed: '1 to 63 letters, digits and dashes, a letter first',
      fix: "write backend('orders')",
    },
  ];
}

/** One module and export is one function, so it cannot have two sets of settings. */
export function lambdaConflicts(routes: readonly Route[]): readonly Issue[] {
  const seen = new Map<string, { route: Route; settings: string }>();
  return routes.flatMap((route) => {
    if (route.to.kind !== 'lambda') return [];
    const key = `${route.to.entry}#${route.to.export ?? 'handler'}`;
    const settings = JSON.stringify([route.to.memoryMb, route.to.timeoutMs, route.to.environment]);
    const first = seen.get(key);
    if (!first) seen.set(key, { route, settings });
    return first && first.settings !== settings ? [lambdaConflict(first.route, route, key)] : [];
  });
}

function lambdaConflict(first: Route, again: Route, key: string): Issue {
  return {
    code: 'LAMBDA_CONFLICT',
    place: `${placeOf(again)}.to`,
    message: `${again.pattern} and ${first.pattern} deploy one function with different settings`,
    got: `${key} twice, with other memory, timeout or environment`,
    allowed: 'one set of settings for each module and export',
    fix: 'make the backend once and refer to it, or export the handler under a second name',
  };
}
