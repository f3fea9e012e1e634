import { describe, expect, it } from 'vitest';
import { webAclApiJson } from '../../../../lib/local/assembly/waf/api-json.js';
import { readWebAcl } from '../../../../lib/local/assembly/waf/read-web-acl.js';
import { byteMatch, PLACE, webAcl } from '../../waf/waf-support.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const rule = (Statement: object) => ({ Name: 'r', Priority: 1, Statement, Action: { Block: {} } });

describe('a web ACL in the form of the API', () => {
  const encoded = { ByteMatchStatement: { SearchStringBase64: base64('raw'), FieldToMatch: { Body: {} } } };
  const secret = byteMatch({ SingleHeader: { Name: 'x-origin' } }, '{{resolve:secretsmanager:origin}}');
  const nested = { OrStatement: { Statements: [byteMatch({ UriPath: {} }, '/a'), encoded, secret] } };
  const acl = webAcl({
    Name: 'shop',
    Scope: 'REGIONAL',
    Tags: [],
    Rules: [rule({ NotStatement: { Statement: nested } })],
  });

  it('has search strings in Base64, whatever they were', () => {
    const json = webAclApiJson(acl, (text) => text.replace('{{resolve:secretsmanager:origin}}', 'swordfish'));
    expect(json).toMatchObject({ Name: 'shop', ARN: PLACE.arn, Id: PLACE.id, DefaultAction: { Allow: {} } });
    expect(json).not.toHaveProperty('Scope');
    const text = JSON.stringify(json);
    for (const found of ['/a', 'raw', 'swordfish']) expect(text).toContain(`"SearchString":"${base64(found)}"`);
    expect(text).not.toMatch(/SearchStringBase64|\{\{resolve/);
  });

  it('is read back as it was', () => {
    const plain = webAcl({ Rules: [rule(byteMatch({ UriPath: {} }, '/ü'))] });
    const read = readWebAcl(
      webAclApiJson(plain, () => undefined),
      { place: PLACE, format: 'api' },
    );
    expect(read.rules).toEqual(plain.rules);
    expect(read.defaultAction).toEqual(plain.defaultAction);
  });
});
