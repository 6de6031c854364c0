import { formatDay } from '../../format/format';
import rows from '../../identity/ui/rows.module.css';
import type { Agreement } from '../api/shared';
import { StandingTag } from './tags';

/** An agreement in a line: its document, from when to when, and whether it holds today. */
export function AgreementLine({ agreement: { documentId, startDate, endDate, standing } }: { agreement: Agreement }) {
  return (
    <div className={rows.lead}>
      <span>Agreement <span className={rows.code}>{documentId}</span></span>
      <span>{formatDay(startDate)} to {formatDay(endDate)}</span>
      <StandingTag standing={standing} />
    </div>
  );
}
