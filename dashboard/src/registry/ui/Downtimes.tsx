import { formatDateTime } from '../../format/format';
import { useNow } from '../../format/useNow';
import { IconAlertTriangle, IconClock, IconTool } from '../../icons';
import { ItemList } from '../../identity/ui/ItemList';
import { Tag } from '../../shell/Tag';
import type { Downtime } from '../api/shared';

interface DowntimesProps {
  readonly downtimes: readonly Downtime[];
  readonly of: string;
  /** For administrators: takes one back. */
  readonly onRemove?: ((downtime: Downtime) => void) | undefined;
}

/** Announced times in which a provider promises less; those that are over come last. */
export function Downtimes({ downtimes, of, onRemove }: DowntimesProps) {
  const now = useNow();
  const over = downtimes.filter(({ end }) => Date.parse(end) <= now);
  const others = downtimes.filter((downtime) => !over.includes(downtime));
  return (
    <div>
      <ItemList
        label={`Downtimes of ${of}`} items={others} keyOf={({ id }) => id} empty="None is announced." onRemove={onRemove}
        removeLabel={({ description }) => `End the downtime: ${description}`} note={spanOf}
      >
        {({ severity, start, description }) => (
          <>
            {Date.parse(start) > now ? (
              <Tag tone="busy" icon={IconClock}>{severity === 'outage' ? 'Outage to come' : 'Warning to come'}</Tag>
            ) : severity === 'outage' ? (
              <Tag tone="bad" icon={IconTool}>Outage now</Tag>
            ) : (
              <Tag tone="warn" icon={IconAlertTriangle}>Warning now</Tag>
            )}{' '}
            {description}
          </>
        )}
      </ItemList>
      {over.length > 0 && (
        <ItemList label={`Past downtimes of ${of}`} items={over} keyOf={({ id }) => id} empty="" note={spanOf}>
          {({ description }) => <><Tag tone="quiet" icon={IconClock}>Over</Tag> {description}</>}
        </ItemList>
      )}
    </div>
  );
}

function spanOf({ start, end }: Downtime): string {
  return `${formatDateTime(start)} to ${formatDateTime(end)}`;
}
