import { invitationContract } from './invitation.ts';
import { openPostgresForTest, openSqliteForTest, POSTGRES } from './open.ts';

invitationContract('SQLite', openSqliteForTest);
const alone = POSTGRES ? undefined : 'set KINDRED_TEST_POSTGRES=postgres://user@host/database to run it';
invitationContract(POSTGRES ? 'Postgres' : 'Postgres (embedded)', openPostgresForTest, alone);
