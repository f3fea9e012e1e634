// expect: "GETT" is not a method: one of GET POST PUT PATCH DELETE HEAD OPTIONS ANY
import { reply, route } from 'gatewright';

route('GETT /books', { auth: 'public', to: reply(200, null) });
// ^here
