import { valuesOf } from '@waybill/schema/filter-tree';
import { touchedBy } from '../backers/touched-by.sql.ts';
import { having, type FilterScope, type Writers } from './filter-condition.sql.ts';

/** Of the operations that touched the backer. */
export const OPERATION_WRITERS: Writers = {
  operation: ({ value }, scope) =>
    having(
      touched(
        valuesOf(value).map((id) => `${scope.bind(id)}::bigint`),
        scope,
      ),
      'true',
    ),
  lastUpload: ({ value }, scope) => ({
    from: touched([newestUpload(scope)], scope),
    where: 'true',
    absent: value === false,
  }),
};

function touched(operations: readonly string[], { project }: FilterScope): string {
  return `(${operations.map((operation) => touchedBy(operation, project)).join(' union all ')}) t (backer_id)`;
}

function newestUpload({ project }: FilterScope): string {
  return `(select p.id from operation p where p.project_id = ${project} and p.kind = 'TRACKING_UPLOAD'
    and p.status = 'COMPLETED' order by p.settled_at desc nulls last, p.id desc limit 1)`;
}
