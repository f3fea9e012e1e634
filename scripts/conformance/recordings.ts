import { readFile } from 'node:fs/promises';

/** A file of recordings; its form is described in the README beside it. */
export interface Recordings {
  readonly handlers: Readonly<Record<string, string>>;
  readonly backends: Readonly<Record<string, string>>;
  readonly apis: Readonly<Record<string, RecordedApi>>;
  readonly cases: readonly RecordedCase[];
}

export type RecordedApi = RecordedRestApi | RecordedFunctionUrl;

export interface RecordedRestApi {
  readonly type: 'REST';
  readonly openapi: unknown;
  readonly stage: RecordedStage;
  readonly usagePlan?: RecordedUsagePlan;
}

interface RecordedStage {
  readonly name: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly canarySetting?: {
    readonly percentTraffic: number;
    readonly stageVariableOverrides?: Readonly<Record<string, string>>;
    /** Nothing is cached here. */
    readonly useStageCache?: boolean;
    readonly deploymentOf?: { readonly openapi: unknown };
  };
}

export interface RecordedUsagePlan {
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
  readonly quota?: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH'; readonly offset?: number };
  readonly keys?: readonly { readonly value: string; readonly enabled?: boolean }[];
}

export interface RecordedFunctionUrl {
  readonly type: 'FUNCTION_URL';
  readonly lambda: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface RecordedCase {
  readonly id: string;
  readonly given: {
    readonly api: string;
    readonly setup?: { readonly objects?: Readonly<Record<string, string>> };
    readonly request: RecordedRequest;
  };
  readonly expect: Readonly<Record<string, unknown>>;
}

interface RecordedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly bodyBase64?: string;
}

/** Something in a file that this suite does not know: a failure, never a case left out. */
export class UnknownRecordingError extends Error {
  override readonly name = 'UnknownRecordingError';
}

/** @throws UnknownRecordingError where the file is no file of recordings */
export async function readRecordings(path: string): Promise<Recordings> {
  const file: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isRecordings(file)) throw new UnknownRecordingError(`${path} is not a file of recordings`);
  return file;
}

const isRecordings = (file: unknown): file is Recordings =>
  typeof file === 'object' &&
  file !== null &&
  ['handlers', 'backends', 'apis', 'cases'].every((name) => name in file) &&
  Array.isArray((file as Recordings).cases);

/** Refuses members that the suite would otherwise pass over in silence. */
export function refuseUnknown(what: string, value: object, known: readonly string[]): void {
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UnknownRecordingError(`${what} has ${unknown.join(', ')}, which is not known`);
}
