import type { Kysely } from 'kysely';
import type { MailSwitch } from '../base/letter.ts';
import type { Tables } from './schema.ts';
import { setting, writeSetting } from './setting.ts';

/** The setting that stops all mail; its value says why. */
export const STOPPED = 'mail-stopped';

/** The one switch that stops all mail, in every process that uses this store. */
export function mailSwitch(db: Kysely<Tables>): MailSwitch {
	return {
		stopped: () => setting(db, STOPPED),
		stop: (why) => writeSetting(db, STOPPED, why),
		async start() {
			await db.deleteFrom('setting').where('key', '=', STOPPED).execute();
		},
	};
}
