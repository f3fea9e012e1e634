// expect: the path "books" must begin with "/"
import { reply, route } from 'gatewright';

route('GET books', { auth: 'public', to: reply(200, null) });
// ^here
