import { words } from '../../identity/ui/words';
import type { SettingsPatch } from '../api/admin';
import type { ProviderSettings } from '../api/providers';
import type { ProviderStatus } from '../api/shared';

/** The settings as fields of a form; an empty field leaves the matter to the feed. */
export interface SettingsForm {
  readonly status: ProviderStatus | '';
  readonly description: string;
  readonly supportEmails: string;
  readonly isPublic: 'true' | 'false' | '';
}

export function formOf({ status, description, supportEmails, isPublic }: ProviderSettings): SettingsForm {
  return {
    status: status ?? '', description: description ?? '', supportEmails: supportEmails?.join(' ') ?? '',
    isPublic: typeof isPublic === 'boolean' ? (isPublic ? 'true' : 'false') : '',
  };
}

/** What differs from before, as the registry takes it. */
export function changesIn(before: SettingsForm, after: SettingsForm): Omit<SettingsPatch, 'why'> {
  const emails = words(after.supportEmails);
  return {
    ...(after.status === before.status ? {} : { status: after.status || null }),
    ...(after.description.trim() === before.description.trim() ? {} : { description: after.description.trim() || null }),
    ...(emails.join(' ') === words(before.supportEmails).join(' ') ? {} : { supportEmails: emails.length > 0 ? emails : null }),
    ...(after.isPublic === before.isPublic ? {} : { isPublic: after.isPublic === '' ? null : after.isPublic === 'true' }),
  };
}
