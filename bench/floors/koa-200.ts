import Koa from 'koa';
import getRawBody from 'raw-body';

/** Floor: Koa reads the body and answers 200. */
const app = new Koa();
app.use(async (ctx) => {
  await getRawBody(ctx.req);
  ctx.type = 'text/xml';
  ctx.body = '<Response/>';
});
app.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('ready'));
