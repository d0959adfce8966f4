// Nothing: a new project says nothing on CORS.
