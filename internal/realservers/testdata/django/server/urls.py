from django.http import JsonResponse
from django.urls import path


def items(request):
    return JsonResponse({"id": 1})


def failing(request):
    raise RuntimeError("no such table: items")


def book(request):
    return JsonResponse({"id": 2})


urlpatterns = [path("items", items), path("failing", failing), path("books/", book)]
