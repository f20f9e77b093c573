import { text } from '@/locales';

/** What the API said when it refused, as RFC 9457 has it. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: { field: string; message: string }[];
}

/** A call that did not work, with words for a person. */
export class ApiProblem extends Error {
  /** By the field's path: `models[0].name`. */
  readonly fields: ReadonlyMap<string, string>;

  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    fields: { field: string; message: string }[] = [],
    readonly code = '',
  ) {
    super(detail || title);
    this.fields = new Map(fields.map(({ field, message }) => [field, message]));
  }

  static of(status: number, body: unknown): ApiProblem {
    const problem: ProblemBody = typeof body === 'object' && body !== null ? body : {};
    return new ApiProblem(
      status,
      problem.title ?? `HTTP ${status}`,
      problem.detail ?? '',
      problem.errors,
      problem.type?.replace('urn:smoothllm:problem:', ''),
    );
  }

  /** The network failed, or whoever answered did not say why. */
  static from(error: unknown): ApiProblem {
    if (error instanceof ApiProblem) return error;
    const reason = error instanceof Error ? error.message : String(error);
    return new ApiProblem(0, text.problems.unreachable, reason);
  }
}
