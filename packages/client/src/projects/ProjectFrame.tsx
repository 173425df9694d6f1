import { Outlet, useParams } from '@tanstack/react-router';
import { useQuery } from '@apollo/client/react';
import { ProjectBySlug } from '@waybill/schema/projects';
import { RouteNotFound } from '../routes/RouteNotFound.tsx';
import { RoutePending } from '../routes/RoutePending.tsx';
import { ProjectContext } from './project.ts';
import { ProjectActions } from './ProjectActions.tsx';
import { ProjectSubscriber } from './ProjectSubscriber.tsx';

/** Everything below a project's address: finds the project, keeps it live, hands it down. */
export function ProjectFrame() {
  const { creator, project: slug } = useParams({ from: '/signed-in/$creator/$project' });
  const { data, dataState } = useQuery(ProjectBySlug, {
    variables: { creatorSlug: creator, projectSlug: slug },
    fetchPolicy: 'cache-first',
  });
  if (dataState !== 'complete') return <RoutePending />;
  const project = data.projectBySlug;
  if (!project) return <RouteNotFound />;
  return (
    <ProjectContext value={project}>
      <ProjectActions project={project} />
      <ProjectSubscriber projectId={project.id} />
      <Outlet />
    </ProjectContext>
  );
}
