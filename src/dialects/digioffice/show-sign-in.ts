import type { FastifyReply } from 'fastify';
import { failureFragment } from '../../platforms/servicestack/index.ts';
import type { Site } from '../dialect.ts';
import { SIGN_IN_FAILURES } from './vocabulary.ts';

const FAILURES = SIGN_IN_FAILURES.map((text) => ({ fragment: failureFragment(text), text }));

/**
 * The page that a browser without credentials is sent to: a form over the framework's own way to log on, with the answer wanted as HTML. A login that
 * failed comes back to it with its message behind the `#`.
 */
export function showSignIn(
  site: Site,
  { prefix, system }: { readonly prefix: string; readonly system: string },
  reply: FastifyReply,
  continueAt: string | undefined,
): FastifyReply {
  return site.pages.showSignIn(reply, {
    system,
    action: `${prefix}/auth/credentials.html`,
    fields: { name: 'UserName', password: 'Password', remember: 'RememberMe' },
    unseen: continueAt === undefined ? [] : [['continue', continueAt]],
    failures: FAILURES,
  });
}
