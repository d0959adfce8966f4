<%@ page session="false" %>
<% response.sendError(500, "no such table: items"); %>
