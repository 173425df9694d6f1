import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import type { FilterTree } from '@waybill/schema/filter-tree';
import { Bucket, OrderStatus } from '../orders/order-status.ts';
import { FilterTreeScalar } from '../segments/filter-tree.scalar.ts';

@InputType({
  description:
    'Which backers. Everything given must hold; of a list, one value is enough, and an empty list is nobody.',
})
export class BackerFilter {
  @Field(() => [OrderStatus], { nullable: true, description: 'Their order has one of these statuses.' })
  status?: OrderStatus[] | null;

  @Field(() => [Bucket], { nullable: true, description: 'Their order is in one of these buckets.' })
  bucket?: Bucket[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'They live in one of these countries, by two letters; empty text = none is known.',
  })
  country?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'They have one of these tags.' })
  tag?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'They are owed one of these SKUs.' })
  sku?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a parcel with a tracking number is theirs; voided ones do not count.',
  })
  hasTracking?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether their order is on hold.' })
  onHold?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they are owed nothing but digital items.' })
  digitalOnly?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: 'An operation touched their order, or made or changed them.',
  })
  operationId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Their number is at least this.' })
  numberFrom?: number | null;

  @Field(() => Int, { nullable: true, description: 'Their number is at most this.' })
  numberTo?: number | null;

  @Field(() => [ID], { nullable: true, description: 'They are one of these backers.' })
  ids?: string[] | null;
}

@InputType({
  description:
    'Names the backers of a bulk call: exactly one of segmentId, tree, filter (with search, or search alone), backerIds, backerNumbers, everyone. Filter and search may narrow a segment or a tree.',
})
export class BackerTarget {
  @Field(() => BackerFilter, {
    nullable: true,
    description: 'Everyone who matches, at the moment it is planned.',
  })
  filter?: BackerFilter | null;

  @Field(() => String, { nullable: true, description: 'Narrows the filter like the search of the list.' })
  search?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Everyone in this segment: of a dynamic one at the moment it is planned.',
  })
  segmentId?: string | null;

  @Field(() => FilterTreeScalar, {
    nullable: true,
    description: 'Everyone for whom this filter holds, at the moment it is planned.',
  })
  tree?: FilterTree | null;

  @Field(() => [ID], { nullable: true, description: 'These backers.' })
  backerIds?: string[] | null;

  @Field(() => [Int], { nullable: true, description: 'The backers with these numbers.' })
  backerNumbers?: number[] | null;

  @Field(() => Boolean, { nullable: true, description: 'All backers of the project.' })
  everyone?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Takes these backers out again.' })
  except?: string[] | null;
}

export enum SortDirection {
  ASC = 'ASC',
  DESC = 'DESC',
}
registerEnumType(SortDirection, {
  name: 'SortDirection',
  description: 'Which end comes first.',
  valuesConfig: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Largest first.' } },
});

export enum BackerSortField {
  NUMBER = 'NUMBER',
  NAME = 'NAME',
  EMAIL = 'EMAIL',
  COUNTRY = 'COUNTRY',
  FULFILLED_AT = 'FULFILLED_AT',
}
registerEnumType(BackerSortField, {
  name: 'BackerSortField',
  description: 'What a list of backers is sorted by; who lacks it comes last either way.',
  valuesConfig: {
    NUMBER: { description: 'The number in the campaign.' },
    NAME: { description: 'The name, small and capital letters alike.' },
    EMAIL: { description: 'The email address.' },
    COUNTRY: { description: 'The country’s two letters.' },
    FULFILLED_AT: { description: 'When the order was fulfilled.' },
  },
});

@InputType({ description: 'Order of a list of backers.' })
export class BackerSort {
  @Field(() => BackerSortField, { description: 'What by.' })
  field!: BackerSortField;

  @Field(() => SortDirection, { defaultValue: SortDirection.ASC, description: 'Which end first.' })
  direction!: SortDirection;
}
