import { toastWarning } from '../ui/toasts.ts';

/** What the server doubts about a number that was entered for one order, by its code: what is so, and what to do. */
const words: Record<string, readonly [title: string, message: string]> = {
  TRACKING_ON_OTHER_ORDER: [
    'Same number on another order',
    'Two orders share this number: a combined parcel, or a slip while copying.',
  ],
  BAD_CHECK_DIGIT: [
    'Check digit does not fit',
    'The number looks like a typing error: its check digit is wrong. It is taken as it stands.',
  ],
  CARRIER_UNKNOWN: [
    'Carrier not known',
    'No link can be made for this carrier; the number is kept and shown.',
  ],
  CARRIER_MISMATCH: [
    'Number does not look like this carrier’s',
    'Carrier and shape of the number disagree. The carrier is believed.',
  ],
  BAD_EMAIL: ['No mail is queued', 'The backer’s email address is none.'],
  UNSUBSCRIBED: ['No mail is queued', 'The backer unsubscribed from your mails about parcels.'],
  NOTHING_NEW: ['No mail is queued', 'The backer has been told of every number of this order.'],
};

/** What the form said before it was sent. */
const saidBefore = ['NO_EMAIL', 'MAIL_IS_OFF'];

/** The `warnings` of an answer, each as a toast that stays. */
export function toastDoubts(codes: readonly string[] | null | undefined): void {
  for (const code of codes ?? []) {
    if (saidBefore.includes(code)) continue;
    const [title, message] = words[code] ?? [code, 'The number is taken as it stands.'];
    toastWarning(message, title);
  }
}
