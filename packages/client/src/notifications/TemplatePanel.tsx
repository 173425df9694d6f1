import { useQuery } from '@apollo/client/react';
import { MailTemplates } from '@waybill/schema/mail-templates';
import { Link } from '@tanstack/react-router';
import { usePaths } from '../paths.ts';
import type { Project } from '../projects/project.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import chips from '../ui/filter-chips.module.css';
import { SkeletonCard } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { kindOrder, notificationKinds } from './notification-looks.ts';
import { inAddress } from './notifications-search.ts';
import { TemplateEditor } from './TemplateEditor.tsx';
import editor from './TemplateEditor.module.css';
import { useNotificationsSearch } from './use-notifications-search.ts';

/** The texts of a project's mails, one kind at a time. */
export function TemplatePanel({ project }: { project: Project }) {
  const paths = usePaths();
  const [search] = useNotificationsSearch('templates');
  const kind = search.kind ?? 'TRACKING';
  const { data, dataState, error, refetch } = useQuery(MailTemplates, {
    variables: { projectId: project.id },
  });
  const templates = dataState === 'complete' ? data.project?.mailTemplates : undefined;
  const template = templates?.find((one) => one.kind === kind);
  const waiting = useDelayed(!templates && !error);
  if (!template) {
    if (error)
      return (
        <ErrorState
          error={error}
          title="The templates could not be read"
          onRetry={() => void refetch().catch(() => undefined)}
        />
      );
    return waiting ? <SkeletonCard height={480} /> : null;
  }
  return (
    <>
      <ul className={`${chips['chips']} ${editor['kinds']}`} aria-label="Templates">
        {kindOrder
          .filter((one) => templates?.some((other) => other.kind === one))
          .map((one) => (
            <li key={one}>
              <Link
                to={paths.notifications('templates')}
                search={inAddress(one === 'TRACKING' ? {} : { kind: one })}
                aria-current={one === kind ? 'true' : undefined}
                data-chosen={one === kind || undefined}
                className={chips['chip']}
                resetScroll={false}
              >
                {notificationKinds[one].word}
              </Link>
            </li>
          ))}
      </ul>
      <TemplateEditor key={kind} project={project} template={template} />
    </>
  );
}
