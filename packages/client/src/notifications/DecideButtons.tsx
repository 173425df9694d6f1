import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { IconMailCheck, IconMailForward, IconMailOff } from '@tabler/icons-react';
import { sizes } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount } from '../ui/format.ts';
import { useDecide } from './use-decide.ts';

interface DecideButtonsProps {
  ids: readonly string[];
  /** Uncertain ones may have arrived; failed ones were refused; canceled ones were given up and can only be sent again. */
  status: 'UNKNOWN' | 'FAILED' | 'CANCELED';
  onDecided?: () => void;
}

/** What a person can make of mails that went wrong. Sending again is asked about: the first one may have arrived. */
export function DecideButtons({ ids, status, onDecided }: DecideButtonsProps) {
  const { settle, deciding } = useDecide();
  const [asking, setAsking] = useState(false);
  const uncertain = status === 'UNKNOWN';
  const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;
  const decide = async (decision: 'SENT' | 'RETRY' | 'GIVE_UP') => {
    if (await settle(ids, decision)) onDecided?.();
    setAsking(false);
  };
  const them = ids.length === 1 ? 'it' : 'them';
  return (
    <Group gap="xs">
      {uncertain ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMailCheck {...icon} />}
          loading={deciding && !asking}
          onClick={() => void decide('SENT')}
        >
          {ids.length === 1 ? 'It arrived' : 'They arrived'}
        </Button>
      ) : null}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMailForward {...icon} />}
        disabled={deciding}
        onClick={() => (uncertain ? setAsking(true) : void decide('RETRY'))}
      >
        Send again
      </Button>
      {status === 'CANCELED' ? null : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMailOff {...icon} />}
          disabled={deciding}
          onClick={() => void decide('GIVE_UP')}
        >
          Give up
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Send ${them} again?`}
        confirmLabel={`Send ${formatCount(ids.length, 'mail')} again`}
        onConfirm={() => decide('RETRY')}
        busy={deciding}
      >
        {ids.length === 1
          ? 'The mail was on its way when its answer was lost, so it may have arrived already. The backer may get it twice.'
          : 'These mails were on their way when their answers were lost, so some may have arrived already. Those backers may get them twice.'}
      </ConfirmDialog>
    </Group>
  );
}
