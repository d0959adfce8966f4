from flask_cors import CORS

CORS(app, resources={"/api/*": {"origins": "https://app.example.com"}}, supports_credentials=True)
