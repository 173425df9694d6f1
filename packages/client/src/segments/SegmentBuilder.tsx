import { Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { filterSentence, type FilterTree } from '@waybill/schema/filter-tree';
import { useMemo, useState, type ReactNode } from 'react';
import type { Project } from '../projects/project.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { CountBar } from './CountBar.tsx';
import { draftNodeOf, treeOf, unfinished, type Made } from './draft.ts';
import { FilterBuilder } from './FilterBuilder.tsx';
import { longestName } from './RenameSegmentDialog.tsx';
import { PasteDialog } from './PasteDialog.tsx';
import { SaveSegmentDialog } from './SaveSegmentDialog.tsx';
import classes from './SegmentBuilder.module.css';
import type { SegmentDraft } from './use-draft.ts';
import { useFilterNames } from './use-filter-names.ts';
import { usePasteBox } from './use-paste-box.ts';
import { useSegmentCount } from './use-segment-count.ts';

/** A sentence with more letters than this is set smaller, or it fills the screen of a phone. */
const longSentence = 100;

interface SegmentBuilderProps {
  project: Project;
  /** The page's own address. */
  href: string;
  /** The segment that is edited; it cannot be asked for in its own filter. */
  segmentId?: string;
  edited: SegmentDraft;
  /** Stands above all; what it is given to save with does so once everything is there. */
  notice?: (finish: (then: (made: Made) => void) => void) => ReactNode;
  /** What the person chooses besides. */
  children?: ReactNode;
  saveLabel: string;
  saving: boolean;
  errors: { of: (field: string) => string | undefined; rest: readonly string[] };
  onSave: (made: Made) => void;
}

/**
 * A filter being built: its sentence above, how many it fits beside, and the one button. No form: Enter belongs to the
 * fields of the conditions, and saves from the name only.
 */
export function SegmentBuilder(props: SegmentBuilderProps) {
  const { project, href, segmentId, edited, notice, children, saveLabel, saving, errors, onSave } = props;
  const { draft, change, name, setName } = edited;
  const [told, setTold] = useState(false);
  const paste = usePasteBox(href);
  const [snapshot, setSnapshot] = useState<FilterTree | null>(null);
  const tree = useMemo(() => treeOf(draft), [draft]);
  const waiting = unfinished(draft);
  const scope = useMemo(() => ({ projectId: project.id, segmentId }), [project.id, segmentId]);
  const names = useFilterNames(scope, tree);
  const sentence = filterSentence(tree, names);
  const live = useSegmentCount(project.id, tree);

  const finish = (then: (made: Made) => void) => {
    setTold(true);
    const [first] = waiting;
    if (first)
      document
        .querySelector<HTMLElement>(`[data-node="${first.id}"] [data-part="value"] input:not([type=hidden])`)
        ?.focus();
    else if (!name.trim()) document.querySelector<HTMLElement>('[data-segment-name]')?.focus();
    else then({ name: name.trim(), filter: tree });
  };
  const save = () => finish(onSave);

  return (
    <>
      {notice?.(finish)}
      <Paper withBorder p="lg" mb="lg" component="section" aria-label="Who is in it">
        <Text size="sm" c="dimmed">
          Who is in it
        </Text>
        <Title order={2} fz={sentence.length > longSentence ? 'lg' : 'xl'} className={classes['sentence']}>
          {sentence}
        </Title>
      </Paper>
      <div className={classes['columns']}>
        <Stack gap="lg" className={classes['main']}>
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Name"
            placeholder="Wave 2, Germany"
            maxLength={longestName}
            maw={440}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.of('name') ?? (told && !name.trim() ? 'Give it a name to find it by.' : undefined)}
            onKeyDown={(event) => event.key === 'Enter' && save()}
            data-segment-name
          />
          <Paper withBorder p="md" component="section" aria-label="Filter">
            <FilterBuilder scope={scope} draft={draft} change={change} told={told} onPaste={paste.open} />
          </Paper>
          {children}
        </Stack>
        <CountBar
          live={live}
          total={project.progress.orders}
          waiting={waiting.length}
          saveLabel={saveLabel}
          saving={saving}
          onSave={save}
        />
      </div>
      {paste.opened ? (
        <PasteDialog
          projectId={project.id}
          onAdd={(found) => {
            change({ do: 'add', groupId: paste.groupId ?? draft.id, node: draftNodeOf(found) });
            paste.close();
          }}
          onSnapshot={segmentId ? undefined : setSnapshot}
          onClose={paste.close}
        />
      ) : null}
      {snapshot ? (
        <SaveSegmentDialog
          project={project}
          source={{ tree: snapshot }}
          kind="SNAPSHOT"
          onClose={() => setSnapshot(null)}
        />
      ) : null}
    </>
  );
}
