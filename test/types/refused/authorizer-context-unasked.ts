// expect: is not assignable to type 'undefined'
import { authorizer, lambda } from 'gatewright';

const own = authorizer('own', lambda('own.ts'));
own.handle(() => ({ kind: 'allow', subject: 'ada', context: { tenant: 'north' } }));
// ^here
