// expect: "{rest+}" takes the rest of the path, so it must be the last segment
import { reply, route } from 'gatewright';

route('GET /files/{rest+}/meta', { auth: 'public', to: reply(200, null) });
// ^here
