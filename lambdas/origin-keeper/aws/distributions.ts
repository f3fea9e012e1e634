import { sending, sentSecrets } from '../sent-secrets.js';
import { jsonCall } from './json-service.js';
import type { SignedCall } from './signed-call.js';
import { untilChanged } from './until-changed.js';

/** A distribution of the gateway. */
export interface OriginDistribution {
  readonly id: string;
  /** What its origins are sent, one an origin. */
  readonly sent: () => Promise<readonly string[]>;
  /** Sends this and nothing else, before long. */
  readonly send: (secret: string) => Promise<void>;
  /** Whether it does so everywhere. */
  readonly isDeployed: () => Promise<boolean>;
}

const API = '/2020-05-31/distribution';

/**
 * The distributions with the gateway's tag. The same tag is what the function's role may change them by: so what it finds
 * is what it may change, and the gateway's stack need not know the edge's, which comes after it.
 *
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export async function taggedDistributions(
  call: SignedCall,
  tag: { readonly key: string; readonly value: string },
  header: string,
): Promise<readonly OriginDistribution[]> {
  const arns = await taggedArns(call, tag);
  return [...arns].map((arn) => distribution(call, arn.replace(/^.*\//, ''), header));
}

/** Of 100 resources at most. */
const MOST_PAGES = 50;

/** A page may be empty though others follow. @throws Error where they do not end: one that is missed would send what nobody takes */
async function taggedArns(call: SignedCall, { key, value }: { key: string; value: string }): Promise<Set<string>> {
  const arns = new Set<string>();
  let PaginationToken = '';
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await jsonCall(call, 'tagging', 'GetResources', {
      ResourceTypeFilters: ['cloudfront:distribution'],
      TagFilters: [{ Key: key, Values: [value] }],
      ...(PaginationToken !== '' && { PaginationToken }),
    });
    const found = (answer.ResourceTagMappingList ?? []) as readonly { readonly ResourceARN: string }[];
    for (const { ResourceARN } of found) arns.add(ResourceARN);
    PaginationToken = String(answer.PaginationToken ?? '');
    if (PaginationToken === '') return arns;
  }
  throw new Error(`the distributions with the tag of this gateway are more than ${MOST_PAGES} pages`);
}

function distribution(call: SignedCall, id: string, header: string): OriginDistribution {
  const get = (action: string, path: string) =>
    call({ service: 'cloudfront', action, method: 'GET', path: `${API}/${id}${path}`, headers: {} });
  const read = () => get('GetDistributionConfig', '/config');
  return {
    id,
    sent: async () => sentSecrets((await read()).text, header),
    send: async (secret) => {
      const change = async (): Promise<boolean> => {
        const { text, etag } = await read();
        if (sentSecrets(text, header).every((sent) => sent === secret)) return false;
        await call({
          service: 'cloudfront',
          action: 'UpdateDistribution',
          method: 'PUT',
          path: `${API}/${id}/config`,
          headers: { 'content-type': 'application/xml', 'if-match': etag },
          body: sending(text, header, secret),
        });
        return true;
      };
      await untilChanged(change, /^(PreconditionFailed|InvalidIfMatchVersion)$/);
    },
    isDeployed: async () => /<Status>\s*Deployed\s*<\/Status>/.test((await get('GetDistribution', '')).text),
  };
}
