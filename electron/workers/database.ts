import { runDatabaseJob, type DatabaseJob, type DatabaseJobs } from '#db/database-work';
import { serveJobs } from './wire/serve';

// Back-ups and integrity checks of whole files, in a process of their own.
const binding = process.env['LINNET_SQLITE_BINDING'];
serveJobs<DatabaseJob, DatabaseJobs[DatabaseJob['do']]>((job) => runDatabaseJob(job, binding === undefined || binding === '' ? undefined : binding));
