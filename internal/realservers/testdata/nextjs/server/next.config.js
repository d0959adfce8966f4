// node_modules is a link to another directory.
module.exports = { turbopack: { root: '/' } };
