import type { Command } from 'commander';
import type { Console } from './console.js';
import { exitCodeOf } from './exit-code-of.js';

/** Runs a program with all its commands on one command line, prints to a console, and answers the exit code. */
export async function runProgram(program: Command, args: readonly string[], console: Console): Promise<number> {
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => console.out(text.trimEnd()),
      writeErr: (text) => console.err(text.trimEnd()),
    });
    command.showHelpAfterError('(--help lists what there is)');
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error, console);
  }
}
