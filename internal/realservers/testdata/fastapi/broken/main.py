from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(
    CORSMiddleware, allow_origins=["https://app.example.com"], allow_headers=["*"], allow_credentials=True
)
