import { Field, ObjectType } from 'type-graphql';
import { UserErrorType } from '../lib/user-error.type.ts';
import { Operation } from './operation.entity.ts';
import type { OperationRecord } from './operation.row.ts';

@ObjectType({ description: 'Answer of what makes or changes an operation.' })
export class OperationPayload {
  @Field(() => Operation, { nullable: true, description: 'The operation as it is now.' })
  operation!: OperationRecord | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether an idempotency key led to an operation that was there already.',
  })
  replayed!: boolean | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
