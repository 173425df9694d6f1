import { ActionIcon, Button, Group, Switch, Text, TextInput, Tooltip } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import {
  IconArrowLeft,
  IconBarcode,
  IconKeyboard,
  IconKeyboardOff,
  IconVolume,
  IconVolumeOff,
  IconWifiOff,
} from '@tabler/icons-react';
import { useEffect, useRef, useState, type MouseEvent } from 'react';
import { usePaths } from '../paths.ts';
import { mayWrite, useProject } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatClock, formatCount } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import type { ScanAnswer } from './scan-answer.ts';
import { ScanList } from './ScanList.tsx';
import { ScanState } from './ScanState.tsx';
import classes from './ScanStation.module.css';
import { ShiftCounts } from './ShiftCounts.tsx';
import { play } from './sound.ts';
import { useScanKeys } from './use-scan-keys.ts';
import { useScans } from './use-scans.ts';
import { useShift } from './use-shift.ts';

/** The packing table: scan, hear that it worked, take the next parcel. */
export function ScanStationPage() {
  const project = useProject();
  const paths = usePaths();
  if (mayWrite(project.creator.role)) return <Station key={project.id} />;
  return (
    <EmptyState
      order={1}
      icon={IconBarcode}
      title="The scan station is for who packs"
      description="Your role lets you look. An owner of this creator can let you ship, under Members."
      action={<LinkButton href={paths.dashboard()}>Back to the project</LinkButton>}
    />
  );
}

function Station() {
  const project = useProject();
  const paths = usePaths();
  const input = useRef<HTMLInputElement>(null);
  const [muted, setMuted] = useLocalStorage({ key: 'waybill scan muted', defaultValue: false });
  const [lookFirst, setLookFirst] = useLocalStorage({ key: 'waybill scan look first', defaultValue: false });
  const touch = useMediaQuery('(pointer: coarse)');
  const [keyboard, setKeyboard] = useState<boolean | null>(null);
  const typing = keyboard ?? !touch;
  const { shift, count, uncount, begin } = useShift(project.id);
  const [notice, setNotice] = useState<ScanAnswer | null>(null);
  const onAnswer = (answer: ScanAnswer) => {
    setNotice(null);
    count(answer);
    if (!muted) play(answer.end === 'done' ? 'ok' : answer.end === 'trouble' ? 'trouble' : 'look');
  };
  const scans = useScans({ projectId: project.id, lookFirst, onAnswer });
  const newest = scans.scans[0];
  const latest = scans.scans.find(({ answer }) => answer !== null);
  const confirm = () => {
    if (latest?.answer?.end === 'look' && scans.looked) void scans.shipChosen(latest, scans.looked);
  };
  useScanKeys({ input, onCode: scans.scan, onEmptyEnter: confirm });
  useEffect(
    function nameTheTab() {
      document.title = `Scan station · ${project.title} · Waybill`;
    },
    [project.title],
  );
  // A click leaves the focus on what was clicked; the next thing that happens here is a scan. Keys leave it be.
  const backToField = (event: MouseEvent) => {
    if (event.detail > 0 && !(event.target as HTMLElement).closest('a, [role=dialog]'))
      input.current?.focus({ preventScroll: true });
  };

  return (
    <div className={classes['page']} onClick={backToField}>
      <header className={classes['bar']}>
        <LinkButton
          variant="subtle"
          href={paths.postage()}
          px="xs"
          leftSection={<IconArrowLeft size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
        >
          Leave
        </LinkButton>
        <div className={classes['title']}>
          <h1 className={classes['name']}>Scan station</h1>
          <Text size="xs" c="dimmed" truncate>
            {project.title}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <Tooltip label={typing ? 'Hide the keyboard of the screen' : 'Type by hand'}>
            <ActionIcon
              hiddenFrom="sm"
              aria-label="Keyboard of the screen"
              aria-pressed={typing}
              onClick={() => {
                setKeyboard(!typing);
                input.current?.blur();
              }}
            >
              {typing ? (
                <IconKeyboard size={sizes.icon.large} />
              ) : (
                <IconKeyboardOff size={sizes.icon.large} />
              )}
            </ActionIcon>
          </Tooltip>
          <Tooltip label={muted ? 'Sound is off' : 'Sound is on'}>
            <ActionIcon
              aria-label="Sound"
              aria-pressed={!muted}
              onClick={() => {
                setMuted(!muted);
                if (muted) play('ok');
              }}
            >
              {muted ? <IconVolumeOff size={sizes.icon.large} /> : <IconVolume size={sizes.icon.large} />}
            </ActionIcon>
          </Tooltip>
        </Group>
      </header>

      <div className={classes['body']}>
        <section className={classes['work']} aria-label="Scan">
          <form onSubmit={(event) => event.preventDefault()} className={classes['field']}>
            <TextInput
              ref={input}
              size="lg"
              label="Scan or type a code"
              description="A tracking number, a label’s reference, a pledge ID or a backer number, then Enter."
              leftSection={<IconBarcode size={sizes.icon.large} aria-hidden />}
              autoComplete="off"
              autoCapitalize="off"
              autoCorrect="off"
              spellCheck={false}
              inputMode={typing ? 'text' : 'none'}
              enterKeyHint="done"
            />
          </form>
          {scans.brokenSince !== null ? (
            <div className={classes['offline']} role="alert">
              <IconWifiOff size={sizes.icon.large} color={tone('shipping')} aria-hidden />
              <Text size="sm">
                No answer since {formatClock(new Date(scans.brokenSince))}.{' '}
                {formatCount(scans.waiting, 'scan waits', 'scans wait')} and{' '}
                {scans.waiting === 1 ? 'goes' : 'go'} out by {scans.waiting === 1 ? 'itself' : 'themselves'}.
                You can go on scanning.
              </Text>
              <Button variant="default" size="compact-sm" onClick={scans.retry}>
                Try now
              </Button>
            </div>
          ) : null}
          <ScanState
            scan={notice ? null : (latest ?? null)}
            notice={notice}
            pending={newest && newest.answer === null ? newest : null}
            waiting={scans.waiting}
            onShip={(order) => {
              if (latest) void scans.shipChosen(latest, order);
            }}
          />
        </section>
        <aside className={classes['side']} aria-label="This shift">
          <Switch
            label="Look before shipping"
            description="The first scan shows the order, the second ships it."
            checked={lookFirst}
            onChange={(event) => setLookFirst(event.currentTarget.checked)}
          />
          <ShiftCounts shift={shift} waiting={scans.waiting} onBegin={begin} />
          <ScanList
            scans={scans.scans}
            onUndo={async (scan) => {
              const refused = await scans.undo(scan);
              const name = scan.answer?.title ?? scan.code;
              if (refused === null) uncount();
              setNotice({
                end: refused === null ? 'already' : 'trouble',
                title: refused === null ? 'Taken back' : 'Not taken back',
                detail: refused ?? name,
                found: null,
                deed: null,
                choices: [],
                undone: false,
              });
            }}
          />
        </aside>
      </div>
    </div>
  );
}
