/** Where to ask, and as whom; without a token as nobody. */
export interface Endpoint {
  url: string;
  token?: string;
}

export function headersOf({ token }: Endpoint): Record<string, string> {
  return { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
}

/** @throws when the answer has errors: a refusal is quick, and must not be taken for a quick answer */
export async function ask<Data>(endpoint: Endpoint, query: string, variables: object): Promise<Data> {
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: headersOf(endpoint),
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
  if (errors || !data)
    throw new Error(`${endpoint.url} answered ${response.status}: ${JSON.stringify(errors)}`);
  return data;
}
