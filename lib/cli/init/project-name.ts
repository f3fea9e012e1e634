import { basename } from 'node:path';
import { CliError } from '../cli-error.js';

/** A project's name as it stands in packages and gateways, and in stacks and classes. */
export interface ProjectName {
  readonly kebab: string;
  readonly pascal: string;
}

/** What a gateway may be called, and short enough that `Production` after it is still a stack's name. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_LENGTH = 63;

/**
 * The name that was asked for, or the folder's.
 *
 * @throws CliError 2 where it cannot name a gateway
 */
export function projectName(asked: string | undefined, directory: string): ProjectName {
  const kebab = asked ?? basename(directory);
  if (NAME.test(kebab) && kebab.length <= MAX_LENGTH) return { kebab, pascal: pascalCase(kebab) };
  const allowed = `1 to ${MAX_LENGTH} lower-case letters, digits and single dashes, a letter first`;
  const whose = asked === undefined ? `the folder's name ${JSON.stringify(kebab)} cannot be the gateway's` : 'bad name';
  const fix = asked === undefined ? 'choose one with --name' : `got ${JSON.stringify(kebab)}`;
  throw new CliError(2, `${whose}: ${fix} (${allowed})`);
}

function pascalCase(kebab: string): string {
  return kebab
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
