import { useEffect, useState } from 'react';

/** The time in epoch milliseconds, renewed every `periodMs` for texts such as "3 min ago". */
export function useNow(periodMs = 10_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), periodMs);
    return () => clearInterval(timer);
  }, [periodMs]);
  return now;
}
