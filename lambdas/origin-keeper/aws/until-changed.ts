import { AwsRefusal } from './aws-refusal.js';

const MOST_ATTEMPTS = 5;

/**
 * Reads and changes until nobody has come between the two, and until a change whose answer was lost is seen to be there.
 *
 * @param change answers whether there was anything to change
 * @param conflict what AWS answers where somebody was faster
 */
export async function untilChanged(change: () => Promise<boolean>, conflict: RegExp): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (error) {
      const isConflict = error instanceof AwsRefusal && conflict.test(error.code);
      if (!isConflict || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}
