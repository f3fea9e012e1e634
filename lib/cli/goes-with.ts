import type { Command } from 'commander';
import { CliError } from './cli-error.js';

/**
 * Has a command refuse options that mean something beside another one alone, where that is not given; Commander knows
 * only which exclude each other.
 *
 * @param needed and `dependents` are names of properties: `fromApi`
 */
export function goesWith(command: Command, needed: string, dependents: readonly string[]): Command {
  const flagOf = (name: string) => command.options.find((option) => option.attributeName() === name)?.long ?? name;
  return command.hook('preAction', () => {
    if (command.getOptionValue(needed) !== undefined) return;
    const alone = dependents.find((name) => command.getOptionValueSource(name) === 'cli');
    if (alone !== undefined) throw new CliError(2, `${flagOf(alone)} goes with ${flagOf(needed)}`);
  });
}
