import { notifications } from '@mantine/notifications';
import { readableError } from './errors.ts';

/** A short word that something is done. Undo does not live here: it stays with the operation. */
export function toastDone(message: string, title?: string): void {
  notifications.show({ message, ...(title ? { title } : {}), color: 'green', autoClose: 4000 });
}

/** It is done, and something is left for the person to do: stays until it is put away. */
export function toastWarning(message: string, title: string): void {
  notifications.show({ title, message, color: 'yellow', autoClose: false, role: 'alert' });
}

/** Something a person started could not be done. The same words again replace the former toast. */
export function toastFailed(error: unknown, title?: string): void {
  const readable = readableError(error);
  const message = readable.id ? `${readable.detail} (${readable.id})` : readable.detail;
  const id = `failed: ${title ?? readable.title}`;
  notifications.hide(id);
  notifications.show({
    id,
    title: title ?? readable.title,
    message,
    color: 'red',
    autoClose: 8000,
    role: 'alert',
  });
}

/** The first of a payload's userErrors as a toast, for actions without a form; true when there were none. */
export function toastUserErrors(
  errors: readonly { message: string }[] | null | undefined,
  title: string,
): boolean {
  const first = errors?.[0];
  if (!first) return true;
  toastFailed(new Error(first.message), title);
  return false;
}
