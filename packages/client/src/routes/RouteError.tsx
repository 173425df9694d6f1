import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '../ui/ErrorState.tsx';

/** A page that could not be shown: says so and tries again. */
export function RouteError({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <ErrorState order={1} error={error} onRetry={() => void router.invalidate()} />;
}

/** The same where not even the frame could be drawn. */
export function BareRouteError(props: ErrorComponentProps) {
  return (
    <main>
      <RouteError {...props} />
    </main>
  );
}
