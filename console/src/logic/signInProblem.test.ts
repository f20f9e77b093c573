import { expect, test } from 'vitest';
import { signInProblem } from './signInProblem';

test('a sign-in that failed at the identity provider has words', () => {
  expect(signInProblem('cancelled')?.title).toBe('Signing in was cancelled.');
});

test('a code that nobody knows is a failure all the same', () => {
  expect(signInProblem('constructor')?.title).toBe('That did not work.');
});

test('who comes of their own accord has no problem', () => {
  expect(signInProblem(undefined)).toBeUndefined();
});
