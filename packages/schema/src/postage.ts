import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';
import { OperationDetail } from './operations.ts';

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

/** A label as a list shows it. */
export const LabelItem = graphql(`
  fragment LabelItem on Label {
    id
    status
    reference
    carrier
    service
    priceCents
    currency
    deliveryDays
    trackingNumber
    problem
    boughtAt
    printedAt
    packedAt
    packedBy
    voidRequestedAt
    voidedAt
    scanFormId
    operationId
    shipment {
      id
      trackingStatus
      trackingUrl
      carrierName
      acceptedAt
      deliveredAt
    }
    backer {
      id
      name
      number
      pledgeId
      address {
        country
      }
    }
  }
`);
export type LabelItem = ResultOf<typeof LabelItem>;

export const ScanFormItem = graphql(`
  fragment ScanFormItem on ScanForm {
    id
    carrier
    labels
    problem
    createdBy
    createdAt
    pdfUrl
  }
`);
export type ScanFormItem = ResultOf<typeof ScanFormItem>;

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

/** One page of a project's labels, the last first. */
export const Labels = graphql(
  `
    query Labels($projectId: ID!, $first: Int, $after: String, $filter: LabelFilter) {
      project(id: $projectId) {
        id
        labelsPdfUrl
        labels(first: $first, after: $after, filter: $filter) {
          nodes {
            ...LabelItem
          }
          pageInfo {
            hasNextPage
            endCursor
          }
          totalCount
        }
      }
    }
  `,
  [LabelItem],
);
export type LabelFilter = NonNullable<VariablesOf<typeof Labels>['filter']>;

/** How many labels stand where, and the scan forms. */
export const PostageOverview = graphql(
  `
    query PostageOverview($projectId: ID!) {
      project(id: $projectId) {
        id
        labelsPdfUrl
        postageCounts {
          projectId
          bought
          unprinted
          unpacked
          unscanned
          scanned
          voiding
          inDoubt
        }
        scanForms {
          ...ScanFormItem
        }
      }
    }
  `,
  [ScanFormItem],
);
/** How many labels stand where, as it changes. */
export const PostageUpdated = graphql(`
  subscription PostageUpdated($projectId: ID!) {
    postageUpdated(projectId: $projectId) {
      projectId
      bought
      unprinted
      unpacked
      unscanned
      scanned
      voiding
      inDoubt
    }
  }
`);
export type PostageCounts = NonNullable<ResultOf<typeof PostageOverview>['project']>['postageCounts'];

/** What a purchase of labels costs, beside what every operation has. */
export const LabelPurchase = graphql(
  `
    query LabelPurchase($id: ID!) {
      operation(id: $id) {
        ...OperationDetail
        labelsPdfUrl
        postage {
          labels
          totalCents
          currencies {
            currency
            labels
            cents
          }
          services {
            carrier
            service
            currency
            labels
            cents
          }
        }
      }
    }
  `,
  [OperationDetail],
);
export type LabelPurchase = NonNullable<ResultOf<typeof LabelPurchase>['operation']>;

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

export const ParcelPresetCreate = graphql(
  `
    mutation ParcelPresetCreate($projectId: ID!, $input: ParcelPresetInput!) {
      parcelPresetCreate(projectId: $projectId, input: $input) {
        preset {
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
export type ParcelPresetInput = VariablesOf<typeof ParcelPresetCreate>['input'];

export const ParcelPresetUpdate = graphql(
  `
    mutation ParcelPresetUpdate($id: ID!, $input: ParcelPresetInput!) {
      parcelPresetUpdate(id: $id, input: $input) {
        preset {
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

export const ParcelPresetDelete = graphql(`
  mutation ParcelPresetDelete($id: ID!) {
    parcelPresetDelete(id: $id) {
      deletedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

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

/** Prices labels for many backers; the answer is an operation that stops at its preview. */
export const LabelPurchaseCreate = graphql(
  `
    mutation LabelPurchaseCreate($projectId: ID!, $input: LabelPurchaseInput!) {
      labelPurchaseCreate(projectId: $projectId, input: $input) {
        operation {
          ...OperationDetail
        }
        replayed
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [OperationDetail],
);
export type LabelPurchaseInput = VariablesOf<typeof LabelPurchaseCreate>['input'];

/** Other choices for a purchase at its preview; it is planned again. */
export const LabelPurchaseConfigure = graphql(
  `
    mutation LabelPurchaseConfigure($id: ID!, $input: LabelPurchaseConfigureInput!) {
      labelPurchaseConfigure(id: $id, input: $input) {
        operation {
          ...OperationDetail
        }
        replayed
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [OperationDetail],
);

export const LabelsVoid = graphql(
  `
    mutation LabelsVoid($projectId: ID!, $ids: [ID!]!) {
      labelsVoid(projectId: $projectId, ids: $ids) {
        labels {
          ...LabelItem
        }
        refused {
          labelId
          message
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [LabelItem],
);

/** Asks the provider what became of labels that are being paid or given back. */
export const LabelsCheck = graphql(
  `
    mutation LabelsCheck($projectId: ID!, $ids: [ID!]!) {
      labelsCheck(projectId: $projectId, ids: $ids) {
        labels {
          ...LabelItem
        }
        refused {
          labelId
          message
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [LabelItem],
);

/** Without `labelIds`: all bought today that wait to be handed over. */
export const ScanFormCreate = graphql(
  `
    mutation ScanFormCreate($projectId: ID!, $labelIds: [ID!]) {
      scanFormCreate(projectId: $projectId, labelIds: $labelIds) {
        scanForms {
          ...ScanFormItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ScanFormItem],
);

/** An order at the packing table, with all a packer looks at. */
export const ScanOrder = graphql(`
  fragment ScanOrder on ScanFound {
    matchedBy
    action
    why
    label {
      id
      status
      carrier
      service
      trackingNumber
      packedAt
      packedBy
    }
    backer {
      id
      name
      number
      pledgeId
      address {
        country
      }
      notes
      tags
      order {
        id
        status
        hold {
          reason
        }
        items {
          sku
          name
          quantity
          kind
        }
      }
    }
  }
`);
export type ScanOrder = ResultOf<typeof ScanOrder>;

export const ScanLookup = graphql(
  `
    query ScanLookup($projectId: ID!, $code: String!) {
      scanLookup(projectId: $projectId, code: $code) {
        code
        found {
          ...ScanOrder
        }
      }
    }
  `,
  [ScanOrder],
);
export type ScanLookup = NonNullable<ResultOf<typeof ScanLookup>['scanLookup']>;

export const ScanShip = graphql(
  `
    mutation ScanShip($projectId: ID!, $input: ScanShipInput!) {
      scanShip(projectId: $projectId, input: $input) {
        deed
        said
        found {
          ...ScanOrder
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ScanOrder],
);
/** Takes back that a parcel was noted as packed. */
export const ScanUnpack = graphql(
  `
    mutation ScanUnpack($projectId: ID!, $backerId: ID!) {
      scanUnpack(projectId: $projectId, backerId: $backerId) {
        found {
          ...ScanOrder
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ScanOrder],
);
export type ScanDeed = NonNullable<ResultOf<typeof ScanShip>['scanShip']['deed']>;
