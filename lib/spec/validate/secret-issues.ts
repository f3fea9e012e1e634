import type { Issue } from '../../errors/issue.js';
import type { OAuthClient, Secret } from '../secret.js';
import { brokenRules, type Rule } from './rule.js';

const CREATE_SECRET = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html';
const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]{1,519}$/;
const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,256}$/;
/** RFC 6749, appendix A.1, without the blank that is nowhere in use. */
const CLIENT_ID = /^[!-~]{1,256}$/;

const CLIENT_RULES: readonly Rule<OAuthClient>[] = [
  {
    holds: ({ id }) => CLIENT_ID.test(id),
    words: ({ id }) => ({
      code: 'CLIENT_ID',
      at: 'id',
      message: 'the gateway has to say to an endpoint which client it is',
      got: id,
      allowed: '1 to 256 visible characters',
      fix: 'copy the client id that the issuer gave you',
      source: 'https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1',
    }),
  },
];

const SECRET_RULES: readonly Rule<Secret>[] = [
  {
    holds: ({ id }) => (id.startsWith('arn:') ? SECRET_ARN.test(id) : SECRET_NAME.test(id)),
    words: ({ id }) => ({
      code: 'SECRET_ID',
      at: 'id',
      message: 'Secrets Manager has no secret of this name',
      got: id,
      allowed: '1 to 512 letters, digits and / _ + = . @ -, or the ARN of a secret',
      fix: "write secret('bookshop/introspection')",
      source: CREATE_SECRET,
    }),
  },
  {
    holds: ({ field }) => field === undefined || (field.length > 0 && field.length <= 256),
    words: ({ field }) => ({
      code: 'SECRET_FIELD',
      at: 'field',
      message: "this is no member of the secret's JSON",
      got: field,
      allowed: '1 to 256 characters, or nothing for the whole text',
      fix: "leave it out, or name the member: field: 'password'",
      source: CREATE_SECRET,
    }),
  },
  {
    holds: ({ kmsKeyArn }) => kmsKeyArn === undefined || KEY_ARN.test(kmsKeyArn),
    words: ({ kmsKeyArn }) => ({
      code: 'SECRET_KEY',
      at: 'kmsKeyArn',
      message: 'a function is let decrypt with one key, by its ARN',
      got: kmsKeyArn,
      allowed: 'arn:aws:kms:REGION:ACCOUNT:key/ID, no alias',
      fix: 'copy the ARN of the key that the secret is encrypted with, or leave it out for aws/secretsmanager',
      source: 'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN',
    }),
  },
];

/** How the gateway proves itself to an endpoint. The secret's own value is nowhere here. */
export function clientIssues(client: OAuthClient, place: string): readonly Issue[] {
  return [...brokenRules(CLIENT_RULES, client, place), ...secretIssues(client.secret, `${place}.secret`)];
}

/** What is wrong with the name of a secret, its member or its key. */
export function secretIssues(secret: Secret, place: string): readonly Issue[] {
  return brokenRules(SECRET_RULES, secret, place);
}
