// expect: the path "" must begin with "/"
import { reply, route } from 'gatewright';

route('GET ', { auth: 'public', to: reply(200, null) });
// ^here
