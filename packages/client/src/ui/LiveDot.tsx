import { Tooltip } from '@mantine/core';
import { useConnection, type Connection } from '../connection.ts';
import { formatClock } from './format.ts';
import classes from './LiveDot.module.css';

const words: Record<Connection['state'], string> = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
};

function explanation({ state, since }: Connection): string {
  const from = since ? ` since ${formatClock(since)}` : '';
  if (state === 'live') return 'Numbers on this page move as they change.';
  if (state === 'connecting') return 'Opening the live connection.';
  if (state === 'offline') return `This device is offline${from}. Numbers are as they were then.`;
  return `No live connection${from}. Trying again; numbers may be old.`;
}

/** Whether the page is live, trying to be, or offline since when. Announced politely when it changes. */
export function LiveDot() {
  const connection = useConnection();
  const { state, since } = connection;
  return (
    <Tooltip label={explanation(connection)} multiline maw={280}>
      <span className={classes['root']} data-state={state} role="status" tabIndex={0}>
        <span className={classes['dot']} aria-hidden />
        <span>
          {words[state]}
          {state === 'offline' && since ? ` since ${formatClock(since)}` : ''}
        </span>
      </span>
    </Tooltip>
  );
}
