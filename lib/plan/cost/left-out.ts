import { type PriceKey, type PriceList, prices } from '../../facts/prices.js';
import type { Plan } from '../plan.js';
import { usdFor } from './cost-line.js';
import { flatPlanOf } from './flat-plan.js';

/** What rules have callers prove that they are people, or browsers. */
const PROOFS = [
  { action: 'captcha', name: 'CAPTCHA attempts', priceOf: 'wafCaptchaAttempts' },
  { action: 'challenge', name: 'challenges sent', priceOf: 'wafChallengeResponses' },
] as const satisfies readonly { readonly action: string; readonly name: string; readonly priceOf: PriceKey }[];

/**
 * What a gateway costs besides its lines, each with its price: how often it comes, traffic does not say. Targeted bot
 * control has its own proofs in its price, and a flat plan all of them.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html
 */
export function leftOut({ firewall, arrangement }: Plan, list: PriceList): readonly string[] {
  if (!firewall || flatPlanOf(arrangement)) return [];
  const managed = firewall.rules.flatMap((rule) =>
    rule.kind === 'managed' && rule.inspectionLevel !== 'TARGETED' ? [rule] : [],
  );
  return PROOFS.flatMap(({ action, name, priceOf }) => {
    const groups = managed.filter(({ override }) => Object.values(override).includes(action));
    if (groups.length === 0) return [];
    const { per } = prices[priceOf];
    const usd = usdFor(priceOf, per, list).toFixed(2);
    return [
      `${name}, by ${groups.map((rule) => rule.name).join(', ')}: $${usd} for ${per.toLocaleString('en')} (${list.sources[priceOf]})`,
    ];
  });
}
