import { ApiProblem } from '../../api/problem';
import type { Wish } from '../../session/proof';

const REASON = 'This needs a sign-in with your second factor. You come back to this page.';

/** The service refuses what the person may do until the sign-in is stronger or more recent. */
export class StepUpNeeded extends ApiProblem {
  constructor(
    problem: ApiProblem,
    /** What the sign-in must show. */
    readonly wish: Wish,
  ) {
    // The service speaks of tokens here, which are no business of the person's.
    super({ type: 'about:blank', title: problem.title, status: problem.status, detail: REASON });
    this.name = 'StepUpNeeded';
  }
}
