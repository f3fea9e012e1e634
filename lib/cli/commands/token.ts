import { Command } from 'commander';
import type { Console } from '../console.js';
export function tokenCommand(_console: Console): Command {
  return new Command('token');
}
