const express = require('express');

const app = express();

// @CORS@

app.get('/items', (request, response) => response.json([{ id: 1 }]));
app.put('/items', (request, response) => response.json({ id: 1 }));
app.all('/failing', () => { throw new Error('no such table: items'); });

app.listen(process.env.PORT, '127.0.0.1');
