import { Command } from 'commander';
import type { Console } from '../console.js';
export function devCommand(_console: Console): Command {
  return new Command('dev');
}
