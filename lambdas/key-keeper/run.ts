import { AwsCallError } from '../../lib/aws/aws-call-error.js';

/** One line of the log: what was done, and to what. */
export interface LogLine {
  readonly message: string;
  readonly [field: string]: string | number | boolean | undefined;
}

/** What a run came to. */
export interface RunReport {
  /** Keys of the gateway that were looked at. */
  readonly looked: number;
  readonly disabled: number;
  /** Events that the bus took. */
  readonly told: number;
  readonly failed: number;
  /** Pieces of work that there was no time for; the next run finds them again. */
  readonly left: number;
}

export interface Run {
  readonly count: (field: keyof RunReport, by?: number) => void;
  readonly log: (line: LogLine) => void;
  /** Does one piece of work where there is time for it. What fails is written down, and stops nothing that comes after. */
  readonly attempt: (what: LogLine, work: () => Promise<void>) => Promise<void>;
  readonly report: () => RunReport;
}

/** Milliseconds: a piece of work that is throttled to the end takes no longer. */
export const RESERVE = 75_000;

/** @param timeLeftMs until Lambda ends the function */
export function startRun(timeLeftMs: () => number, log: (line: LogLine) => void): Run {
  const counts = { looked: 0, disabled: 0, told: 0, failed: 0, left: 0 };
  const count: Run['count'] = (field, by = 1) => {
    counts[field] += by;
  };
  return {
    count,
    log,
    attempt: async (what, work) => {
      if (timeLeftMs() < RESERVE) {
        count('left');
        log({ ...what, outcome: 'left to the next run' });
        return;
      }
      try {
        await work();
      } catch (error) {
        count('failed');
        log({ ...what, outcome: 'failed', ...reasonOf(error) });
      }
    },
    report: () => ({ ...counts }),
  };
}

/** Words of ours or of AWS; of anything else its kind alone. */
function reasonOf(error: unknown) {
  if (error instanceof AwsCallError) return { fault: error.fault, reason: error.message };
  return { reason: error instanceof Error ? error.name : 'unknown' };
}
