import { useEffect, useState } from 'react';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUser } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { skipToken, useQuery } from '@apollo/client/react';
import { BackerJump, ProjectBySlug } from '@waybill/schema/projects';
import { paths, type ProjectPaths } from '../paths.ts';
import { sizes } from '../theme.ts';
import { useSegmentJumps } from '../segments/use-segment-jumps.ts';
import { orderStatusLooks } from '../ui/status.ts';
import { useRegisteredActions, type JumpAction } from '../ui/spotlight-registry.ts';
import { useShellActions } from './use-shell-actions.ts';

const [store, jump] = createSpotlight();

/** How many letters a search for backers needs, and how long the typing must rest (ms). */
const backerSearch = { letters: 2, rest: 120 };

/** Every word typed is somewhere in the action. */
function fits(action: JumpAction, query: string): boolean {
  const text = [action.label, action.description, action.group, ...(action.keywords ?? [])]
    .join(' ')
    .toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** ⌘K: pages, actions of the open page, projects, and the open project's segments, and its backers by name, email, notes, pledge ID or tracking number. */
export function JumpBox({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const [query, setQuery] = useState('');
  useEffect(function openAtOnce() {
    jump.open();
    return jump.close;
  }, []);

  const { creator, project: slug } = useParams({ strict: false });
  const { data: found } = useQuery(
    ProjectBySlug,
    creator && slug
      ? { variables: { creatorSlug: creator, projectSlug: slug }, fetchPolicy: 'cache-first' }
      : skipToken,
  );
  const projectId = found?.projectBySlug?.id;
  const at = creator && slug ? paths.project(creator, slug) : null;
  const segments = useSegmentJumps(projectId, at);
  const offered = [...useRegisteredActions(), ...segments, ...useShellActions(onKeys)].filter((action) =>
    fits(action, query),
  );
  const { actions: backers, searching } = useBackerActions(query, projectId, at);
  const groups = new Map<string, JumpAction[]>();
  for (const action of [...backers, ...offered])
    groups.set(action.group, [...(groups.get(action.group) ?? []), action]);

  const ids = [...groups.values()].flatMap((actions) => actions.map(({ id }) => id)).join('\n');
  useEffect(
    function chooseFirst() {
      // Spotlight chooses when the typing changes; the backers come after that, and Enter would go nowhere.
      selectFirst();
    },
    [ids],
  );

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      centered={false}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': 'Jump to a backer, a page or an action' } }}
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      scrollable
      maxHeight={440}
    >
      <Spotlight.Search
        placeholder="Name, email, notes, pledge ID, tracking number, segment, page or action"
        leftSection={<IconSearch size={sizes.icon.large - 2} stroke={sizes.iconStroke} />}
      />
      <Spotlight.ActionsList>
        {[...groups].map(([group, actions]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {actions.map(({ id, label, description, icon: Sign, run }) => (
              <Spotlight.Action
                key={id}
                label={label}
                {...(description ? { description } : {})}
                leftSection={Sign ? <Sign size={sizes.icon.large - 2} stroke={sizes.iconStroke} /> : null}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.size === 0 ? (
          <Spotlight.Empty>
            {searching ? 'Looking…' : 'Nothing found. Try fewer letters, or another spelling.'}
          </Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Puts the choice that Enter takes on the first action of the list. */
function selectFirst() {
  const list = document.getElementById(store.getState().listId);
  const actions = list?.querySelectorAll('[data-action]') ?? [];
  for (const [index, action] of actions.entries()) action.toggleAttribute('data-selected', index === 0);
  store.updateState((state) => ({ ...state, selected: actions.length > 0 ? 0 : -1 }));
}

const around = 28;

/** The part of the notes in which a word of the search stands: why this backer is in the list. */
function noteFound(notes: string | null, search: string): string | null {
  const text = notes?.replace(/\s+/g, ' ') ?? '';
  const at = search
    .toLowerCase()
    .split(/\s+/)
    .map((word) => text.toLowerCase().indexOf(word))
    .find((place) => place >= 0);
  if (at === undefined) return null;
  // Words are not cut: it begins after a space and ends before one.
  const from = at <= around ? 0 : text.indexOf(' ', at - around) + 1;
  const to = at + 2 * around >= text.length ? text.length : text.lastIndexOf(' ', at + 2 * around);
  const end = to > at ? to : text.length;
  return `“${from > 0 ? '… ' : ''}${text.slice(Math.min(from, at), end)}${end < text.length ? ' …' : ''}”`;
}

function useBackerActions(
  query: string,
  projectId: string | undefined,
  at: ProjectPaths | null,
): { actions: JumpAction[]; searching: boolean } {
  const navigate = useNavigate();
  const [search] = useDebouncedValue(query.trim(), backerSearch.rest);
  const wanted = projectId !== undefined && search.length >= backerSearch.letters;
  const number = /^#?(\d{1,9})$/.exec(search)?.[1];
  const { data, loading } = useQuery(
    BackerJump,
    wanted
      ? { variables: { projectId, search, number: Number(number ?? 0), isNumber: number !== undefined } }
      : skipToken,
  );
  if (!wanted || !at) return { actions: [], searching: query.trim() !== search && projectId !== undefined };
  // A number is in many pledge IDs; who has it comes first.
  const exact = data?.project?.exact?.nodes ?? [];
  const others = (data?.project?.backers.nodes ?? []).filter(({ id }) => id !== exact[0]?.id);
  const actions = [...exact, ...others].map((backer) => ({
    id: `backer ${backer.id}`,
    label: backer.number === null ? backer.name : `${backer.name} · #${backer.number}`,
    description: [
      backer.email,
      backer.pledgeId && `pledge ${backer.pledgeId}`,
      orderStatusLooks[backer.order.status].word,
      noteFound(backer.notes, search),
    ]
      .filter(Boolean)
      .join(' · '),
    group: 'Backers',
    icon: IconUser,
    run: () => void navigate({ to: at.backer(backer.id) }),
  }));
  return { actions, searching: loading };
}
