import { isRecord, parseJson } from '../json/json-value.js';
import type { SecretStore } from './secret-store.js';

const REFERENCE = /\{\{resolve:secretsmanager:([^{}]+)\}\}/g;

/**
 * A text with secrets in place of the dynamic references to them; undefined where one of them is not known here.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export function resolveReferences(text: string, secrets: Pick<SecretStore, 'find'>): string | undefined {
  let isKnown = true;
  const resolved = text.replace(REFERENCE, (_, reference: string) => {
    const value = secretText(reference, secrets);
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return isKnown && !resolved.includes('{{resolve:') ? resolved : undefined;
}

/** `ID:SecretString:MEMBER:STAGE:VERSION`, all but the id optional; an ARN has colons of its own. */
function secretText(reference: string, secrets: Pick<SecretStore, 'find'>): string | undefined {
  const [, id = '', rest = ''] = /^(arn(?::[^:]*){6}|[^:]*)(?::(.*))?$/.exec(reference) ?? [];
  const [kind = '', member = '', stage = '', versionId = ''] = rest.split(':');
  if (kind !== '' && kind !== 'SecretString') return undefined;
  const version = { ...(stage !== '' && { stage }), ...(versionId !== '' && { id: versionId }) };
  const value = secrets.find(id, version)?.value;
  if (member === '' || value === undefined) return value;
  const document = parseJson(value);
  const found = isRecord(document) && Object.hasOwn(document, member) ? document[member] : undefined;
  return found === undefined || typeof found === 'string' ? found : JSON.stringify(found);
}
