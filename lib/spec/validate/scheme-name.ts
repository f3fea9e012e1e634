export const SCHEME_NAME_ALLOWED = '1 to 63 lower-case letters, digits and dashes, a letter first';

export function isSchemeName(name: string): boolean {
  return /^[a-z][a-z0-9-]{0,62}$/.test(name);
}
