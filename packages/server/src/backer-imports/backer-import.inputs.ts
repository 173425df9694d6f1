import { Field, InputType } from 'type-graphql';
import { OrderStatus } from '../orders/order-status.ts';
import { ColumnMappingInput } from '../operations/column-mapping.input.ts';

@InputType({ description: 'Which of our statuses a word of the file stands for.' })
export class StatusMappingInput {
  @Field(() => String, { description: 'The word in the file.' })
  value!: string;

  @Field(() => OrderStatus, { description: 'Ours.' })
  status!: OrderStatus;
}

@InputType({ description: 'Choices about an import of backers.' })
export class BackerImportInput {
  @Field(() => String, { nullable: true, description: 'The file’s name, for people.' })
  fileName?: string | null;

  @Field(() => [ColumnMappingInput], {
    nullable: true,
    description: 'Which column is what; guessed when left out.',
  })
  mapping?: ColumnMappingInput[] | null;

  @Field(() => [StatusMappingInput], {
    nullable: true,
    description: 'Words of the file that stand for a status; overrides what is known of them.',
  })
  statusMapping?: StatusMappingInput[] | null;

  @Field(() => OrderStatus, { nullable: true, description: 'The status of orders whose file names none.' })
  defaultStatus?: OrderStatus | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Apply without the stop at the preview; waits all the same while a status word is unknown.',
  })
  autoApply!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Makes a retry harmless: the same key is answered with the same operation.',
  })
  idempotencyKey?: string | null;
}
