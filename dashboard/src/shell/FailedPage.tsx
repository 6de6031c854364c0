import { useRouter } from '@tanstack/react-router';
import { ErrorPanel } from './ErrorPanel';
import { Page } from './Page';

/** What the router shows when a page itself broke. */
export function FailedPage({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title="Something went wrong">
      <ErrorPanel error={error} onRetry={retry} />
    </Page>
  );
}
