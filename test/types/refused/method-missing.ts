// expect: a route is a method, one space and a path: "GET /books/{isbn}"
import { reply, route } from 'gatewright';

route('/books', { auth: 'public', to: reply(200, null) });
// ^here
