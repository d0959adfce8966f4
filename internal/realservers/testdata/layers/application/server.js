const express = require('express');
const cors = require('cors');

const app = express();

app.use(cors({
  origin: ['https://app.example.com', 'http://127.0.0.1:5173'],
  allowedHeaders: ['Authorization', 'Content-Type', 'X-Api-Key'],
  credentials: true,
}));
app.get('/items', (request, response) => response.json([{ id: 1 }]));
app.put('/items', (request, response) => response.json({ id: 1 }));
app.get('/failing', () => { throw new Error('no such table: items'); });
app.put('/failing', () => { throw new Error('no such table: items'); });

// Whether someone is logged in, for a proxy that asks.
app.get('/session', (request, response) => response.sendStatus(/sid=1/.test(request.headers.cookie) ? 204 : 401));

app.listen(process.env.PORT, '127.0.0.1');
