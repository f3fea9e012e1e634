import { type OpenedKey, openKey } from '../../aws/keys/open-key.js';
import type { Console } from '../console.js';
import { type GatewayFlags, queryOf } from './gateway-flags.js';

/** The key that a command changes, in every region of its record; says so where nobody has named one of them. */
export async function keyToChange(idOrName: string, flags: GatewayFlags, console: Console): Promise<OpenedKey> {
  const opened = await openKey(queryOf(flags), idOrName);
  const { added, found } = opened;
  if (added.length > 0)
    console.err(
      `gatewright: key ${found[0].key.id} is also in ${added.join(', ')}, as its record says: done there too`,
    );
  return opened;
}
