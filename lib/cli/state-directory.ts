import { join } from 'node:path';
import { projectRoot } from './find-app.js';

/** Where the local gateway of a project keeps its issuer's key and its API keys: out of version control. */
export function stateDirectory(appFile: string): string {
  return join(projectRoot(appFile), '.gatewright');
}

export function issuerKeyDirectory(appFile: string): string {
  return join(stateDirectory(appFile), 'issuer');
}

/** Of what is served from an assembly below this folder. */
export function issuerKeysIn(folder: string): string {
  return join(folder, '.gatewright', 'issuer');
}
