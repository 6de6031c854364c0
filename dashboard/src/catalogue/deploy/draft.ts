import type { PlacementRequest, Service } from '../../api/types';
import { initialValues, visibleInputs, type Values } from './form';

/** A form as far as it is filled in. Without a placement the best site is chosen. */
export interface Draft {
  readonly title: string;
  readonly placement: PlacementRequest | undefined;
  readonly values: Values;
  readonly keepLastAttempt: boolean;
}

export function newDraft(service: Service): Draft {
  return { title: '', placement: undefined, values: initialValues(service), keepLastAttempt: false };
}

/**
 * Drafts in the tab's session storage, so that a reload or a renewed sign-in loses nothing. Secret
 * inputs stay out of it and must be typed again.
 */
export class Drafts {
  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {}

  load(group: string, service: Service): Draft {
    const fresh = newDraft(service);
    const stored = this.storage.getItem(keyOf(group, service));
    if (stored === null) {
      return fresh;
    }
    const saved = JSON.parse(stored) as Partial<Draft>;
    const known = visibleInputs(service).map((input) => input.name);
    const values = Object.entries(saved.values ?? {}).filter(([name]) => known.includes(name));
    return { ...fresh, ...saved, values: { ...fresh.values, ...Object.fromEntries(values) } };
  }

  save(group: string, service: Service, draft: Draft): void {
    const secret = visibleInputs(service)
      .filter((input) => input.secret === true || input.widget === 'password')
      .map((input) => input.name);
    const values = Object.entries(draft.values).filter(([name]) => !secret.includes(name));
    this.storage.setItem(keyOf(group, service), JSON.stringify({ ...draft, values: Object.fromEntries(values) }));
  }

  forget(group: string, service: Service): void {
    this.storage.removeItem(keyOf(group, service));
  }
}

/** The version is in the key: a draft of another version may not fit the form. */
function keyOf(group: string, service: Service): string {
  return `arcipelago.draft.${group}.${service.id}.${service.version}`;
}
