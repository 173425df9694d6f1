import { IconFileTypeCsv, IconFileTypeXls } from '@tabler/icons-react';
import { templateLink } from '../backers/template-link.ts';
import { useSpotlightActions } from '../ui/spotlight-registry.ts';
import type { Project } from './project.ts';
import { everyoneToPack } from './template-target.ts';

const formats = [
  { format: 'xlsx', label: 'Download the template for Excel', icon: IconFileTypeXls },
  { format: 'csv', label: 'Download the template as CSV', icon: IconFileTypeCsv },
] as const;

/** What ⌘K can do in the open project. Draws nothing. */
export function ProjectActions({ project }: { project: Project }) {
  useSpotlightActions(
    formats.map(({ format, label, icon }) => ({
      id: `template ${format}`,
      label,
      description: `Everyone who is ready to ship of ${project.title}`,
      group: 'Actions',
      icon,
      keywords: ['export', 'packers', 'file'],
      run: () => location.assign(templateLink(project.templateUrl, format, everyoneToPack)),
    })),
  );
  return null;
}
