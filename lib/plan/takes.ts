import type { AnySchema } from '../spec/contract.js';
import type { StandardIssue } from '../spec/standard-schema.js';

/** Whether a schema takes a value: `unknown` where it has to be waited for, or fails to say. */
export type Taken = 'yes' | 'no' | 'unknown';

export function takes(schema: AnySchema, value: unknown): Taken {
  const issues = issuesOf(schema, value);
  if (issues === undefined) return 'unknown';
  return issues.length === 0 ? 'yes' : 'no';
}

/** What a schema has against one member of an object, whatever else it has against it. */
export function takesMember(schema: AnySchema, object: Readonly<Record<string, unknown>>, name: string): Taken {
  const issues = issuesOf(schema, object);
  if (issues === undefined) return 'unknown';
  return issues.some((issue) => firstStep(issue) === name) ? 'no' : 'yes';
}

function issuesOf(schema: AnySchema, value: unknown): readonly StandardIssue[] | undefined {
  try {
    const result = schema['~standard'].validate(value);
    return result instanceof Promise ? ignored(result) : (result.issues ?? []);
  } catch {
    return undefined;
  }
}

/** What it ends with is nobody's concern. */
function ignored(result: Promise<unknown>): undefined {
  result.catch(() => {});
  return undefined;
}

function firstStep({ path = [] }: StandardIssue): string | undefined {
  const [step] = path;
  return step === undefined ? undefined : String(typeof step === 'object' ? step.key : step);
}
