/** One question in the words of each side; fields are named alike, so that the answers can be compared. */
export interface Question {
  ours: string;
  theirs: string;
}

/** The line of the backer report: 15 fields of backer, address and order. Theirs by primary key, its quickest order. */
export const LIST: Question = {
  ours: /* GraphQL */ `
    query List($after: String) {
      project(id: "1") {
        list: backers(first: 100, after: $after) {
          nodes {
            id
            number
            pledgeId
            orderNumber
            name
            email
            rewardTitle
            tags
            address {
              line1
              city
              postalCode
              country
              countryName
            }
            order {
              status
              fulfilledAt
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  `,
  theirs: /* GraphQL */ `
    query List($after: Cursor) {
      list: allBackers(first: 100, after: $after, condition: { projectId: "1" }, orderBy: PRIMARY_KEY_ASC) {
        nodes {
          id: rowId
          number
          pledgeId
          orderNumber
          name
          email
          rewardTitle
          tags
          line1
          city
          postalCode
          country
          countryName
          order: orderByBackerId {
            status
            fulfilledAt
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  `,
};

/** 50 backers with their parcels, none to five each. */
export const NESTED: Question = {
  ours: /* GraphQL */ `
    query Nested($after: String) {
      project(id: "1") {
        list: backers(first: 50, after: $after) {
          nodes {
            id
            number
            pledgeId
            name
            email
            rewardTitle
            shipments {
              id
              trackingNumber
              trackingUrl
              trackingStatus
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  `,
  theirs: /* GraphQL */ `
    query Nested($after: Cursor) {
      list: allBackers(first: 50, after: $after, condition: { projectId: "1" }, orderBy: PRIMARY_KEY_ASC) {
        nodes {
          id: rowId
          number
          pledgeId
          name
          email
          rewardTitle
          shipments: shipmentsByBackerId {
            nodes {
              id: rowId
              trackingNumber
              trackingUrl
              trackingStatus
            }
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  `,
};

/** The cursor of the backer with a number, as each side hands it out. Ids are given in the order of the numbers here. */
export const CURSOR: Question = {
  ours: /* GraphQL */ `
    query Cursor($number: Int!) {
      project(id: "1") {
        list: backers(first: 1, filter: { numberFrom: $number, numberTo: $number }) {
          edges {
            cursor
            node {
              number
            }
          }
        }
      }
    }
  `,
  theirs: /* GraphQL */ `
    query Cursor($number: BigInt!) {
      list: allBackers(first: 1, condition: { projectId: "1", rowId: $number }, orderBy: PRIMARY_KEY_ASC) {
        edges {
          cursor
          node {
            number
          }
        }
      }
    }
  `,
};

/** What either side answers with. */
export interface ListData {
  project?: { list: List };
  list?: List;
}

interface List {
  nodes?: object[];
  edges?: { cursor: string; node: { number: number } }[];
}

/** @throws when there is no list in it */
export function listOf(data: ListData): List {
  const list = data.project?.list ?? data.list;
  if (!list) throw new Error(`No list in ${JSON.stringify(data).slice(0, 200)}`);
  return list;
}

/** A row without the shape each side gives it: objects laid flat, lists of nodes as lists, times as one clock writes them. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).toISOString();
  if (typeof value !== 'object' || value === null) return value;
  if ('nodes' in value) return plain(value.nodes);
  const flat: [string, unknown][] = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const made = plain(inner);
    return isObject(made) ? Object.entries(made) : [[name, made]];
  });
  return Object.fromEntries(flat.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
