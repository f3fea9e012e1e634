// expect: "get" is not a method
import { reply, route } from 'gatewright';

route('get /books', { auth: 'public', to: reply(200, null) });
// ^here
