import { eventContract } from './event.ts';
import { guestsContract } from './guests.ts';
import { openPostgresForTest, openSqliteForTest, POSTGRES } from './open.ts';

eventContract('SQLite', openSqliteForTest);
const alone = POSTGRES ? undefined : 'set KINDRED_TEST_POSTGRES=postgres://user@host/database to run it';
eventContract(POSTGRES ? 'Postgres' : 'Postgres (embedded)', openPostgresForTest, alone);

guestsContract('SQLite', openSqliteForTest);
guestsContract(POSTGRES ? 'Postgres' : 'Postgres (embedded)', openPostgresForTest);
