import { ActionIcon, Button, Text } from '@mantine/core';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import type { LabelItem } from '@waybill/schema/labels';
import { useState } from 'react';
import bar from '../backers/SelectionBar.module.css';
import type { Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import { isVoidable } from './label-looks.ts';
import { PrintMenu } from './PrintMenu.tsx';
import { ScanFormButton } from './ScanFormButton.tsx';
import { VoidDialog } from './VoidDialog.tsx';

interface LabelSelectionProps {
  project: Project;
  labels: readonly LabelItem[];
  /** Those on the page, which one button ticks. */
  shown: readonly LabelItem[];
  pdfUrl: string;
  onSelect: (labels: readonly LabelItem[]) => void;
  onChange: () => void;
}

/** What can be done with the ticked labels. */
export function LabelSelection({ project, labels, shown, pdfUrl, onSelect, onChange }: LabelSelectionProps) {
  const [voiding, setVoiding] = useState(false);
  const paid = labels.filter(({ status }) => status === 'BOUGHT');
  const voidable = labels.filter(isVoidable);
  return (
    <>
      <div className={bar['space']} />
      <section aria-label="Selected labels" className={bar['bar']}>
        <div className={bar['who']}>
          <ActionIcon aria-label="Clear the selection" onClick={() => onSelect([])}>
            <IconX size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />
          </ActionIcon>
          <Text size="sm" fw={600} role="status">
            {formatCount(labels.length, 'label')} selected
          </Text>
          {shown.length > labels.length ? (
            <Button variant="subtle" size="compact-sm" onClick={() => onSelect(shown)}>
              Select the {formatNumber(shown.length)} shown
            </Button>
          ) : null}
        </div>
        <div className={bar['actions']}>
          {paid.length > 0 ? (
            <>
              <PrintMenu
                url={pdfUrl}
                wish={{ ids: paid.map(({ id }) => id) }}
                label={`Print ${formatNumber(paid.length)}`}
                primary
              />
              <ScanFormButton project={project} labelIds={paid.map(({ id }) => id)} />
            </>
          ) : null}
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
            disabled={voidable.length === 0}
            onClick={() => setVoiding(true)}
          >
            {voidable.length === 0 ? 'None can be voided' : 'Void…'}
          </Button>
        </div>
      </section>
      {voiding ? (
        <VoidDialog
          projectId={project.id}
          labels={labels}
          onClose={() => setVoiding(false)}
          onDone={() => {
            onSelect([]);
            onChange();
          }}
        />
      ) : null}
    </>
  );
}
