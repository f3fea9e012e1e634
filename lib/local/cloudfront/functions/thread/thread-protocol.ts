export interface ThreadData {
  /** One counter, shared: how many questions the thread has ended, whether or not its answers have been read. */
  readonly ended: Int32Array;
}

/** A run of a function, in whose realm nobody else's runs. Several at once are answered in their order. */
export interface Question {
  readonly program: number;
  /** The first time only. */
  readonly code?: string;
  /** JSON. */
  readonly input: string;
}

/** `ready` comes once, before all answers. */
export type ThreadMessage =
  | 'ready'
  /** JSON; undefined where the function ended without an answer, or with one that is too long. */
  | { readonly output: string | undefined };
