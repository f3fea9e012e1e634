import { describe, expect, it } from 'vitest';
import { type CloudFrontArea, cloudFrontArea } from '../../../lib/cli/prices/cloudfront-area.js';

const AREAS: Readonly<Record<CloudFrontArea, string>> = {
  US: 'us-east-1 us-west-2 mx-central-1',
  CA: 'ca-central-1 ca-west-1',
  SA: 'sa-east-1',
  EU: 'eu-west-1 eu-central-2 eu-north-1 eu-south-2 il-central-1',
  ME: 'me-south-1 me-central-1',
  ZA: 'af-south-1',
  IN: 'ap-south-1 ap-south-2',
  JP: 'ap-northeast-1 ap-northeast-3',
  AP: 'ap-east-1 ap-east-2 ap-northeast-2 ap-southeast-1 ap-southeast-3 ap-southeast-5 ap-southeast-7',
  AU: 'ap-southeast-2 ap-southeast-4 ap-southeast-6',
};
const rows = Object.entries(AREAS).flatMap(([area, regions]) => regions.split(' ').map((region) => [region, area]));

describe("CloudFront's area", () => {
  it.each(rows)('of %s is %s', (region, area) => {
    expect(cloudFrontArea(region)).toBe(area);
  });

  it.each(['us-gov-west-1', 'cn-north-1', 'us-iso-east-1', 'ap-southeast-8', 'toString-x-1', '', 'eu'])(
    'of "%s" is said by nobody',
    (region) => {
      expect(cloudFrontArea(region)).toBeUndefined();
    },
  );
});
