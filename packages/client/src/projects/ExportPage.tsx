import { PageHeader } from '../ui/PageHeader.tsx';

export function ExportPage() {
  return <PageHeader title="Export" />;
}
