/** 1: the spec or the request is wrong. 2: the command line is. 3: AWS or the network failed. */
export type ExitCode = 1 | 2 | 3;

/** A failure that a person can mend: printed as it is, without a stack trace. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
