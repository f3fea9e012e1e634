import { CliError } from './cli-error.js';

/** Node's exit code where the await at the top of a module is never settled. */
export const UNSETTLED_AWAIT_EXIT_CODE = 13;

/** @param file as a person knows it */
export function neverSettled(file: string): CliError {
  return new CliError(1, `${file} never finishes loading: an await in it is never settled`);
}

/**
 * What a module comes to.
 *
 * @throws CliError 1 where nothing is left that could settle what it awaits; Node would end the process without a word
 */
export async function settled<T>(loading: Promise<T>, file: string): Promise<T> {
  let giveUp = () => {};
  const nothingLeft = new Promise<never>((_, reject) => {
    giveUp = () => reject(neverSettled(file));
  });
  process.once('beforeExit', giveUp);
  try {
    return await Promise.race([loading, nothingLeft]);
  } finally {
    process.off('beforeExit', giveUp);
  }
}
