// expect: is not assignable to type 'ScopeRequirement'
import { jwt } from 'gatewright';

const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' });
staff.require({ scopes: { anyOf: ['a'], allOf: ['b'] } });
// ^here
