/** What AWS calls the rule of a rate limit: `rate-limit-per-ip` of `perIp`. */
export function rateRuleName(name: string): string {
  return `rate-limit-${name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}`;
}
