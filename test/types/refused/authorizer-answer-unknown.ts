// expect: Type '"ok"' is not assignable to type
import { authorizer, lambda } from 'gatewright';

const own = authorizer('own', lambda('own.ts'));
own.handle(() => ({ kind: 'ok' }));
// ^here
