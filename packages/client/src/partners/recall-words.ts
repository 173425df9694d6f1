import type { ReconciliationRow } from '@waybill/schema/reconciliation';
import { vendorNames } from './partner-looks.ts';

type Recalled = Pick<ReconciliationRow, 'endedOtherwise' | 'partner'> & {
  request: Pick<ReconciliationRow['request'], 'partnerName' | 'status' | 'trouble'>;
};

/** Why a request whose order ended otherwise is to be taken back, and what is left to do by hand: no vendor has a call for it. */
export function endedWords({ request, partner }: Recalled): string {
  const vendor = vendorOf(partner);
  const mayHaveIt = request.status !== 'SENT' || request.trouble !== null;
  return `The order was fulfilled or canceled otherwise: take ${
    request.status === 'PARTIALLY_SHIPPED' ? 'the rest' : 'it'
  } back, or it may be shipped twice.${vendor && mayHaveIt ? ` Cancel it at ${vendor} too: Waybill cannot.` : ''}`;
}

/** What has come of it, once it is taken back. */
export function takenBackWords({ request, partner, endedOtherwise }: Recalled, who: string): string {
  if (!endedOtherwise) return `The order of ${who} is yours again.`;
  const vendor = vendorOf(partner);
  const rest = request.status === 'PARTIALLY_SHIPPED';
  return vendor
    ? `The ${rest ? 'rest of the ' : ''}order of ${who} is taken back here. If ${vendor} has it, cancel it there too: Waybill cannot.`
    : `${request.partnerName} is told not to ship the ${rest ? 'rest of the ' : ''}order of ${who}.`;
}

/** Why it was left alone. */
export function leftAloneWords({ partner, endedOtherwise }: Recalled): string {
  const vendor = vendorOf(partner);
  if (!vendor) return 'The partner has it in hand by now.';
  return endedOtherwise
    ? `${vendor} was called, and its answer is not known yet. It can be taken back once it is.`
    : `${vendor} has it in hand by now, or may have: it was called, and its answer is not known.`;
}

function vendorOf(partner: Recalled['partner']): string | null {
  return partner?.vendor ? vendorNames[partner.vendor] : null;
}
