import { PageHeader } from '../ui/PageHeader.tsx';

export function BackerReportPage() {
  return <PageHeader title="Backers" />;
}
