from fastapi import FastAPI

app = FastAPI()


@app.get("/items")
def list_items():
    return [{"id": 1}]


@app.put("/items")
def change_item():
    return {"id": 1}


@app.api_route("/failing", methods=["GET", "PUT"])
def fail():
    raise RuntimeError("no such table: items")


# @CORS@
