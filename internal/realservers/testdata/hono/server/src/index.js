import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();

// @CORS@

app.get('/items', (c) => c.json([{ id: 1 }]));
app.put('/items', (c) => c.json({ id: 1 }));
app.all('/failing', () => { throw new Error('no such table: items'); });

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
