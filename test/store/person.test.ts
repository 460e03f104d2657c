import { openPostgresForTest, openSqliteForTest, POSTGRES } from './open.ts';
import { personContract } from './person.ts';

personContract('SQLite', openSqliteForTest);
personContract(POSTGRES ? 'Postgres' : 'Postgres (embedded)', openPostgresForTest);
