import { Button } from '@mantine/core';
import { use, type ReactNode, Suspense } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Mark } from '../shell/Mark';
import { Gate } from '../shell/Gate';
import { meQuery } from './me';
import { isSignedOut, session } from './session';

type Outcome = { readonly signedIn: true } | { readonly signedIn: false; readonly why: string };

const signedOut = isSignedOut(location);

/** Started once per page load, not per render: a code is good for one exchange. */
const outcome: Promise<Outcome> =
  signedOut
    ? new Promise(() => undefined)
    : session.start().then(
        () => ({ signedIn: true }),
        (error: unknown) => ({ signedIn: false, why: error instanceof Error ? error.message : String(error) }),
      );

/** Lets the pages in only with a person signed in. */
export function SessionGate({ children }: { children: ReactNode }) {
  if (signedOut) {
    return (
      <Gate title="You are signed out" text="Your session has ended. Close the browser as well if others use this machine.">
        <SignIn label="Sign in" />
      </Gate>
    );
  }
  return (
    <Suspense fallback={<Waiting />}>
      <SignedIn>{children}</SignedIn>
    </Suspense>
  );
}

function SignedIn({ children }: { children: ReactNode }) {
  const settled = use(outcome);
  const me = useQuery({ ...meQuery, enabled: settled.signedIn });
  if (!settled.signedIn) {
    return (
      <Gate title="Signing in did not work" text={settled.why}>
        <SignIn label="Try again" />
      </Gate>
    );
  }
  return me.data ? children : <Waiting />;
}

function SignIn({ label }: { label: string }) {
  return (
    <Button component="a" href="/ui/" size="md">
      {label}
    </Button>
  );
}

function Waiting() {
  return (
    <main className="gate" aria-busy="true">
      <Mark size={56} />
      <p role="status" className="gate-wait">
        Signing in
      </p>
    </main>
  );
}
