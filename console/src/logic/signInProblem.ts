import { ApiProblem } from '@/api/problem';
import { text } from '@/locales';

/** Why the identity provider's people are back at the sign-in page, by the code in its address. */
export function signInProblem(code: unknown): ApiProblem | undefined {
  if (typeof code !== 'string') return undefined;
  const known = Object.entries(text.session.problems).find(([name]) => name === code);
  return new ApiProblem(0, known?.[1] ?? text.problems.title, '');
}
