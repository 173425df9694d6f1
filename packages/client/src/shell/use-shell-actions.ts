import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconAddressBook,
  IconBarcode,
  IconFileImport,
  IconFilterCog,
  IconGift,
  IconHistory,
  IconKey,
  IconKeyboard,
  IconLayoutDashboard,
  IconLogout,
  IconMail,
  IconMailbox,
  IconMoon,
  IconPackage,
  IconPackages,
  IconPlus,
  IconReceipt2,
  IconSun,
  IconTableExport,
  IconUpload,
  IconUsers,
  IconWebhook,
  IconWorldSearch,
  type Icon,
} from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useSignOut } from '../access/use-sign-out.ts';
import { useViewer } from '../access/viewer.ts';
import { paths } from '../paths.ts';
import { mayManage, mayWrite } from '../projects/project.ts';
import type { JumpAction } from '../ui/spotlight-registry.ts';

/** What ⌘K offers on every page: the pages, the projects, and what concerns the person. */
export function useShellActions(onKeys: () => void): JumpAction[] {
  const viewer = useViewer();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const next = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  const { creator, project } = useParams({ strict: false });
  const creators = viewer?.creators ?? [];

  const page = (label: string, href: string, icon: Icon, description?: string): JumpAction => ({
    id: `go ${href}`,
    label,
    group: 'Go to',
    icon,
    ...(description ? { description } : {}),
    run: () => void navigate({ to: href }),
  });

  const actions: JumpAction[] = [];
  if (creator && project) {
    const at = paths.project(creator, project);
    const role = creators.find((one) => one.slug === creator)?.role;
    actions.push(
      page('Dashboard', at.dashboard(), IconLayoutDashboard),
      page('Backers', at.backers(), IconAddressBook),
      page('Segments', at.segments(), IconFilterCog),
    );
    if (mayWrite(role)) actions.push(page('Upload tracking', at.upload(), IconUpload));
    if (mayWrite(role)) actions.push(page('Scan station', at.scan(), IconBarcode, 'At the packing table'));
    if (mayManage(role)) actions.push(page('Import backers', at.import(), IconFileImport));
    actions.push(
      page('Notifications', at.notifications(), IconMail),
      page('Mail templates', at.notifications('templates'), IconMail),
    );
    if (mayWrite(role)) actions.push(page('Mailbox', at.notifications('mailbox'), IconMailbox));
    actions.push(
      page('Digital rewards', at.digitalRewards(), IconGift, 'Codes and links for backers'),
      page('Postage', at.postage(), IconReceipt2, 'Labels, boxes, customs data'),
      page('Operations', at.operations(), IconHistory),
      page('Export', at.export(), IconTableExport),
    );
  }
  for (const one of creators) {
    for (const { slug, title } of one.projects) {
      if (one.slug === creator && slug === project) continue;
      actions.push({
        ...page(title, paths.project(one.slug, slug).dashboard(), IconPackage, one.name),
        group: 'Projects',
      });
    }
  }
  actions.push(page('All projects', paths.projects(), IconPackages));
  for (const one of creators) {
    actions.push(
      page('Members', paths.members(one.slug), IconUsers, one.name),
      page('Public profile', paths.profile(one.slug), IconWorldSearch, one.name),
    );
    if (mayManage(one.role)) {
      actions.push(page('API tokens', paths.tokens(one.slug), IconKey, one.name));
      actions.push(page('Webhooks', paths.webhooks(one.slug), IconWebhook, one.name));
    }
  }
  if (creators.some((one) => mayManage(one.role))) {
    actions.push({
      id: 'new project',
      label: 'New project',
      group: 'Actions',
      icon: IconPlus,
      run: () => void navigate({ to: '/', search: { create: 'project' } }),
    });
  }
  actions.push(
    {
      id: 'scheme',
      label: `Use ${next} colors`,
      group: 'Actions',
      icon: next === 'dark' ? IconMoon : IconSun,
      keywords: ['theme', 'mode'],
      run: () => setColorScheme(next),
    },
    {
      id: 'keys',
      label: 'Show the keys',
      group: 'Actions',
      icon: IconKeyboard,
      keywords: ['shortcuts', 'help'],
      run: onKeys,
    },
    { id: 'sign out', label: 'Sign out', group: 'Actions', icon: IconLogout, run: () => void signOut() },
  );
  return actions;
}
