// expect: is not assignable to type 'ClaimCondition'
import { jwt } from 'gatewright';

const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' });
staff.require({ claims: { tenant: { equals: 'a', exists: true } } });
// ^here
