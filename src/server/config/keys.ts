import { z } from 'zod/v3';
import { DEFAULT_KEY_SCHEDULE, type KeySchedule } from '../../core/model/signing-key.ts';
import { setting, type ValuesOf, wholeNumber } from './setting.ts';

const DAY_SECONDS = 24 * 3600;
const HOUR_SECONDS = 3600;
/** 32 bytes in base64url, as `server.key` holds them. */
const KEY_TEXT = /^([A-Za-z0-9_-]{43})?$/;

export const KEYS = {
  serverKey: setting(
    'TESSERA_SERVER_KEY',
    z.string().regex(KEY_TEXT, 'must be 32 bytes in base64url'),
    '',
    'The server key itself, 32 bytes in base64url, instead of a file. What is secret at rest is sealed under it, and successors of refresh tokens follow from it.',
  ),
  keyRotationDays: setting(
    'TESSERA_KEY_ROTATION_DAYS',
    wholeNumber.pipe(z.number().min(1).max(3660)),
    String(DEFAULT_KEY_SCHEDULE.rotateSeconds / DAY_SECONDS),
    'How long a key signs tokens before its successor does.',
  ),
  keyPublishAheadHours: setting(
    'TESSERA_KEY_PUBLISH_AHEAD_HOURS',
    wholeNumber.pipe(z.number().min(1).max(720)),
    String(DEFAULT_KEY_SCHEDULE.publishAheadSeconds / HOUR_SECONDS),
    'How long a key is published before it signs, so that whoever caches the published keys knows it in time.',
  ),
  keyOverlapDays: setting(
    'TESSERA_KEY_OVERLAP_DAYS',
    wholeNumber.pipe(z.number().min(1).max(3660)),
    String(DEFAULT_KEY_SCHEDULE.overlapSeconds / DAY_SECONDS),
    'How long a key stays published after it has signed for the last time: at least as long as the longest token that others verify by it.',
  ),
} as const;

export function keySchedule(config: ValuesOf<typeof KEYS>): KeySchedule {
  return {
    rotateSeconds: config.keyRotationDays * DAY_SECONDS,
    publishAheadSeconds: config.keyPublishAheadHours * HOUR_SECONDS,
    overlapSeconds: config.keyOverlapDays * DAY_SECONDS,
  };
}
