/** Text for numbers and times. All pure, so that every page says the same thing the same way. */

const number = new Intl.NumberFormat('en');
const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const dateTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function formatNumber(value: number): string {
  return number.format(value);
}

/** `2.5 GiB` from mebibytes. */
export function formatMib(mib: number): string {
  if (mib >= 1024 * 1024) {
    return `${oneDecimal.format(mib / 1024 / 1024)} TiB`;
  }
  return mib >= 1024 ? `${oneDecimal.format(mib / 1024)} GiB` : `${number.format(mib)} MiB`;
}

export function formatGib(gib: number): string {
  return gib >= 1024 ? `${oneDecimal.format(gib / 1024)} TiB` : `${number.format(gib)} GiB`;
}

/** How long, in its one or two largest units: `3 min`, `2 h 5 min`, `4 d`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < MINUTE) {
    return `${seconds} s`;
  }
  if (seconds < HOUR) {
    return `${Math.floor(seconds / MINUTE)} min`;
  }
  if (seconds < DAY) {
    const minutes = Math.floor((seconds % HOUR) / MINUTE);
    return `${Math.floor(seconds / HOUR)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  }
  return `${Math.floor(seconds / DAY)} d`;
}

export function formatAge(instant: string, now: number): string {
  const age = now - Date.parse(instant);
  return age < 5_000 ? 'just now' : `${formatDuration(age)} ago`;
}

export function formatDateTime(instant: string): string {
  return dateTime.format(new Date(instant));
}

/** A day without a time, such as `2027-12-31`; the same day wherever it is read. */
export function formatDay(date: string): string {
  return day.format(new Date(`${date}T00:00:00Z`));
}

export function formatClock(instant: string): string {
  return clock.format(new Date(instant));
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}
