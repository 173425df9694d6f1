import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';
import { OperationDetail, OperationPayloadFields } from './operations.ts';

const LabelChoiceFields = graphql(`
  fragment LabelChoiceFields on LabelChoice {
    presetId
    preference
    carrier
    service
  }
`);

/** What a purchase of labels costs, beside what every operation has. */
export const LabelPurchase = graphql(
  `
    query LabelPurchase($id: ID!) {
      operation(id: $id) {
        ...OperationDetail
        labelsPdfUrl
        labelChoice {
          ...LabelChoiceFields
        }
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
  [OperationDetail, LabelChoiceFields],
);
export type LabelPurchase = NonNullable<ResultOf<typeof LabelPurchase>['operation']>;

/** Prices labels for many backers; the answer is an operation that stops at its preview. */
export const LabelPurchaseCreate = graphql(
  `
    mutation LabelPurchaseCreate($projectId: ID!, $input: LabelPurchaseInput!) {
      labelPurchaseCreate(projectId: $projectId, input: $input) {
        ...OperationPayloadFields
      }
    }
  `,
  [OperationPayloadFields],
);
export type LabelPurchaseInput = VariablesOf<typeof LabelPurchaseCreate>['input'];

/** Other choices for a purchase at its preview; it is planned again. */
export const LabelPurchaseConfigure = graphql(
  `
    mutation LabelPurchaseConfigure($id: ID!, $input: LabelPurchaseConfigureInput!) {
      labelPurchaseConfigure(id: $id, input: $input) {
        ...OperationPayloadFields
        operation {
          id
          labelChoice {
            ...LabelChoiceFields
          }
        }
      }
    }
  `,
  [OperationPayloadFields, LabelChoiceFields],
);
