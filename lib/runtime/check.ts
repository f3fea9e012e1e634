import type { AnySchema } from '../spec/contract.js';

/** One thing that is wrong with a request, as an RFC 9457 problem lists it. */
export interface Fault {
  /** RFC 6901: within the body `/copies`, elsewhere `#/query/limit`, `#/headers/x-trace`, `#/params/isbn`. */
  readonly pointer: string;
  readonly detail: string;
}

/** Neither a problem's faults nor their texts grow with the request. */
const MOST_FAULTS = 100;
const LONGEST_DETAIL = 500;

/**
 * What a schema makes of a value. What is wrong with it is added to `faults`.
 *
 * @param place of the value: what pointers begin with
 */
export async function check(schema: AnySchema, value: unknown, place: string, faults: Fault[]): Promise<unknown> {
  const result = await schema['~standard'].validate(value);
  if (!result.issues) return result.value;
  for (const { path = [], message } of result.issues.slice(0, MOST_FAULTS)) {
    let pointer = place;
    for (const step of path) {
      const key = String(typeof step === 'object' ? step.key : step);
      pointer += `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    }
    faults.push({ pointer, detail: message.slice(0, LONGEST_DETAIL) });
  }
  return undefined;
}
