import { openPostgresForTest, openSqliteForTest } from './open.ts';
import { replyContract } from './reply.ts';

replyContract('SQLite', openSqliteForTest);
replyContract('Postgres', openPostgresForTest);
