/** A refusal in EasyPost's form: `{ error: { code, message, errors } }`. Codes are those of docs.easypost.com/docs/errors. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly unknown[];
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    errors: readonly unknown[] = [],
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }

  get body() {
    return { error: { code: this.code, message: this.message, errors: this.errors } };
  }
}

export function notFound(): ApiError {
  return new ApiError(404, 'NOT_FOUND', 'The requested resource could not be found.');
}

/** 422 with the field it is about, as EasyPost answers a body that lacks something. */
export function invalid(thing: string, problems: Record<string, string>): ApiError {
  const errors = Object.entries(problems).map(([field, message]) => ({ [field]: message }));
  const verb = `Unable to create ${thing.toLowerCase().replace('_', ' ')}`;
  return new ApiError(
    422,
    `${thing}.INVALID_PARAMS`,
    `${verb}, one or more parameters were invalid.`,
    errors,
  );
}
