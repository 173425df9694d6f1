import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';
import { DeletedPayloadFields } from './payloads.ts';

/** Where a project buys its labels, and what stands on them. */
export const PostageSettingsDetail = graphql(`
  fragment PostageSettingsDetail on PostageSettings {
    provider
    hasKey
    sender {
      name
      company
      phone
      email
      line1
      line2
      city
      state
      postalCode
      country
    }
    customs {
      signer
      contentsType
      contentsExplanation
      nonDelivery
      iossNumber
    }
    hearsOfParcels
    missing
  }
`);
export type PostageSettingsDetail = ResultOf<typeof PostageSettingsDetail>;

export const ParcelPresetItem = graphql(`
  fragment ParcelPresetItem on ParcelPreset {
    id
    name
    position
    lengthMm
    widthMm
    heightMm
    weightG
    skus
    segmentId
  }
`);
export type ParcelPresetItem = ResultOf<typeof ParcelPresetItem>;

export const CustomsItemDetail = graphql(`
  fragment CustomsItemDetail on CustomsItem {
    sku
    name
    orders
    description
    hsCode
    originCountry
    valueCents
    currency
    weightG
    missing
  }
`);
export type CustomsItemDetail = ResultOf<typeof CustomsItemDetail>;

/** Settings, boxes and customs data of a project. */
export const Postage = graphql(
  `
    query Postage($projectId: ID!) {
      project(id: $projectId) {
        id
        fulfillmentMethod
        postage {
          ...PostageSettingsDetail
        }
        parcelPresets {
          ...ParcelPresetItem
        }
        customsItems {
          ...CustomsItemDetail
        }
      }
    }
  `,
  [PostageSettingsDetail, ParcelPresetItem, CustomsItemDetail],
);
export type Postage = NonNullable<ResultOf<typeof Postage>['project']>;

export const PostageSettingsUpdate = graphql(
  `
    mutation PostageSettingsUpdate($projectId: ID!, $input: PostageSettingsInput!) {
      postageSettingsUpdate(projectId: $projectId, input: $input) {
        settings {
          ...PostageSettingsDetail
        }
        warnings
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [PostageSettingsDetail],
);
export type PostageSettingsInput = VariablesOf<typeof PostageSettingsUpdate>['input'];

const ParcelPresetPayloadFields = graphql(
  `
    fragment ParcelPresetPayloadFields on ParcelPresetPayload {
      preset {
        ...ParcelPresetItem
      }
      userErrors {
        code
        field
        message
      }
    }
  `,
  [ParcelPresetItem],
);

export const ParcelPresetCreate = graphql(
  `
    mutation ParcelPresetCreate($projectId: ID!, $input: ParcelPresetInput!) {
      parcelPresetCreate(projectId: $projectId, input: $input) {
        ...ParcelPresetPayloadFields
      }
    }
  `,
  [ParcelPresetPayloadFields],
);
export type ParcelPresetInput = VariablesOf<typeof ParcelPresetCreate>['input'];

export const ParcelPresetUpdate = graphql(
  `
    mutation ParcelPresetUpdate($id: ID!, $input: ParcelPresetInput!) {
      parcelPresetUpdate(id: $id, input: $input) {
        ...ParcelPresetPayloadFields
      }
    }
  `,
  [ParcelPresetPayloadFields],
);

export const ParcelPresetDelete = graphql(
  `
    mutation ParcelPresetDelete($id: ID!) {
      parcelPresetDelete(id: $id) {
        ...DeletedPayloadFields
      }
    }
  `,
  [DeletedPayloadFields],
);

export const ParcelPresetReorder = graphql(
  `
    mutation ParcelPresetReorder($projectId: ID!, $ids: [ID!]!) {
      parcelPresetReorder(projectId: $projectId, ids: $ids) {
        presets {
          ...ParcelPresetItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ParcelPresetItem],
);

export const CustomsItemUpdate = graphql(
  `
    mutation CustomsItemUpdate($projectId: ID!, $input: CustomsItemInput!) {
      customsItemUpdate(projectId: $projectId, input: $input) {
        customsItem {
          ...CustomsItemDetail
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [CustomsItemDetail],
);
export type CustomsItemInput = VariablesOf<typeof CustomsItemUpdate>['input'];
