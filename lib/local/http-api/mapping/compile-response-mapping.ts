import type { Answer } from '../answer.js';
import type { Exchange } from '../exchange.js';
import { changePairs } from './change-pairs.js';
import { headerValue } from './compile-request-mapping.js';
import { parseMappingKey } from './parse-mapping-key.js';
import { type MappingSource, parseMappingValue } from './parse-mapping-value.js';
import { isReservedHeader } from './reserved-headers.js';

type Step = (source: Required<MappingSource>, answer: Answer) => Answer;

/** Compiles `responseParameters`, which hold for the status that the integration itself answered. */
export function compileResponseMapping(parameters: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const byStatus = new Map(
    Object.entries(parameters).map(([status, mappings]) => [
      Number(status),
      Object.entries(mappings).flatMap(([key, value]) => compileStep(key, value) ?? []),
    ]),
  );
  return (exchange: Exchange, answer: Answer): Answer => {
    const steps = byStatus.get(answer.status);
    return steps ? steps.reduce((mapped, step) => step({ exchange, answer }, mapped), answer) : answer;
  };
}

function compileStep(key: string, value: string): Step | undefined {
  const target = parseMappingKey(key);
  const read = parseMappingValue(value);
  if (target?.kind === 'statuscode') {
    return (source, answer) => ({ ...answer, status: readStatus(read(source)) ?? answer.status });
  }
  if (target?.kind !== 'header' || isReservedHeader(target.name)) return undefined;
  return (source, answer) => {
    const pair = [target.name.toLowerCase(), headerValue(read(source))] as const;
    return { ...answer, headers: changePairs(answer.headers, target.change, pair, (name) => name.toLowerCase()) };
  };
}

function readStatus(text: string | undefined): number | undefined {
  return text !== undefined && /^[2-5]\d\d$/.test(text) ? Number(text) : undefined;
}
