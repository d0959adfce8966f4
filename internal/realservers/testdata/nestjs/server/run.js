// Starts src/main.ts, compiled as the framework's own tool does.
const fs = require('fs');
const ts = require('typescript');

const source = fs.readFileSync('src/main.ts', 'utf8');
const { outputText } = ts.transpileModule(source, {
  compilerOptions: { module: 'commonjs', target: 'es2022', experimentalDecorators: true },
});
fs.writeFileSync('main.js', outputText);
require('./main.js');
