import { describe, expect, it } from 'vitest';
import { methodNames, parametersOf, proofFrom, TWO_FACTORS } from './proof';

describe('How a sign-in was made', () => {
  it('is read from the ID token', () => {
    const proof = proofFrom({ auth_time: 1_700_000_000, amr: ['mfa', 'otp', 'pwd'], acr: TWO_FACTORS });
    expect(proof).toEqual({ at: '2023-11-14T22:13:20.000Z', methods: ['mfa', 'otp', 'pwd'], context: TWO_FACTORS });
    expect(methodNames(proof)).toEqual(['code of the app, or recovery code', 'password']);
  });

  it('may be untold, or told in words that are not known', () => {
    expect(proofFrom({ auth_time: 'noon', amr: 'pwd', acr: 7 })).toEqual({ at: undefined, methods: [], context: undefined });
    expect(methodNames(proofFrom({ amr: ['face', 9] }))).toEqual(['face']);
  });
});

describe('A sign-in that is to show more', () => {
  it('asks for what is wanted and for nothing else', () => {
    expect(parametersOf({})).toEqual({});
    expect(parametersOf({ context: TWO_FACTORS })).toEqual({ acr_values: TWO_FACTORS });
    expect(parametersOf({ maxAge: 0 })).toEqual({ max_age: '0' });
  });
});
