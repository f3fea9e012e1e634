// expect: 'caller' is possibly 'undefined'
import { lambda, route } from 'gatewright';

const book = route('GET /books', { auth: 'public', to: lambda('book.ts') });
book.handle(({ caller }) => ({ status: 200, body: caller.subject }));
// ^here
