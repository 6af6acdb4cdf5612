/** Every door of the server: wherever a credential is got, refreshed, exchanged, used, looked into or ended, by dialect and grant. */
import type { Door } from './door.ts';
import { clientGrantDoors } from './doors/client-grants.ts';
import { conversionDoors } from './doors/conversions.ts';
import { descendantDoors } from './doors/descendants.ts';
import { endDoors } from './doors/ends.ts';
import { passwordDoors } from './doors/passwords.ts';
import { questionDoors } from './doors/questions.ts';
import { stepDoors } from './doors/steps.ts';
import { useDoors } from './doors/uses.ts';

export const DOORS = {
  ...passwordDoors,
  ...stepDoors,
  ...questionDoors,
  ...clientGrantDoors,
  ...conversionDoors,
  ...useDoors,
  ...descendantDoors,
  ...endDoors,
} satisfies Readonly<Record<string, Door>>;

export type DoorName = keyof typeof DOORS;

export const DOOR_NAMES = Object.keys(DOORS) as readonly DoorName[];
