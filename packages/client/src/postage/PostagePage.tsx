import { useQuery } from '@apollo/client/react';
import { Button, Stack } from '@mantine/core';
import { IconBarcode, IconReceipt2 } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { PostageOverview } from '@waybill/schema/labels';
import { usePaths } from '../paths.ts';
import { MethodNote } from '../projects/MethodNote.tsx';
import { mayManage, mayWrite, useProject } from '../projects/project.ts';
import { RouteNotFound } from '../routes/RouteNotFound.tsx';
import { sizes } from '../theme.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SkeletonCard } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { BoxDialog } from './BoxDialog.tsx';
import { BoxesPanel } from './BoxesPanel.tsx';
import { BuyLabelsDialog } from './BuyLabelsDialog.tsx';
import { CustomsPanel } from './CustomsPanel.tsx';
import { LabelsPanel } from './LabelsPanel.tsx';
import classes from './postage.module.css';
import { readTab, type PostageSearch, type PostageTab } from './postage-search.ts';
import { PostageTabs } from './PostageTabs.tsx';
import { SenderDialog } from './SenderDialog.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { SetupSteps } from './SetupSteps.tsx';
import { isReady, usePostage } from './use-postage.ts';

const titles: Record<PostageTab, string> = {
  labels: 'Postage',
  boxes: 'Boxes',
  customs: 'Customs',
  settings: 'Postage settings',
};

/** Labels bought here: what was bought and how far it is, and all that stands on them. */
export function PostagePage() {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const { tab: part } = useParams({ strict: false });
  const search = useSearch({ from: '/signed-in/$creator/$project/postage/{-$tab}' });
  const tab = readTab(part);
  const { postage: state, error, retry } = usePostage(project.id);
  const waiting = useDelayed(!state && !error);
  const { data: overview } = useQuery(PostageOverview, { variables: { projectId: project.id } });
  const counts = overview?.project?.postageCounts;
  if (!tab) return <RouteNotFound />;
  const writable = mayWrite(project.creator.role);
  const manages = mayManage(project.creator.role);
  const ready = state ? isReady(state) : false;
  // The empty list has the button itself.
  const any = counts ? counts.bought + counts.voiding + counts.inDoubt > 0 : false;
  const { open: _, ...rest } = search;
  const open = (dialog: PostageSearch['open'] | null) =>
    void navigate({
      to: paths.postage(tab),
      search: { ...rest, ...(dialog && { open: dialog }) },
      replace: dialog === null,
      resetScroll: false,
    });

  return (
    <div className={classes['page']}>
      <PageHeader
        title="Postage"
        documentTitle={`${titles[tab]} · ${project.title}`}
        description="Buy labels here, print them, hand the parcels over. An order is Fulfilled when its carrier first scans the parcel."
        actions={
          writable ? (
            <>
              <LinkButton
                variant="default"
                href={paths.scan()}
                leftSection={<IconBarcode size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
              >
                Scan station
              </LinkButton>
              {ready && (tab !== 'labels' || any) ? (
                <Button
                  variant={tab === 'labels' ? 'filled' : 'default'}
                  leftSection={
                    <IconReceipt2 size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />
                  }
                  onClick={() => open('buy')}
                >
                  Buy labels
                </Button>
              ) : null}
            </>
          ) : null
        }
      />
      <PostageTabs />
      {state ? (
        <>
          {tab === 'labels' ? (
            <Stack gap="lg">
              <MethodNote project={project} />
              <SetupSteps
                project={project}
                state={state}
                ready={ready}
                onSender={() => open('sender')}
                onBox={() => open('box')}
              />
              <LabelsPanel project={project} search={rest} ready={ready} onBuy={() => open('buy')} />
            </Stack>
          ) : null}
          {tab === 'boxes' ? (
            <BoxesPanel
              projectId={project.id}
              presets={state.parcelPresets}
              writable={manages}
              onAdd={() => open('box')}
            />
          ) : null}
          {tab === 'customs' ? (
            <CustomsPanel
              projectId={project.id}
              settings={state.postage}
              items={state.customsItems}
              writable={manages}
            />
          ) : null}
          {tab === 'settings' ? (
            <SettingsPanel project={project} settings={state.postage} onSender={() => open('sender')} />
          ) : null}
          {manages && search.open === 'sender' ? (
            <SenderDialog projectId={project.id} sender={state.postage.sender} onClose={() => open(null)} />
          ) : null}
          {manages && search.open === 'box' ? (
            <BoxDialog projectId={project.id} preset={null} onClose={() => open(null)} />
          ) : null}
          {writable && search.open === 'buy' ? <BuyLabelsDialog onClose={() => open(null)} /> : null}
        </>
      ) : error ? (
        <ErrorState error={error} title="The postage could not be read" onRetry={retry} />
      ) : waiting ? (
        <SkeletonCard height={200} />
      ) : null}
    </div>
  );
}
