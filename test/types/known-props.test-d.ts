import type { CognitoProps } from '../../lib/spec/cognito.js';
import type { KnownProps } from '../../lib/spec/known-props.js';

const known = (names: KnownProps<CognitoProps>) => names;

known({ userPoolArn: true, clientIds: true, cache: { ttlSeconds: true } });
// @ts-expect-error clientIds is missing
known({ userPoolArn: true, cache: true });
// @ts-expect-error a name too many
known({ userPoolArn: true, clientIds: true, cache: true, issuer: true });
// @ts-expect-error a name too many inside of one
known({ userPoolArn: true, clientIds: true, cache: { ttlSeconds: true, ttl: true } });
// @ts-expect-error ttlSeconds is missing
known({ userPoolArn: true, clientIds: true, cache: {} });
