import { PageHeader } from '../ui/PageHeader.tsx';

export function SignUpPage() {
  return <PageHeader title="Create an account" />;
}
