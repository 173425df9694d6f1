import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBolt,
  IconCircleCheck,
  IconDots,
  IconDownload,
  IconExternalLink,
  IconGift,
  IconLock,
  IconMail,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconReceipt2,
  IconTag,
  IconTruckDelivery,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { BackerRow } from '@waybill/schema/backers';
import { useEffect, useState, type ComponentProps } from 'react';
import { SendNotificationsItem } from '../notifications/SendNotificationsItem.tsx';
import { usePaths } from '../paths.ts';
import { mayManage, mayWrite, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { toastDone } from '../ui/toasts.ts';
import { useBackerActions } from './backer-actions.ts';
import classes from './BackerMenu.module.css';
import { obstacles, parcelObstacle } from './order-actions.ts';
import { liveParcels } from './report-columns.tsx';
import { templateLink } from './template-link.ts';

const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;

type MenuButtonProps = Pick<
  ComponentProps<typeof ActionIcon<'button'>>,
  'aria-label' | 'tabIndex' | 'children'
>;

/** A phone has room for half of the entries above or below a row: the rest is scrolled to. */
function fitHeight({
  availableHeight,
  elements,
}: {
  availableHeight: number;
  elements: { floating: HTMLElement };
}) {
  elements.floating.style.maxHeight = `${Math.max(availableHeight, 200)}px`;
}

interface BackerMenuProps {
  backer: Pick<BackerRow, 'id' | 'name' | 'email' | 'order' | 'shipments'>;
  tabIndex?: number;
}

/**
 * What can be done with one backer; what cannot stays in its place and says why.
 *
 * Until it is first asked for it is a button and no more: a Mantine menu that nobody opened costs as much to draw as
 * the rest of a row, and the report draws thirty of them before anything else can happen.
 */
export function BackerMenu({ backer, tabIndex }: BackerMenuProps) {
  const [asked, setAsked] = useState(false);
  const button: MenuButtonProps = {
    'aria-label': `Actions for ${backer.name || 'this backer'}`,
    tabIndex,
    children: <IconDots {...icon} />,
  };
  if (asked) return <OpenedMenu backer={backer} button={button} />;
  return <ActionIcon {...button} aria-haspopup="menu" aria-expanded={false} onClick={() => setAsked(true)} />;
}

/** The menu from its first opening on; its button takes the place, and the focus, of the one before. */
function OpenedMenu({ backer, button }: { backer: BackerMenuProps['backer']; button: MenuButtonProps }) {
  const paths = usePaths();
  const project = useProject();
  const act = useBackerActions();
  const why = obstacles(backer.order);
  // Opened once it stands, not from the start: it gives the focus back to where that was when it was opened.
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(true), []);
  const entries = [
    { key: 'mark', label: 'Mark as Fulfilled…', icon: IconCircleCheck, why: why.mark },
    { key: 'force', label: 'Force Mark as Fulfilled…', icon: IconBolt, why: why.force },
    {
      key: 'parcel',
      label: 'Add a tracking number…',
      icon: IconTruckDelivery,
      why: parcelObstacle(backer.order, liveParcels(backer).length),
    },
    { key: 'revert', label: 'Revert…', icon: IconArrowBackUp, why: why.revert },
    { key: 'lock', label: 'Lock the address…', icon: IconLock, why: why.lock },
    {
      key: 'hold',
      label: backer.order.hold ? 'Change the hold…' : 'Put on hold…',
      icon: IconPlayerPause,
      why: why.hold,
    },
    { key: 'release', label: 'Release from hold…', icon: IconPlayerPlay, why: why.release },
    { key: 'label', label: 'Buy a label…', icon: IconReceipt2, why: why.mark },
    { key: 'reward', label: 'Send digital reward…', icon: IconGift, why: null },
    ...(mayManage(project.creator.role)
      ? [
          { key: 'tags' as const, label: 'Tags…', icon: IconTag, why: null },
          { key: 'edit' as const, label: 'Edit…', icon: IconPencil, why: null },
        ]
      : []),
  ] as const;
  return (
    <Menu
      position="bottom-end"
      width={264}
      withinPortal
      opened={opened}
      onChange={setOpened}
      middlewares={{ size: { padding: 8, apply: fitHeight } }}
    >
      <Menu.Target>
        <ActionIcon {...button} autoFocus />
      </Menu.Target>
      <Menu.Dropdown className={classes['scrolls'] ?? ''}>
        <Menu.Item component={Link} to={paths.backer(backer.id)} leftSection={<IconExternalLink {...icon} />}>
          Open page
        </Menu.Item>
        {mayWrite(project.creator.role) ? (
          <>
            <Menu.Divider />
            {entries.map((entry) => (
              <Menu.Item
                key={entry.key}
                leftSection={<entry.icon {...icon} />}
                disabled={entry.why !== null}
                onClick={() => act({ kind: entry.key, backerId: backer.id })}
              >
                {entry.label}
                {entry.why ? <span className={classes['why']}>{entry.why}</span> : null}
              </Menu.Item>
            ))}
            <SendNotificationsItem target={{ backerIds: [backer.id] }} />
          </>
        ) : null}
        <Menu.Divider />
        <Menu.Item
          component="a"
          href={templateLink(project.templateUrl, 'csv', { backerIds: [backer.id] })}
          download
          leftSection={<IconDownload {...icon} />}
        >
          Export template
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMail {...icon} />}
          onClick={() => {
            void navigator.clipboard.writeText(backer.email).then(() => toastDone(`${backer.email} copied`));
          }}
        >
          Copy email
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
