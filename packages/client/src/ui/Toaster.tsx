import { Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';

/** Where toasts appear. Loaded after the page: none is wanted before something was done. */
export function Toaster() {
  return <Notifications position="bottom-right" limit={3} />;
}
