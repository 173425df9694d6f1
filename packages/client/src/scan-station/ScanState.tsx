import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconBarcode, IconCircleCheck, IconCircleX, IconEye } from '@tabler/icons-react';
import type { ScanOrder } from '@waybill/schema/scan-station';
import { usePaths } from '../paths.ts';
import { tone, type Tone } from '../theme.ts';
import { countryName } from '../ui/country.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { itemsOf, nameOf, type ScanAnswer, type ScanEnd } from './scan-answer.ts';
import type { Scan } from './scan-queue.ts';
import classes from './ScanStation.module.css';

const looks: Record<ScanEnd, { icon: typeof IconBarcode; tone: Tone; word: string }> = {
  done: { icon: IconCircleCheck, tone: 'shipped', word: 'Done' },
  already: { icon: IconAlertTriangle, tone: 'shipping', word: 'Nothing changed' },
  look: { icon: IconEye, tone: 'accent', word: 'Look, then scan again or press Enter' },
  trouble: { icon: IconCircleX, tone: 'attention', word: 'Stop' },
};

interface ScanStateProps {
  /** The last scan that has an answer; null before the first. */
  scan: Scan<ScanAnswer> | null;
  /** Something else to say: a scan was taken back. */
  notice: ScanAnswer | null;
  /** A scan that is on its way. */
  pending: Scan<ScanAnswer> | null;
  waiting: number;
  onShip: (order: ScanOrder) => void;
}

/** What came of the last scan, to be read from an arm’s length: a sign, a colour, a sentence, and how to mend it. */
export function ScanState({ scan, notice, pending, waiting, onShip }: ScanStateProps) {
  const paths = usePaths();
  const slow = useDelayed(pending !== null);
  const answer = notice ?? scan?.answer ?? null;
  const busy = slow && pending ? pending.code : null;
  const look = answer ? looks[answer.end] : null;
  const Sign = look?.icon ?? IconBarcode;
  const found = answer?.found ?? null;
  const items = found ? itemsOf(found) : [];
  const backer = found?.backer;
  return (
    <div
      className={classes['state']}
      data-end={answer?.end ?? 'idle'}
      style={{
        background: look ? tone(look.tone, 'soft') : undefined,
        color: look ? tone(look.tone) : undefined,
      }}
    >
      <div className={classes['said']} role="status" aria-live="assertive" aria-atomic="true" key={scan?.id}>
        <Sign className={classes['sign']} stroke={1.5} aria-hidden />
        <div className={classes['lines']}>
          <p className={classes['word']}>
            {busy ? (
              <>
                <Loader size="xs" color="currentColor" aria-hidden />{' '}
                {waiting > 1 ? `${waiting} scans` : busy}
              </>
            ) : (
              (look?.word ?? 'Ready')
            )}
          </p>
          <p className={classes['headline']}>{answer?.title ?? 'Scan a parcel'}</p>
          <p className={classes['detail']}>
            {answer?.detail ?? 'What was found shows here, green when it worked. Keep the scanner going.'}
          </p>
        </div>
      </div>
      {answer && answer.choices.length > 0 ? (
        <ul className={classes['choices']} aria-label="Orders to choose from">
          {answer.choices.map((order) => (
            <li key={order.backer?.id ?? order.why}>
              <Button
                size="lg"
                variant="default"
                fullWidth
                justify="flex-start"
                disabled={order.action === 'NOTHING'}
                onClick={() => onShip(order)}
              >
                {nameOf(order)}
                {order.backer?.pledgeId ? ` · pledge ${order.backer.pledgeId}` : ''}
                {order.action === 'NOTHING' ? ` · ${order.why}` : ''}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {found && items.length > 0 ? (
        <ul className={classes['items']} aria-label="What goes into the parcel">
          {items.map(({ sku, name, quantity }) => (
            <li key={`${sku} ${name}`}>
              <span className={classes['quantity']}>{quantity} ×</span> {name || sku}
              {sku && name ? <span className={classes['sku']}> {sku}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {backer && answer?.end !== 'done' ? (
        <p className={classes['facts']}>
          {[
            backer.address?.country ? countryName(backer.address.country) : null,
            backer.pledgeId ? `pledge ${backer.pledgeId}` : null,
            backer.tags.length > 0 ? backer.tags.join(', ') : null,
            backer.notes ? `Note: ${backer.notes}` : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : null}
      {answer?.end === 'look' && found ? (
        <Button size="xl" fullWidth onClick={() => onShip(found)}>
          {found.action === 'HAND_OVER' ? 'Packed' : 'Shipped'}: {nameOf(found)}
        </Button>
      ) : null}
      {answer?.end === 'trouble' && backer ? (
        <LinkButton variant="default" size="md" href={paths.backer(backer.id)} target="_blank">
          Open {backer.name}’s page
        </LinkButton>
      ) : null}
    </div>
  );
}
