import { decodePercent } from '../paths/decode-percent.js';
import type { RequestTarget } from './request-target.js';
import type { ServedApi, ServedStage } from './served-api.js';

export const EXECUTE_API_MOUNT = '/_aws/execute-api/';

export type ApiAddress =
  | { readonly kind: 'stage'; readonly stage: ServedStage; readonly basePath: string; readonly rawPath: string }
  | { readonly kind: 'no-api'; readonly name: string }
  | { readonly kind: 'no-stage' };

/** Logical id where only one API has it, `STACK.LOGICAL_ID`, and API id → API. */
export function nameApis(apis: readonly ServedApi[]): ReadonlyMap<string, ServedApi> {
  const names = new Map<string, ServedApi>();
  for (const api of apis) {
    const { stackName, logicalId, apiId } = api.model;
    const isUnique = apis.every((other) => other === api || other.model.logicalId !== logicalId);
    if (isUnique) names.set(logicalId, api);
    names.set(`${stackName}.${logicalId}`, api);
    names.set(apiId, api);
  }
  return names;
}

/**
 * Reads `/_aws/execute-api/API/STAGE/PATH`. The stage `$default` of an HTTP API can be left out, as on AWS, where it is
 * no part of the address; a stage that has the name of the first segment stands above it.
 */
export function resolveApiAddress(names: ReadonlyMap<string, ServedApi>, { path }: RequestTarget): ApiAddress {
  const rest = path.slice(EXECUTE_API_MOUNT.length);
  const [name, afterName] = cut(rest);
  const api = names.get(decodePercent(name));
  if (api === undefined) return { kind: 'no-api', name: decodePercent(name) };
  const [stageName, rawPath] = cut(afterName.slice(1));
  const stage = api.stages.get(decodePercent(stageName));
  if (stage !== undefined) {
    return {
      kind: 'stage',
      stage,
      basePath: stage.name === '$default' ? '' : `/${stageName}`,
      rawPath: rawPath || '/',
    };
  }
  const byDefault = api.stages.get('$default');
  if (byDefault === undefined) return { kind: 'no-stage' };
  return { kind: 'stage', stage: byDefault, basePath: '', rawPath: afterName || '/' };
}

/** The first segment, and what follows with its slash. */
function cut(text: string): readonly [first: string, rest: string] {
  const slash = text.indexOf('/');
  return slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash)];
}
