import { createContext, useContext } from 'react';
import type { ProjectBySlug } from '@waybill/schema/projects';
import type { ResultOf } from '@waybill/schema/graphql';

export type Project = NonNullable<ResultOf<typeof ProjectBySlug>['projectBySlug']>;

export const ProjectContext = createContext<Project | null>(null);

/** The project that is open, its progress live. Only below `ProjectFrame`. */
export function useProject(): Project {
  const project = useContext(ProjectContext);
  if (!project) throw new Error('useProject is for pages of a project.');
  return project;
}

/** What the viewer's role lets them do here; null (a role that is not known) lets nothing. */
export function mayWrite(role: string | null | undefined): boolean {
  return role === 'OWNER' || role === 'MANAGER' || role === 'FULFILLER';
}

/** Owners and managers run the creator: projects, imports, members. */
export function mayManage(role: string | null | undefined): boolean {
  return role === 'OWNER' || role === 'MANAGER';
}
