const Koa = require('koa');
const { Router } = require('@koa/router');

const app = new Koa();

// @CORS@

const router = new Router();
router.get('/items', (ctx) => { ctx.body = [{ id: 1 }]; });
router.put('/items', (ctx) => { ctx.body = { id: 1 }; });
router.all('/failing', () => { throw new Error('no such table: items'); });
app.use(router.routes());

app.listen(process.env.PORT, '127.0.0.1');
