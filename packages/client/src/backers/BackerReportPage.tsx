import { IconUsersPlus } from '@tabler/icons-react';
import { usePaths } from '../paths.ts';
import { mayManage, useProject, type Project } from '../projects/project.ts';
import { SaveSearchButton } from '../segments/SaveSearchButton.tsx';
import { SegmentTabs } from '../segments/SegmentTabs.tsx';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { BackerActions } from './BackerActions.tsx';
import { targetOfAll } from './backer-search.ts';
import { BackerListView } from './BackerListView.tsx';
import { ExportListMenu } from './ExportListMenu.tsx';
import { useReportSearch } from './use-report-search.ts';

/** Every backer of the project: find, sort, tick, act. */
export function BackerReportPage() {
  const project = useProject();
  return (
    <BackerActions>
      <Report key={project.id} project={project} />
    </BackerActions>
  );
}

function Report({ project }: { project: Project }) {
  const paths = usePaths();
  const [search, change] = useReportSearch();
  const manages = mayManage(project.creator.role);
  const importLink = (variant: 'default' | 'filled') => (
    <LinkButton
      variant={variant}
      href={paths.import()}
      leftSection={<IconUsersPlus size={sizes.icon.medium} aria-hidden />}
    >
      Import backers
    </LinkButton>
  );

  return (
    <BackerListView
      project={project}
      search={search}
      change={change}
      head={({ nobody }) => (
        <>
          <PageHeader
            title="Backers"
            documentTitle={`Backers · ${project.title}`}
            actions={
              nobody && !search.segment ? null : (
                <>
                  {search.segment ? (
                    <LinkButton variant="default" href={paths.segment(search.segment)}>
                      Open the segment
                    </LinkButton>
                  ) : null}
                  <ExportListMenu project={project} target={targetOfAll(search, [])} />
                  {manages ? importLink('default') : null}
                </>
              )
            }
          />
          {nobody && !search.segment ? null : <SegmentTabs project={project} search={search} />}
        </>
      )}
      narrowed={<SaveSearchButton project={project} search={search} />}
      empty={
        search.segment ? (
          <EmptyState
            icon={IconUsersPlus}
            title="Nobody is in this segment now"
            description="Its backers appear here as soon as its filter fits them."
            action={
              <LinkButton variant="default" href={paths.segment(search.segment)}>
                Open the segment
              </LinkButton>
            }
          />
        ) : (
          <EmptyState
            icon={IconUsersPlus}
            title="No backers yet"
            description="Import the report of your campaign. You see what would happen before anything is saved."
            action={manages ? importLink('filled') : null}
          />
        )
      }
    />
  );
}
