// expect: the path names the parameter "id" twice
import { reply, route } from 'gatewright';

route('GET /shops/{id}/books/{id}', { auth: 'public', to: reply(200, null) });
// ^here
