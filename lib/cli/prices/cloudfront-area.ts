/** What CloudFront's prices are by: where the edge location is that answers, as the Price List abbreviates it. */
export type CloudFrontArea = 'AP' | 'AU' | 'CA' | 'EU' | 'IN' | 'JP' | 'ME' | 'SA' | 'US' | 'ZA';

/** By the Region, by what stands before its number, or by the continent. */
const AREAS: Readonly<Record<string, CloudFrontArea>> = {
  us: 'US',
  mx: 'US',
  ca: 'CA',
  sa: 'SA',
  eu: 'EU',
  il: 'EU',
  me: 'ME',
  af: 'ZA',
  'ap-south': 'IN',
  'ap-east': 'AP',
  'ap-northeast-1': 'JP',
  'ap-northeast-2': 'AP',
  'ap-northeast-3': 'JP',
  'ap-southeast-1': 'AP',
  'ap-southeast-2': 'AU',
  'ap-southeast-3': 'AP',
  'ap-southeast-4': 'AU',
  'ap-southeast-5': 'AP',
  'ap-southeast-6': 'AU',
  'ap-southeast-7': 'AP',
};

/**
 * The area that callers near a Region are in; undefined: nobody says (GovCloud, China, Regions to come).
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/billing-and-usage-interpreting.html and
 * https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/ (Mexico, Indonesia, Malaysia, Thailand, New Zealand)
 */
export function cloudFrontArea(region: string): CloudFrontArea | undefined {
  const [continent = '', direction = '', number = '', ...others] = region.split('-');
  if (number === '' || others.length > 0) return undefined;
  const name = [region, `${continent}-${direction}`, continent].find((one) => Object.hasOwn(AREAS, one));
  return name === undefined ? undefined : AREAS[name];
}
