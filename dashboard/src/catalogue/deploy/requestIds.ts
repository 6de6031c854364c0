import type { DeploymentRequest } from '../../api/types';

type Content = Omit<DeploymentRequest, 'requestId'>;

/**
 * Gives each request's content its id: the same content again (a double click, a retry after a lost
 * answer) has the same id, so the server starts one deployment; changed content has a new one.
 */
export class RequestIds {
  #last: { readonly content: string; readonly id: string } | undefined;

  constructor(private readonly newId: () => string = () => crypto.randomUUID()) {}

  idFor(request: Content): string {
    const content = JSON.stringify(request);
    if (this.#last?.content !== content) {
      this.#last = { content, id: this.newId() };
    }
    return this.#last.id;
  }
}
