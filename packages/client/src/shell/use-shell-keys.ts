import { useEffect } from 'react';
import { useHotkeys } from '@mantine/hooks';
import { useNavigate, useParams } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { listenForShortcuts, useShortcuts, type Shortcut } from '../ui/keys.ts';

const jumps = [
  ['g d', 'Go to the dashboard', 'dashboard'],
  ['g b', 'Go to the backers', 'backers'],
  ['g s', 'Go to the segments', 'segments'],
  ['g u', 'Go to the tracking upload', 'upload'],
  ['g i', 'Go to the backer import', 'import'],
  ['g l', 'Go to the postage', 'postage'],
  ['g n', 'Go to the notifications', 'notifications'],
  ['g o', 'Go to the operations', 'operations'],
  ['g e', 'Go to the export', 'export'],
] as const;

/** The keys that work on every page: ⌘K, `?`, and the jumps that begin with `g`. */
export function useShellKeys({
  toggleJump,
  openKeys,
}: {
  toggleJump: () => void;
  openKeys: () => void;
}): void {
  const navigate = useNavigate();
  const { creator, project } = useParams({ strict: false });

  useEffect(listenForShortcuts, []);
  useHotkeys([['mod+K', toggleJump]], []);

  const shortcuts: Shortcut[] = [
    { keys: 'mod K', does: 'Jump to a backer, a page or an action', group: 'Everywhere' },
    { keys: '?', does: 'Show these keys', group: 'Everywhere', run: openKeys },
    {
      keys: 'g p',
      does: 'Go to the projects',
      group: 'Go to',
      run: () => void navigate({ to: paths.projects() }),
    },
  ];
  if (creator && project) {
    const at = paths.project(creator, project);
    for (const [keys, does, page] of jumps) {
      shortcuts.push({ keys, does, group: 'Go to', run: () => void navigate({ to: at[page]() }) });
    }
  }
  if (creator) {
    shortcuts.push(
      {
        keys: 'g m',
        does: 'Go to the members',
        group: 'Go to',
        run: () => void navigate({ to: paths.members(creator) }),
      },
      {
        keys: 'g t',
        does: 'Go to the API tokens',
        group: 'Go to',
        run: () => void navigate({ to: paths.tokens(creator) }),
      },
    );
  }
  useShortcuts(shortcuts);
}
