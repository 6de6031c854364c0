import { ApiProblem } from '../../api/problem';
import type { Wish } from '../../session/proof';

/** The service refuses what the person may do until the sign-in is stronger or more recent. */
export class StepUpNeeded extends ApiProblem {
  constructor(
    problem: ApiProblem,
    /** What the sign-in must show. */
    readonly wish: Wish,
  ) {
    super({ type: 'about:blank', title: problem.title, status: problem.status, detail: problem.message });
    this.name = 'StepUpNeeded';
  }
}
