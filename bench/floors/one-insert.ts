import Koa from 'koa';
import pg from 'pg';
import getRawBody from 'raw-body';

/** Floor: one naked single-row insert per request, committed before the answer. No signature, no dedupe, no sealing. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
await pool.query(
  'create table if not exists floor (id bigserial primary key, body text not null, at timestamptz default now())',
);
const app = new Koa();
app.use(async (ctx) => {
  const body = await getRawBody(ctx.req, { encoding: 'utf8' });
  await pool.query({
    name: 'insert',
    text: 'insert into floor (body) values ($1)',
    values: [body],
  });
  ctx.type = 'text/xml';
  ctx.body = '<Response/>';
});
app.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('ready'));
