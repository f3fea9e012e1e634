import type { GeoRestriction } from '../../model/distribution.js';

/** Whether viewers of a country are let in. A country that is not known here passes: there is no database of addresses. */
export function isCountryAllowed(restriction: GeoRestriction, country: string | undefined): boolean {
  if (restriction.kind === 'none' || country === undefined) return true;
  return restriction.countries.includes(country) === (restriction.kind === 'allow');
}
