// expect: Expected at least 2 arguments, but got 0
import { allOf } from 'gatewright';

allOf();
// ^here
