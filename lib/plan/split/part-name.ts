import { PARAMETER } from '../../spec/path-tokens.js';
import { digest } from '../ids.js';

/** What a parameter is called in the name of a part, and what a slash at its end. */
const ANY = 'any';
const BELOW = 'below';

/**
 * `/repos/{}/{}/i` → `repos_any_any_i`. Different beginnings have different names, whatever others there are, and still do
 * where words are joined (`ReposAnyAnyI`): what is more than lower-case letters and digits, begins with a digit, or is one
 * of our own words, brings some of its digest.
 */
export function partName(beginning: string): string {
  return beginning.split('/').slice(1).map(segmentName).join('_');
}

function segmentName(text: string): string {
  if (text === PARAMETER) return ANY;
  if (text === '') return BELOW;
  if (/^[a-z][a-z0-9]*$/.test(text) && text !== ANY && text !== BELOW) return text;
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return [...(plain === '' ? [] : [plain]), `x${digest(text).slice(0, 6)}`].join('-');
}
