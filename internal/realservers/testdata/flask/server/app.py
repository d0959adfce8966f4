from flask import Flask, jsonify

app = Flask(__name__)

# @CORS@


@app.get("/items")
def list_items():
    return jsonify([{"id": 1}])


@app.put("/items")
def change_item():
    return jsonify({"id": 1})


@app.route("/failing", methods=["GET", "PUT"])
def fail():
    raise RuntimeError("no such table: items")
