import { PageHeader } from '../ui/PageHeader.tsx';

export function TrackingUploadPage() {
  return <PageHeader title="Upload tracking" />;
}
