import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCheck,
  IconMail,
  IconPackageExport,
  IconPlayerPause,
} from '@tabler/icons-react';
import type { ExceptionItem } from '@waybill/schema/exceptions';
import { useMemo, useState } from 'react';
import { sizes } from '../theme.ts';
import { toastFailed } from '../ui/toasts.ts';
import { ContactDialog } from './ContactDialog.tsx';
import { HoldOrdersDialog } from './HoldOrdersDialog.tsx';
import { NoteDialog } from './NoteDialog.tsx';
import { useExceptionActions } from './use-exception-actions.ts';

type Dialog = 'contact' | 'reship' | 'hold' | 'resolve';

interface ExceptionActionsProps {
  /** What it is done to: all open, or all ended. */
  exceptions: readonly ExceptionItem[];
  onDone: () => void;
}

/** Whether a parcel is there that could be sent again. */
const canReship = ({ shipment, backer }: ExceptionItem) =>
  shipment !== null &&
  shipment.replacedAt === null &&
  shipment.voidedAt === null &&
  backer.order.status !== 'CANCELED';
const canHold = ({ backer }: ExceptionItem) =>
  backer.order.status !== 'FULFILLED' && backer.order.status !== 'CANCELED';

/** The buttons that can work on these exceptions, with their dialogs. */
export function ExceptionActions({ exceptions, onDone }: ExceptionActionsProps) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const errors = useMemo(
    () => ({
      take: (list: readonly { message: string }[] | null | undefined) => {
        if (list?.[0]) toastFailed(new Error(list[0].message), 'Not opened again');
        return !list?.length;
      },
      fail: (error: unknown) => toastFailed(error, 'Not opened again'),
    }),
    [],
  );
  const { reopen, busy } = useExceptionActions(errors);
  const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;
  const close = () => setDialog(null);
  const done = () => {
    close();
    onDone();
  };
  const again = exceptions.filter(({ resolvedAt, resolution }) => resolvedAt && resolution !== 'BY_ITSELF');
  if (exceptions.every(({ resolvedAt }) => resolvedAt))
    return again.length === 0 ? null : (
      <Button
        variant="default"
        leftSection={<IconArrowBackUp {...icon} />}
        loading={busy}
        onClick={() => void reopen(again.map(({ id }) => id)).then((worked) => worked && onDone())}
      >
        Open again
      </Button>
    );
  return (
    <>
      <Button variant="default" leftSection={<IconMail {...icon} />} onClick={() => setDialog('contact')}>
        Contact
      </Button>
      {exceptions.some(canReship) ? (
        <Button
          variant="default"
          leftSection={<IconPackageExport {...icon} />}
          onClick={() => setDialog('reship')}
        >
          Send again
        </Button>
      ) : null}
      {exceptions.some(canHold) ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause {...icon} />}
          onClick={() => setDialog('hold')}
        >
          Hold
        </Button>
      ) : null}
      <Button leftSection={<IconCheck {...icon} />} onClick={() => setDialog('resolve')}>
        Resolve
      </Button>
      {dialog === 'contact' ? <ContactDialog exceptions={exceptions} onClose={close} onDone={done} /> : null}
      {dialog === 'hold' ? <HoldOrdersDialog exceptions={exceptions} onClose={close} onDone={done} /> : null}
      {dialog === 'resolve' || dialog === 'reship' ? (
        <NoteDialog of={dialog} exceptions={exceptions} onClose={close} onDone={done} />
      ) : null}
    </>
  );
}
