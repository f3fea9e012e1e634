import { Command } from 'commander';
import type { Console } from '../console.js';
import { checkCommand } from '../keys/check.js';
import { issueCommand } from '../keys/issue.js';
import { listCommand } from '../keys/list.js';
import { moveCommand } from '../keys/move.js';
import { policyCommand } from '../keys/policy.js';
import { revokeCommand } from '../keys/revoke.js';
import { rotateCommand } from '../keys/rotate.js';
import { showCommand } from '../keys/show.js';
import { usageCommand } from '../keys/usage.js';

const COMMANDS = [
  issueCommand,
  listCommand,
  showCommand,
  usageCommand,
  rotateCommand,
  moveCommand,
  revokeCommand,
  checkCommand,
  policyCommand,
];

export function keysCommand(console: Console): Command {
  const keys = new Command('keys')
    .summary("issue, rotate, move and revoke partners' keys, and see what they used")
    .description("The life of a partner's key. Plans are in the stack; keys are made here, and stand in no template.");
  for (const command of COMMANDS) keys.addCommand(command(console));
  return keys;
}
