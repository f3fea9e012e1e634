// expect: "v{major}": a parameter is a whole segment, {like} this
import { reply, route } from 'gatewright';

route('GET /api/v{major}', { auth: 'public', to: reply(200, null) });
// ^here
