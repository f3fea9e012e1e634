// expect: the URL names {paht}, which is no parameter of the route's path
import { http, route } from 'gatewright';

route('GET /feeds/{path+}', {
  auth: 'public',
  to: http('https://feeds.example/{paht}'),
  // ^here
});
