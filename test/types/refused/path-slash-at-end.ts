// expect: a path has no empty segment and no slash at its end
import { reply, route } from 'gatewright';

route('GET /books/', { auth: 'public', to: reply(200, null) });
// ^here
