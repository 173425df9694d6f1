import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import type { ScanFormItem } from '@waybill/schema/labels';
import type { Project } from '../projects/project.ts';
import { formatAgo, formatCount, formatMoment } from '../ui/format.ts';
import classes from './postage.module.css';
import { ScanFormButton } from './ScanFormButton.tsx';

interface ScanFormsPanelProps {
  project: Project;
  forms: readonly ScanFormItem[];
  writable: boolean;
  /** Whether there is anything to hand over. */
  waiting: boolean;
}

/** The forms of past hand-overs, and the one for today. */
export function ScanFormsPanel({ project, forms, writable, waiting }: ScanFormsPanelProps) {
  if (forms.length === 0 && !waiting) return null;
  return (
    <Paper withBorder component="section" aria-labelledby="scan-forms" style={{ overflow: 'hidden' }}>
      <Group justify="space-between" p="lg" pb="sm" align="flex-start">
        <div>
          <Title order={2} id="scan-forms">
            Scan forms
          </Title>
          <Text size="sm" c="dimmed">
            The carrier scans the form once instead of every parcel.
          </Text>
        </div>
        {writable && waiting ? <ScanFormButton project={project} /> : null}
      </Group>
      {forms.length > 0 ? (
        <ul className={classes['list']} aria-label="Scan forms">
          {forms.map((form) => (
            <li key={form.id} className={classes['form-row']}>
              <div className={classes['words']}>
                <Text size="sm" fw={550}>
                  {form.carrier ?? 'Carrier'} · {formatCount(form.labels, 'parcel')}
                </Text>
                <Text size="xs" c="dimmed">
                  {form.createdBy ? `By ${form.createdBy}, ` : ''}
                  <time dateTime={form.createdAt} title={formatMoment(form.createdAt)}>
                    {formatAgo(form.createdAt)}
                  </time>
                </Text>
                {form.problem ? (
                  <Text size="sm" c="red" className={classes['name']}>
                    {form.problem}
                  </Text>
                ) : null}
              </div>
              {form.pdfUrl ? (
                <Anchor href={form.pdfUrl} target="_blank" rel="noopener" size="sm">
                  Open the PDF
                </Anchor>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </Paper>
  );
}
