import type { ReactNode } from 'react';
import { useFragment } from '@apollo/client/react';
import {
  IconAddressBook,
  IconAlertTriangle,
  IconFileImport,
  IconFilterCog,
  IconGift,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconMail,
  IconPackages,
  IconReceipt2,
  IconTableExport,
  IconTruckDelivery,
  IconTruckLoading,
  IconUpload,
  IconUsers,
  IconWebhook,
  IconWorldSearch,
  type Icon,
} from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { ProjectMethod } from '@waybill/schema/projects';
import { useViewer } from '../access/viewer.ts';
import { ExceptionsBadge } from '../exceptions/ExceptionsBadge.tsx';
import { paths, type ProjectPaths } from '../paths.ts';
import { mayManage, mayWrite } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import classes from './Navigation.module.css';

interface Page {
  label: string;
  href: string;
  icon: Icon;
  /** Lit on this address only, not on those below it. */
  exact?: boolean;
  /** Stands at the end of the line. */
  badge?: ReactNode;
}

/** Where one can go from here: the open project's pages, then the creator's settings. */
export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const viewer = useViewer();
  const { creator: creatorSlug, project } = useParams({ strict: false });
  const creator = viewer?.creators.find((one) => one.slug === creatorSlug) ?? viewer?.creators[0];
  const role = creator?.role;
  const open = creator?.projects.find((one) => creator.slug === creatorSlug && one.slug === project);
  const at = creator && project && open ? paths.project(creator.slug, project) : null;

  const { data: shown } = useFragment({
    fragment: ProjectMethod,
    from: open ? { __typename: 'Project', id: open.id } : null,
  });
  const partnersFirst = shown.fulfillmentMethod === 'INTEGRATION';
  const postageFirst = shown.fulfillmentMethod === 'POSTAGE';

  const item = ({ label, href, icon: Sign, exact, badge }: Page) => (
    <li key={href}>
      <Link
        to={href}
        className={classes['item']}
        activeOptions={{ exact: exact ?? false }}
        onClick={onNavigate}
      >
        <Sign size={sizes.icon.medium + 2} stroke={sizes.iconStroke} aria-hidden />
        {label}
        {badge}
      </Link>
    </li>
  );

  const postage = ({ postage: path }: ProjectPaths) =>
    item({ label: 'Postage', href: path(), icon: IconReceipt2 });

  const partners = ({ partners: path }: ProjectPaths) =>
    item({ label: 'Partners', href: path(), icon: IconTruckLoading });

  return (
    <div className={classes['root']}>
      <Group label="Work">
        {at
          ? [
              item({ label: 'Dashboard', href: at.dashboard(), icon: IconLayoutDashboard, exact: true }),
              postageFirst ? postage(at) : null,
              partnersFirst ? partners(at) : null,
              item({ label: 'Backers', href: at.backers(), icon: IconAddressBook }),
              item({ label: 'Segments', href: at.segments(), icon: IconFilterCog }),
              mayWrite(role) ? item({ label: 'Upload tracking', href: at.upload(), icon: IconUpload }) : null,
              mayManage(role)
                ? item({ label: 'Import backers', href: at.import(), icon: IconFileImport })
                : null,
              item({
                label: 'Exceptions',
                href: at.exceptions(),
                icon: IconAlertTriangle,
                badge: open ? <ExceptionsBadge projectId={open.id} /> : null,
              }),
              postageFirst ? null : postage(at),
              partnersFirst ? null : partners(at),
              item({ label: 'Notifications', href: at.notifications(), icon: IconMail }),
              item({ label: 'Digital rewards', href: at.digitalRewards(), icon: IconGift }),
              item({ label: 'Operations', href: at.operations(), icon: IconHistory }),
              item({ label: 'Export', href: at.export(), icon: IconTableExport }),
            ]
          : item({ label: 'Projects', href: paths.projects(), icon: IconPackages, exact: true })}
      </Group>
      {creator ? (
        <Group label="Settings" heading={creator.name}>
          {item({ label: 'Members', href: paths.members(creator.slug), icon: IconUsers })}
          {item({ label: 'Public profile', href: paths.profile(creator.slug), icon: IconWorldSearch })}
          {mayManage(role)
            ? item({
                label: 'Carrier updates',
                href: paths.carrierUpdates(creator.slug),
                icon: IconTruckDelivery,
              })
            : null}
          {mayManage(role)
            ? item({ label: 'API tokens', href: paths.tokens(creator.slug), icon: IconKey })
            : null}
          {mayManage(role)
            ? item({ label: 'Webhooks', href: paths.webhooks(creator.slug), icon: IconWebhook })
            : null}
          {at
            ? item({ label: 'All projects', href: paths.projects(), icon: IconPackages, exact: true })
            : null}
        </Group>
      ) : null}
    </div>
  );
}

function Group({ label, heading, children }: { label: string; heading?: string; children: ReactNode }) {
  return (
    <div>
      {heading ? <p className={classes['heading']}>{heading}</p> : null}
      <ul aria-label={label} className={classes['list']}>
        {children}
      </ul>
    </div>
  );
}
