import type { SignedCall } from './signed-call.js';

const TARGETS = {
  secretsmanager: 'secretsmanager',
  wafv2: 'AWSWAF_20190729',
  tagging: 'ResourceGroupsTaggingAPI_20170126',
} as const;

/** A call in AWS JSON 1.1, and what it answers; an empty answer is an empty object. */
export async function jsonCall(
  call: SignedCall,
  service: keyof typeof TARGETS,
  action: string,
  parameters: object,
): Promise<Readonly<Record<string, unknown>>> {
  const { text } = await call({
    service,
    action,
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGETS[service]}.${action}` },
    body: JSON.stringify(parameters),
  });
  return text === '' ? {} : JSON.parse(text);
}
