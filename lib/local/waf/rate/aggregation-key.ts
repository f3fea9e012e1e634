import type { WafRateBased, WafRateKey } from '../../model/web-acl.js';
import { callerAddresses } from '../addresses/caller-addresses.js';
import type { Inspection } from '../inspection.js';
import { fieldContent } from '../statements/field-content.js';
import { fullLabel } from '../statements/logical-statements.js';

type KeyPart =
  | { readonly kind: 'value'; readonly value: string }
  /** The request is neither counted nor limited. */
  | { readonly kind: 'missing' }
  /** A fallback says what the request is. */
  | { readonly kind: 'decided'; readonly match: boolean };

type ReadPart = (inspection: Inspection) => KeyPart;

const MISSING: KeyPart = { kind: 'missing' };
const value = (text: string): KeyPart => ({ kind: 'value', value: text });

/**
 * By what a request is counted. One that lacks a part of the key is left out of the rule.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-aggregation-options.html
 */
export function aggregationKey({ keys, forwarded }: WafRateBased, labelNamespace: string): ReadPart {
  const parts = keys.map((key) => partReader(key, forwarded, labelNamespace));
  return (inspection) => {
    const values: string[] = [];
    for (const read of parts) {
      const part = read(inspection);
      if (part.kind !== 'value') return part;
      values.push(part.value);
    }
    return value(JSON.stringify(values));
  };
}

function partReader(key: WafRateKey, forwarded: WafRateBased['forwarded'], labelNamespace: string): ReadPart {
  switch (key.kind) {
    case 'ip':
      return ({ request }) => value(request.sourceIp);
    case 'forwarded-ip':
      return (inspection) => forwardedPart(inspection, forwarded);
    case 'http-method':
      return ({ request }) => value(request.method);
    case 'asn':
      return ({ request }) => value(String(request.asn ?? 0));
    case 'label-namespace':
      return labelPart(fullLabel(key.namespace, labelNamespace));
    case 'field':
      return fieldPart(key);
  }
}

function forwardedPart({ request }: Inspection, forwarded: WafRateBased['forwarded']): KeyPart {
  if (forwarded === undefined) return MISSING;
  const caller = callerAddresses(request, { ...forwarded, position: 'FIRST' });
  if (caller.kind === 'addresses') return value(caller.addresses.map((address) => address.toString('hex')).join());
  return caller.kind === 'missing' ? MISSING : { kind: 'decided', match: forwarded.fallback === 'MATCH' };
}

const labelPart =
  (namespace: string): ReadPart =>
  ({ labels }) => {
    const found = [...labels].filter((label) => label.startsWith(namespace)).sort();
    return found.length === 0 ? MISSING : value(found.join());
  };

function fieldPart(key: Extract<WafRateKey, { kind: 'field' }>): ReadPart {
  const contentOf = fieldContent(key);
  return (inspection) => {
    const content = contentOf(inspection);
    if (content.kind === 'decided') return content;
    return content.texts.length === 0 ? MISSING : value(content.texts.join('\n'));
  };
}
