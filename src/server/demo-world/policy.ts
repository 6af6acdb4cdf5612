import { DEFAULT_POLICY, type Policy } from '../../core/policy.ts';

/** The code of every second step in the demo world. */
export const DEMO_CODE = '123456';

/** The rules of the demo world that differ: its second step is public, as everything in it. */
export const DEMO_POLICY: Partial<Policy> = { secondStep: { ...DEFAULT_POLICY.secondStep, fixedCode: DEMO_CODE } };
