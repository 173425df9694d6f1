import type { FilterTree } from '@waybill/schema/filter-tree';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireOwned, requirePrincipal, requireProject } from '../access/authorise.ts';
import { BackerFilter, BackerSort } from '../backers/backer-filter.inputs.ts';
import { BackerConnection, planBackerList, type BackerList } from '../backers/backer-list.ts';
import { resolveWish } from '../backers/resolve-wish.ts';
import type { Context } from '../context.ts';
import { DeletedPayload } from '../lib/deleted-payload.type.ts';
import { readerOf } from '../lib/reader.ts';
import { payload } from '../lib/user-error.ts';
import { Project } from '../projects/project.entity.ts';
import { checkBackerKeys } from './backer-keys.actions.ts';
import { filterSuggestions } from './filter-suggestions.actions.ts';
import { FilterTreeScalar } from './filter-tree.scalar.ts';
import {
  createSegment,
  deleteSegment,
  freezeSegment,
  refreshSegment,
  thawSegment,
  updateSegment,
} from './segment.actions.ts';
import { Segment } from './segment.entity.ts';
import {
  BackerKeysCheck,
  BackerKeysInput,
  FilterSuggestion,
  SegmentInput,
  SegmentPayload,
  SegmentUpdateInput,
} from './segment.inputs.ts';
import { countTree, segmentOf, segmentsOf } from './segments.actions.ts';
import { segmentCounts, segmentSentences } from './segments.loader.ts';

@Resolver(() => Project)
export class ProjectSegmentsResolver {
  @FieldResolver(() => [Segment], { description: 'Its segments, by name.' })
  segments(@Root() project: Project, @Ctx() context: Context): Promise<Segment[]> {
    return segmentsOf(context.db, project);
  }

  @FieldResolver(() => Segment, {
    nullable: true,
    description: 'One of its segments; null where there is none.',
  })
  segment(
    @Root() project: Project,
    @Arg('id', () => ID) id: string,
    @Ctx() context: Context,
  ): Promise<Segment | null> {
    return segmentOf(context.db, project, id);
  }

  @FieldResolver(() => [FilterSuggestion], {
    description: 'Values that its backers have in a field of a filter, the commonest first, fifty at most.',
  })
  filterSuggestions(
    @Root() project: Project,
    @Arg('field', () => String, { description: 'tags, country, region, emailDomain, sku or carrier.' })
    field: string,
    @Arg('search', () => String, { nullable: true, description: 'A part of the value.' })
    search: string | null,
    @Ctx() context: Context,
  ): Promise<FilterSuggestion[]> {
    return filterSuggestions(context.db, project, field, search);
  }
}

@Resolver(() => Segment)
export class SegmentResolver {
  @Query(() => Int, { description: 'For how many backers a filter holds now; for a builder to show.' })
  async segmentCount(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('filter', () => FilterTreeScalar) filter: FilterTree,
  ): Promise<number> {
    const project = await requireProject(context, projectId, 'backers:read');
    return countTree(context.db, project, filter);
  }

  @Query(() => BackerKeysCheck, {
    description:
      'Whom a pasted list of backer numbers, pledge IDs or email addresses names, and whom it does not.',
  })
  async backerKeysCheck(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => BackerKeysInput) input: BackerKeysInput,
  ): Promise<BackerKeysCheck> {
    const project = await requireProject(context, projectId, 'backers:read');
    return checkBackerKeys(context.db, project, input.kind, input.text);
  }

  @Mutation(() => SegmentPayload, { description: 'Makes a segment.' })
  segmentCreate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => SegmentInput) input: SegmentInput,
  ) {
    return payload({ segment: null }, async () => {
      const project = await requireProject(context, projectId, 'operations:write');
      return { segment: await createSegment(context.db, project, requirePrincipal(context).name, input) };
    });
  }

  @Mutation(() => SegmentPayload, { description: 'Renames a segment, or gives it another filter.' })
  segmentUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => SegmentUpdateInput) input: SegmentUpdateInput,
  ) {
    return payload({ segment: null }, async () => {
      const owned = await requireOwned(context, 'segment', id, 'operations:write');
      return { segment: await updateSegment(context.db, owned, input) };
    });
  }

  @Mutation(() => SegmentPayload, {
    description: 'Makes a snapshot of a dynamic segment: its list stays as it is now.',
  })
  segmentFreeze(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ segment: null }, async () => {
      const owned = await requireOwned(context, 'segment', id, 'operations:write');
      return { segment: await freezeSegment(context.db, owned) };
    });
  }

  @Mutation(() => SegmentPayload, {
    description:
      'Makes a dynamic segment of a snapshot: by the filter it was frozen from, or by the numbers of who is in it.',
  })
  segmentThaw(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ segment: null }, async () => {
      const owned = await requireOwned(context, 'segment', id, 'operations:write');
      return { segment: await thawSegment(context.db, owned) };
    });
  }

  @Mutation(() => SegmentPayload, {
    description: 'Takes the list of a snapshot anew, by the filter it was frozen from.',
  })
  segmentRefresh(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ segment: null }, async () => {
      const owned = await requireOwned(context, 'segment', id, 'operations:write');
      return { segment: await refreshSegment(context.db, owned) };
    });
  }

  @Mutation(() => DeletedPayload, { description: 'Takes a segment away; its backers stay.' })
  segmentDelete(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ deletedId: null }, async () => {
      const owned = await requireOwned(context, 'segment', id, 'operations:write');
      return { deletedId: await deleteSegment(context.db, owned) };
    });
  }

  @FieldResolver(() => String, { description: 'Its filter as a person reads it.' })
  sentence(@Root() segment: Segment, @Ctx() context: Context): Promise<string> {
    return context.loader(segmentSentences).load(segment);
  }

  @FieldResolver(() => Int, {
    description: 'How many backers it has: of a dynamic segment now, of a snapshot on its list.',
  })
  backerCount(@Root() segment: Segment, @Ctx() context: Context): Promise<number> | number {
    return segment.counted ?? context.loader(segmentCounts).load(segment);
  }

  @FieldResolver(() => BackerConnection, { description: 'Its backers, by number unless sorted otherwise.' })
  async backers(
    @Root() { id, projectId, creatorId }: Segment,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('last', () => Int, { nullable: true }) last: number | null,
    @Arg('before', () => String, { nullable: true }) before: string | null,
    @Arg('filter', () => BackerFilter, { nullable: true, description: 'Narrows it.' })
    filter: BackerFilter | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Narrows it, as in the list of all backers.',
    })
    search: string | null,
    @Arg('sort', () => BackerSort, { nullable: true }) sort: BackerSort | null,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BackerList> {
    const query = { first, after, last, before, filter, search, sort, segmentId: id };
    const resolved = await resolveWish(readerOf(context.db, [creatorId]), projectId, query);
    return planBackerList({ id: projectId, creatorId }, resolved, info);
  }
}
