// expect: a path parameter needs a name
import { reply, route } from 'gatewright';

route('GET /books/{}', { auth: 'public', to: reply(200, null) });
// ^here
