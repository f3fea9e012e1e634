// expect: Type '"JWT"' is not assignable to type '"at+jwt"'
import { jwt } from 'gatewright';

jwt('staff', { issuer: 'https://id.example/', audience: 'shop', tokenType: 'JWT' });
// ^here
