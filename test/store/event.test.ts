import { eventContract } from './event.ts';
import { openPostgresForTest, openSqliteForTest, POSTGRES } from './open.ts';

eventContract('SQLite', openSqliteForTest);
eventContract(POSTGRES ? 'Postgres' : 'Postgres (embedded)', openPostgresForTest);
