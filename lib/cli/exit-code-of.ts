import { CommanderError } from 'commander';
import { IssuesError } from '../errors/issue.js';
import { CliError } from './cli-error.js';
import type { Console } from './console.js';

/** Prints what went wrong, one clear thing and no stack trace, and answers the exit code for it. */
export function exitCodeOf(error: unknown, console: Console): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CliError) {
    console.err(`gatewright: ${error.message}`);
    return error.exitCode;
  }
  if (isIssuesError(error)) {
    console.err(error.message);
    return 1;
  }
  console.err(`gatewright: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.GATEWRIGHT_DEBUG && error instanceof Error) console.err(error.stack ?? '');
  return 3;
}

/** By name: a spec brings its own copy of the class. */
function isIssuesError(error: unknown): error is IssuesError {
  return error instanceof IssuesError || (error instanceof Error && error.name === 'IssuesError');
}
