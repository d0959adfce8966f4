from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://app.example.com"],
    allow_methods=["GET", "PUT"],
    allow_headers=["X-Api-Key"],
    allow_credentials=True,
)
